"""The texts of SOPs that hold today, where a newer version is announced for a day to come."""

from datetime import date

from sqlmodel import Session, col, select

from cxgame import content
from cxgame.standards import texts
from cxgame.standards.models import Sop, SopVersion


def before_announced(session: Session, *, today: date) -> dict[int, content.Sop]:
    """Return by SOP the text that holds today, for those whose current one is still to come.

    One that was announced as the first of its code has none before it, and is left out.
    """
    coming = (
        select(Sop.id)
        .join(SopVersion, col(SopVersion.sop_id) == col(Sop.id))
        .where(SopVersion.revision == Sop.current_revision, col(SopVersion.effective_on) > today)
    )
    ids = session.exec(coming).all()
    if not ids:
        return {}
    held = select(SopVersion).where(
        col(SopVersion.sop_id).in_(ids), col(SopVersion.effective_on) <= today
    )
    rows = session.exec(held.order_by(col(SopVersion.id)))
    return {row.sop_id: texts.read(row.revision, row.body) for row in rows}
