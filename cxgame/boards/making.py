"""Commands on boards: make one, change its name and columns, close and open it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlmodel import Session, col, select

from cxgame.boards import layout, scope
from cxgame.boards.models import Board, BoardColumn, Card, Level
from cxgame.boards.stages import Stage, is_before
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.people import audit, names, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Team, Unit

MOST_COLUMNS = 20
HIGHEST_LIMIT = 999


@dataclass(frozen=True)
class ColumnForm:
    """A column as somebody wants it; without an id it is new, `wip_limit` None is no limit."""

    name: str
    stage: Stage
    wip_limit: int | None = None
    id: int | None = None


def add_board(
    session: Session,
    *,
    actor: Actor,
    level: Level,
    name: str,
    unit_id: int | None = None,
    team_id: int | None = None,
    now: datetime,
) -> int:
    """Make a board of a level with its usual columns and return its id.

    Without unit and team it is the whole company's. Raise InvalidInput for both at once, NotAllowed
    outside the actor's reach.
    """
    require_reach(session, "boards.add_board", actor, level, unit_id, team_id)
    board = layout.make_board(session, level, {"en": names.clean(name)}, unit_id, team_id)
    audit.note(session, actor, "boards.add_board", "board", board.id, now=now)
    return board.id


def change_board(
    session: Session,
    *,
    actor: Actor,
    board_id: int,
    name: str,
    columns: Sequence[ColumnForm],
    version: int,
    now: datetime,
) -> int:
    """Give a board another name and other columns, in this order; return its version.

    A column with cards can't go, nor change what it means. Raise InvalidInput for columns that no
    card could pass through, Conflict when somebody changed the board meanwhile.
    """
    board = _to_change(session, "boards.change_board", actor, board_id, version)
    if board.closed_at is not None:
        raise Conflict("This board is closed: open it again first.")
    tidy = names.clean(name)
    if layout.named(board.name, actor.locale) != tidy:
        board.name = {**board.name, actor.locale: tidy, "en": board.name["en"]}
        if board.key != board.level:
            board.name = {"en": tidy}
    _write_columns(session, board, columns, actor.locale)
    board.version += 1
    session.flush()
    audit.note(session, actor, "boards.change_board", "board", board.id, now=now)
    return board.version


def close_board(
    session: Session, *, actor: Actor, board_id: int, version: int, now: datetime
) -> None:
    """Close a board whose work is over; raise Conflict while cards are open, or for a main one."""
    board = _to_change(session, "boards.close_board", actor, board_id, version)
    if board.key == board.level:
        raise Conflict("Every company keeps its three first boards.")
    query = select(Card.id).where(
        Card.board_id == board.id, col(Card.done_at).is_(None), col(Card.cancelled_at).is_(None)
    )
    if n := len(session.exec(query).all()):
        raise Conflict(
            "Cards are still open on this board ({n}): finish or cancel them first.", n=n
        )
    board.closed_at, board.version = now, board.version + 1
    session.flush()
    audit.note(session, actor, "boards.close_board", "board", board.id, now=now)


def reopen_board(
    session: Session, *, actor: Actor, board_id: int, version: int, now: datetime
) -> None:
    """Open a closed board again."""
    board = _to_change(session, "boards.reopen_board", actor, board_id, version)
    if board.closed_at is None:
        raise Conflict("This board is not closed.")
    board.closed_at, board.version = None, board.version + 1
    session.flush()
    audit.note(session, actor, "boards.reopen_board", "board", board.id, now=now)


def may_change(session: Session, *, actor: Actor, board_id: int) -> bool:
    """Tell whether the actor may change a board: which buttons to show."""
    board = session.get_one(Board, board_id)
    return _allows(session, "boards.change_board", actor, board)


def require_reach(
    session: Session,
    command: str,
    actor: Actor,
    level: Level,
    unit_id: int | None,
    team_id: int | None,
) -> None:
    """Raise NotAllowed unless the whole unit or team is in the actor's reach."""
    if unit_id is not None and team_id is not None:
        raise InvalidInput("A board is for a unit or for a team, not for both.")
    team_ids = _teams(session, unit_id, team_id)
    if not _reaches(actor, command, level, team_ids):
        permissions.require(actor, command)


