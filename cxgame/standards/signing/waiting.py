"""Versions on which somebody has to decide what they ask."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from cxgame.standards import differences, texts
from cxgame.standards.models import Sop, SopVersion
from cxgame.standards.signing.models import SopDecision


@dataclass(frozen=True)
class Undecided:
    """A version in force that is a major change, without a decision."""

    version_id: int
    sop_id: int
    code: str


def undecided(session: Session, *, sop_id: int | None = None) -> list[Undecided]:
    """Return the versions in force that wait for a decision, by code.

    A minor change asks for nothing by itself, nor does the first version of an SOP, or an older
    text that was put in force again.
    """
    decided = select(SopDecision.version_id).where(col(SopDecision.replaced_at).is_(None))
    query = (
        select(Sop, SopVersion.id)
        .join(SopVersion, col(SopVersion.sop_id) == col(Sop.id))
        .where(
            Sop.is_active,
            col(SopVersion.revision) == col(Sop.current_revision),
            col(SopVersion.id).not_in(decided),
        )
        .order_by(col(Sop.code))
    )
    if sop_id is not None:
        query = query.where(Sop.id == sop_id)
    return [
        Undecided(version_id, sop.id, sop.code)
        for sop, version_id in session.exec(query)
        if _is_major(session, sop.id, version_id)
    ]


def previous(session: Session, sop_id: int, version_id: int) -> int | None:
    """Return the id of the version that stood before one, None for the first."""
    query = select(func.max(SopVersion.id)).where(
        SopVersion.sop_id == sop_id, SopVersion.id < version_id
    )
    return session.exec(query).one()


def _is_major(session: Session, sop_id: int, version_id: int) -> bool:
    before = previous(session, sop_id, version_id)
    if before is None:
        return False
    old, new = (texts.of_version(session, one) for one in (before, version_id))
    return differences.is_major(old, new)
