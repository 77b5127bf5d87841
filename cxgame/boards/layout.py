"""The three boards that every company starts with, and the order of cards in a column."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from sqlmodel import Session, col, func, select

from cxgame.boards.models import Board, BoardColumn, Card, Level
from cxgame.boards.raci import Stage
from cxgame.errors import NotFound

GAP = 1024  # between two cards, so that a third fits between them without touching either


class ColumnPlan(NamedTuple):
    """A column of a board that is about to be made."""

    key: str
    stage: Stage
    pt_br: str
    en: str
    wip_limit: int | None = None


PLAN_COLUMNS = (
    ColumnPlan("draft", Stage.DRAFT, "Planejar", "Plan"),
    ColumnPlan("review", Stage.REVIEW, "Em aprovação", "Approval"),
    ColumnPlan("do", Stage.DO, "Executar", "Do", 5),
    ColumnPlan("wait", Stage.WAIT, "Aguardar", "Wait"),
    ColumnPlan("check", Stage.CHECK, "Verificar", "Check", 5),
    ColumnPlan("act", Stage.ACT, "Agir", "Act"),
    ColumnPlan("done", Stage.DONE, "Concluído", "Done"),
)
TASK_COLUMNS = (
    ColumnPlan("todo", Stage.DRAFT, "A fazer", "To do"),
    ColumnPlan("doing", Stage.DO, "Fazendo", "Doing"),
    ColumnPlan("done", Stage.DONE, "Feito", "Done"),
)
BOARDS = (
    (Level.STRATEGIC, "Quadro estratégico", "Strategic board", PLAN_COLUMNS),
    (Level.TACTICAL, "Quadro tático", "Tactical board", PLAN_COLUMNS),
    (Level.OPERATIONAL, "Quadro operacional", "Operational board", TASK_COLUMNS),
)


def make_boards(session: Session) -> int:
    """Make those of the three boards that are missing and return how many those were."""
    known = set(session.exec(select(Board.key)))
    missing = [plan for plan in BOARDS if plan[0].value not in known]
    for level, pt_br, en, _columns in missing:
        make_board(session, level, {"pt-BR": pt_br, "en": en}, key=level.value)
    return len(missing)


def make_board(
    session: Session,
    level: Level,
    name: dict[str, str],
    unit_id: int | None = None,
    team_id: int | None = None,
    *,
    key: str = "",
) -> Board:
    """Make a board with the usual columns of its level, under a key of its own."""
    board = empty_board(session, level, name, unit_id, team_id, key=key)
    usual = next(plan[3] for plan in BOARDS if plan[0] is level)
    for position, column in enumerate(usual):
        session.add(_column(board.id, position, column))
    session.flush()
    return board


def empty_board(
    session: Session,
    level: Level,
    name: dict[str, str],
    unit_id: int | None = None,
    team_id: int | None = None,
    *,
    key: str = "",
) -> Board:
    """Make a board without columns, for whoever brings their own."""
    board = Board(
        key=key or uuid4().hex, level=level.value, name=name, unit_id=unit_id, team_id=team_id
    )
    session.add(board)
    session.flush()
    return board


def main_board(session: Session, level: Level) -> Board:
    """Return the company's board of a level; sqlalchemy's NoResultFound before `set_up` ran."""
    return session.exec(select(Board).where(Board.key == level.value)).one()


def board(session: Session, level: Level, board_id: int | None) -> Board:
    """Return an open board of a level, the company's main one without an id.

    Raise NotFound for a board of another level, one that was closed, or none at all.
    """
    if board_id is None:
        return main_board(session, level)
    found = session.get(Board, board_id)
    if found is None or found.level != level or found.closed_at is not None:
        raise NotFound("There is no such board, or it was closed.")
    return found


def named(words: Mapping[str, str], locale: str) -> str:
    """Return the name of a board or column in a language; a name in one language is for all."""
    return words.get(locale) or words.get("en", "")


def columns(session: Session, board_id: int) -> list[BoardColumn]:
    """Return a board's columns from left to right."""
    query = select(BoardColumn).where(BoardColumn.board_id == board_id)
    return list(session.exec(query.order_by(col(BoardColumn.position))))


def column_of(session: Session, board_id: int, stage: Stage) -> BoardColumn | None:
    """Return the first column of a stage, None where the board has none."""
    return next((one for one in columns(session, board_id) if one.stage == stage), None)


def put(
    session: Session, card: Card, column: BoardColumn, *, before: int | None, now: datetime
) -> None:
    """Put a card into a column before another card of it, or last; the board must be locked."""
    if card.column_id != column.id:
        card.column_id, card.entered_at = column.id, now
    card.position = place_in(session, column.id, before=before, mover=card.id)
    session.flush()


def place_in(session: Session, column_id: int, *, before: int | None, mover: int | None) -> int:
    """Return a free position before a card of the column, or after the last one."""
    in_column = (Card.column_id == column_id) & (Card.id != (mover or 0))
    following = session.get(Card, before) if before else None
    if following is None or following.column_id != column_id or following.id == mover:
        last = session.exec(select(func.max(Card.position)).where(in_column)).one()
        return (last or 0) + GAP
    highest = select(func.max(Card.position)).where(in_column, Card.position < following.position)
    previous = session.exec(highest).one() or 0
    if following.position - previous < 2:
        _spread(session, column_id)
        return place_in(session, column_id, before=before, mover=mover)
    return (previous + following.position) // 2


def free_place(session: Session, card: Card, wanted: int) -> int:
    """Return a position where a card stood before, or the next free one after it."""
    query = select(Card.position).where(Card.column_id == card.column_id, Card.id != card.id)
    taken = set(session.exec(query))
    return next(place for place in range(wanted, wanted + len(taken) + 1) if place not in taken)


def _spread(session: Session, column_id: int) -> None:
    """Give the cards of a column their gaps back."""
    query = select(Card).where(Card.column_id == column_id).order_by(col(Card.position))
    for number, card in enumerate(session.exec(query), start=1):
        card.position = number * GAP
    session.flush()


def _column(board_id: int, position: int, plan: ColumnPlan) -> BoardColumn:
    return BoardColumn(
        board_id=board_id,
        key=plan.key,
        name={"pt-BR": plan.pt_br, "en": plan.en},
        stage=plan.stage.value,
        position=position,
        wip_limit=plan.wip_limit,
        is_done=plan.stage is Stage.DONE,
    )