def _to_change(session: Session, command: str, actor: Actor, board_id: int, version: int) -> Board:
    """Return a board, locked and in the version that was seen, for somebody who may change it."""
    query = select(Board).where(Board.id == board_id, scope.boards_in_reach(actor))
    if not permissions.may(actor, command):
        permissions.require(actor, command)
    if session.exec(query).first() is None:
        raise NotFound("There is no such board, or it is not yours to see.")
    board = scope.lock_board(session, board_id)
    session.refresh(board)
    require_reach(session, command, actor, Level(board.level), board.unit_id, board.team_id)
    if board.version != version:
        raise Conflict("Somebody else changed this board meanwhile. Look at it, then repeat.")
    return board


def _allows(session: Session, command: str, actor: Actor, board: Board) -> bool:
    team_ids = _teams(session, board.unit_id, board.team_id)
    return permissions.allows(actor, command) or _reaches(actor, command, board.level, team_ids)


def _reaches(actor: Actor, command: str, level: str, team_ids: list[int]) -> bool:
    """Tell whether the actor's reach covers every team of a board below the strategic level."""
    if level == Level.STRATEGIC or not team_ids:
        return permissions.allows(actor, command)
    return all(permissions.allows(actor, command, team_id=one) for one in team_ids)


def _teams(session: Session, unit_id: int | None, team_id: int | None) -> list[int]:
    """Return the teams that a board is for, none for the company's; raise NotFound for unknown."""
    if team_id is not None:
        team = session.get(Team, team_id)
        if team is None or not team.is_active:
            raise NotFound("There is no such open team.")
        return [team_id]
    if unit_id is None:
        return []
    if session.get(Unit, unit_id) is None:
        raise NotFound("There is no such unit.")
    return list(session.exec(select(Team.id).where(Team.unit_id == unit_id, Team.is_active)))


def _write_columns(
    session: Session, board: Board, columns: Sequence[ColumnForm], locale: str
) -> None:
    known = {column.id: column for column in layout.columns(session, board.id)}
    _check_columns(columns, known)
    for gone in known.keys() - {form.id for form in columns}:
        if _has_cards(session, gone):
            name = layout.named(known[gone].name, locale)
            raise Conflict("Cards stand or stood in {column}: it can't go.", column=name)
        session.delete(known[gone])
    for position, form in enumerate(columns):
        column = known.get(form.id or 0) or _new(session, board.id)
        name = names.clean(form.name)
        if column.stage and column.stage != form.stage and _has_cards(session, column.id):
            raise Conflict("Cards stand or stood in {column}: what it means stays.", column=name)
        if layout.named(column.name, locale) != name:
            column.name = {"en": name}
        column.stage, column.position, column.wip_limit = form.stage, position, form.wip_limit
        column.is_done = form.stage is Stage.DONE
        session.add(column)
        session.flush()


def _check_columns(columns: Sequence[ColumnForm], known: dict[int, BoardColumn]) -> None:
    """Raise InvalidInput for columns that no card could pass, NotFound for a foreign one."""
    if any(form.id is not None and form.id not in known for form in columns):
        raise NotFound("There is no such column on this board.")
    if not 2 <= len(columns) <= MOST_COLUMNS:
        raise InvalidInput("A board has from 2 to {n} columns.", n=MOST_COLUMNS)
    stages = [form.stage for form in columns]
    if stages[0] is not Stage.DRAFT or stages[-1] is not Stage.DONE:
        raise InvalidInput("The first column is for what is planned, the last for what is done.")
    if any(is_before(later, earlier) for earlier, later in pairwise(stages)):
        raise InvalidInput("Columns stand in the order of the work.")
    folded = [names.fold(form.name) for form in columns]
    if len(set(folded)) < len(folded):
        raise InvalidInput("Two columns have the same name.")
    for form in columns:
        if form.wip_limit is not None and not 1 <= form.wip_limit <= HIGHEST_LIMIT:
            raise InvalidInput("A limit of cards lies between 1 and {n}.", n=HIGHEST_LIMIT)


def _new(session: Session, board_id: int) -> BoardColumn:
    keys = {column.key for column in layout.columns(session, board_id)}
    number = next(n for n in range(1, MOST_COLUMNS * 10) if f"column-{n}" not in keys)
    return BoardColumn(board_id=board_id, key=f"column-{number}", name={}, stage="", position=0)


def _has_cards(session: Session, column_id: int) -> bool:
    """Tell whether any card stands in a column, those finished and cancelled too."""
    return session.exec(select(Card.id).where(Card.column_id == column_id)).first() is not None
