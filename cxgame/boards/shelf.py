"""Which boards there are, as far as somebody may open them."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from cxgame.boards import layout, scope
from cxgame.boards.models import Board, Card, Level
from cxgame.boards.stages import Stage
from cxgame.errors import NotFound
from cxgame.people import queries as people
from cxgame.people.actor import Actor


@dataclass(frozen=True)
class Shelved:
    """A board by its name; `whose` is its unit or team, empty for the company's."""

    id: int
    level: Level
    name: str
    whose: str
    unit_id: int | None
    team_id: int | None
    is_main: bool
    is_closed: bool
    version: int


@dataclass(frozen=True)
class ColumnLine:
    """A column as the form of its board shows it; `cards` of it are open or done."""

    id: int
    key: str
    name: str
    stage: Stage
    wip_limit: int | None
    cards: int


def boards(
    session: Session, *, actor: Actor, level: Level | None = None, with_closed: bool = False
) -> list[Shelved]:
    """Return the boards that the actor may open: the company's first, then by name."""
    query = select(Board).where(scope.boards_in_reach(actor))
    if level is not None:
        query = query.where(Board.level == level)
    if not with_closed:
        query = query.where(col(Board.closed_at).is_(None))
    teams = people.team_names(session)
    units = {unit.id: unit.name for unit in people.units(session)}
    found = [
        Shelved(
            id=board.id,
            level=Level(board.level),
            name=layout.named(board.name, actor.locale),
            whose=units.get(board.unit_id or 0, "") or teams.get(board.team_id or 0, ""),
            unit_id=board.unit_id,
            team_id=board.team_id,
            is_main=board.key == board.level,
            is_closed=board.closed_at is not None,
            version=board.version,
        )
        for board in session.exec(query)
    ]
    order = list(Level)
    return sorted(found, key=lambda one: (order.index(one.level), not one.is_main, one.name))


def board_in_sight(
    session: Session, *, actor: Actor, level: Level, board_id: int | None = None
) -> Board:
    """Return an open board of a level that the actor may open, the company's without an id.

    Raise NotFound for any other.
    """
    found = layout.board(session, level, board_id)
    if not found.closed_at and _is_in_reach(session, actor, found.id):
        return found
    raise NotFound("There is no such board, or it is not yours to see.")


def board_of_card(session: Session, *, actor: Actor, card_id: int) -> tuple[Level, int] | None:
    """Return level and id of the board on which a card stands, None where either is out of sight.

    Somebody may hold a letter on a card of another team's board.
    """
    query = (
        select(Board)
        .join(Card, col(Card.board_id) == col(Board.id))
        .where(Card.id == card_id, scope.visible(actor), scope.boards_in_reach(actor))
    )
    board = session.exec(query).first()
    return (Level(board.level), board.id) if board and board.closed_at is None else None


def column_lines(session: Session, *, actor: Actor, board_id: int) -> list[ColumnLine]:
    """Return the columns of a board from left to right; raise NotFound out of reach."""
    if not _is_in_reach(session, actor, board_id):
        raise NotFound("There is no such board, or it is not yours to see.")
    query = select(Card.column_id, func.count()).where(Card.board_id == board_id)
    counts = dict(session.exec(query.group_by(col(Card.column_id))).all())
    return [
        ColumnLine(
            column.id,
            column.key,
            layout.named(column.name, actor.locale),
            Stage(column.stage),
            column.wip_limit,
            counts.get(column.id, 0),
        )
        for column in layout.columns(session, board_id)
    ]


def _is_in_reach(session: Session, actor: Actor, board_id: int) -> bool:
    query = select(Board.id).where(Board.id == board_id, scope.boards_in_reach(actor))
    return session.exec(query).first() is not None
