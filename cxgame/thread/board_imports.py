"""Take a board back that came from a file, as far as nothing else leans on its cards."""

from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.boards.importing import service
from cxgame.boards.importing.service import Undone
from cxgame.boards.models import Card
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.thread.models import CardLink, CardObjective, DeedLink, RecordLink, StudyLink, VisitLink

LINKS = (RecordLink, StudyLink, VisitLink, DeedLink, CardLink, CardObjective)


def undo_board_import(session: Session, *, actor: Actor, import_id: int, now: datetime) -> Undone:
    """Take back an import of a board; cards that anything else names stay.

    Raise what `undo_import` raises.
    """
    if not permissions.may(actor, "thread.undo_board_import"):
        permissions.require(actor, "thread.undo_board_import")
    ours = select(Card.id).where(Card.import_id == import_id)
    linked: set[int] = set()
    for table in LINKS:
        found = session.exec(select(table.card_id).where(col(table.card_id).in_(ours)))
        linked |= {one for one in found if one is not None}
    return service.undo_import(session, actor=actor, import_id=import_id, linked=linked, now=now)
