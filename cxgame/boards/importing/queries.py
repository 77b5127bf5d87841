"""The boards that came from files."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.boards import scope
from cxgame.boards.models import Board, BoardImport
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor

NEWEST = 20


@dataclass(frozen=True)
class ImportLine:
    """An import; without a board it was taken back whole."""

    id: int
    name: str
    file_name: str
    cards: int
    level: str
    board_id: int | None
    who: str
    created_at: datetime
    is_undone: bool
    can_undo: bool


def imports(session: Session, *, actor: Actor) -> list[ImportLine]:
    """Return the newest imports of boards within the actor's reach, and the actor's own."""
    reach = select(Board.id).where(scope.boards_in_reach(actor))
    query = select(BoardImport).where(
        col(BoardImport.board_id).in_(reach) | (BoardImport.created_by == actor.person_id)
        if not actor.sees_all
        else col(BoardImport.id).is_not(None)
    )
    levels = dict(session.exec(select(Board.id, Board.level)).all())
    names = people.person_names(session)
    return [
        ImportLine(
            id=row.id,
            name=row.name,
            file_name=row.file_name,
            cards=int(row.counts.get("cards", 0)),
            level=levels.get(row.board_id or 0, ""),
            board_id=row.board_id,
            who=names.get(row.created_by or 0, ""),
            created_at=row.created_at,
            is_undone=row.undone_at is not None,
            can_undo=permissions.allows(actor, "boards.undo_import", person_id=row.created_by),
        )
        for row in session.exec(query.order_by(col(BoardImport.id).desc()).limit(NEWEST))
    ]
