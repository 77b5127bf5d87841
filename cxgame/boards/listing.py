"""Cards of all boards as a list or by their days, as far as the actor sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, String, case, cast
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from cxgame import clock
from cxgame.boards import facts, layout, scope
from cxgame.boards.models import Board, BoardColumn, Card, CardRole, Level, Priority
from cxgame.boards.queries import acting_faces, is_overdue, overdue
from cxgame.boards.views import Face
from cxgame.people import names
from cxgame.people import queries as people
from cxgame.people.actor import Actor

PAGE = 50  # cards of a list
MOST_OF_A_MONTH = 500


class State(StrEnum):
    """Whether the work on a card goes on."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; `person_id` is somebody with a letter."""

    board_id: int | None = None
    level: Level | None = None
    team_id: int | None = None
    person_id: int | None = None
    state: State = State.OPEN
    is_overdue: bool = False
    priority: Priority | None = None
    label: str = ""
    search: str = ""


@dataclass(frozen=True)
class Line:
    """A card in a list."""

    id: int
    title: str
    level: Level
    board: str
    board_id: int
    column: str
    team: str
    starts_on: date | None
    due_on: date | None
    is_overdue: bool
    priority: Priority
    labels: tuple[str, ...]
    faces: tuple[Face, ...]
    done_at: datetime | None
    version: int


@dataclass(frozen=True)
class Listed:
    """One page of a list, and how many cards there are in all."""

    lines: tuple[Line, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


def cards(
    session: Session, *, actor: Actor, wanted: Wanted, now: datetime, page: int = 1
) -> Listed:
    """Return a page of cards: what is due first, then what has no day; done ones newest first."""
    query = _narrowed(actor, wanted, now)
    ids = _said(session, query, wanted)
    total = len(ids) if ids is not None else _count(session, query)
    if ids is not None:
        query = query.where(col(Card.id).in_(ids))
    last = max(1, -(-total // PAGE))
    number = min(max(page, 1), last)
    found = session.exec(_ordered(query, wanted).offset((number - 1) * PAGE).limit(PAGE))
    return Listed(_lines(session, list(found), actor, now), total, number)


def due_between(
    session: Session, *, actor: Actor, wanted: Wanted, since: date, until: date, now: datetime
) -> tuple[Line, ...]:
    """Return the cards due from one day to another, by day; at most 500."""
    query = _narrowed(actor, wanted, now).where(
        col(Card.due_on) >= since, col(Card.due_on) <= until
    )
    ids = _said(session, query, wanted)
    if ids is not None:
        query = query.where(col(Card.id).in_(ids))
    ordered = query.order_by(col(Card.due_on), col(Card.id)).limit(MOST_OF_A_MONTH)
    return _lines(session, list(session.exec(ordered)), actor, now)


def labels(session: Session, *, actor: Actor) -> list[str]:
    """Return every label on an open card that the actor sees, by name."""
    query = select(Card.labels).where(
        scope.visible(actor),
        col(Card.done_at).is_(None),
        col(Card.cancelled_at).is_(None),
        cast(Card.labels, String) != "[]",
    )
    return sorted({label for found in session.exec(query) for label in found}, key=names.fold)


def _narrowed(actor: Actor, wanted: Wanted, now: datetime) -> SelectOfScalar[Card]:
    query = select(Card).where(scope.visible(actor), _in_state(wanted.state))
    if wanted.board_id is not None:
        query = query.where(Card.board_id == wanted.board_id)
    if wanted.level is not None:
        of_level = select(Board.id).where(Board.level == wanted.level)
        query = query.where(col(Card.board_id).in_(of_level))
    if wanted.team_id is not None:
        query = query.where(Card.team_id == wanted.team_id)
    if wanted.person_id is not None:
        held = select(CardRole.card_id).where(CardRole.person_id == wanted.person_id)
        query = query.where(col(Card.id).in_(held))
    if wanted.is_overdue:
        query = query.where(overdue(clock.local_day(now)))
    if wanted.priority is not None:
        query = query.where(Card.priority == wanted.priority)
    return query


def _in_state(state: State) -> ColumnElement[bool]:
    if state is State.CANCELLED:
        return col(Card.cancelled_at).is_not(None)
    is_done = col(Card.done_at).is_not(None) if state is State.DONE else col(Card.done_at).is_(None)
    return is_done & col(Card.cancelled_at).is_(None)


def _said(session: Session, query: SelectOfScalar[Card], wanted: Wanted) -> list[int] | None:
    """Return the ids of the cards with these words or this label, None where none are asked for."""
    words = names.fold(wanted.search).split()
    if not words and not wanted.label:
        return None
    found = session.exec(query)
    return [
        card.id
        for card in found
        if says(card, words) and (not wanted.label or wanted.label in card.labels)
    ]


def says(card: Card, words: Iterable[str]) -> bool:
    """Tell whether a card says every one of these folded words, or their beginnings."""
    texts = (card.title, card.what, card.why, card.place, card.description)
    said = names.fold(" ".join((*texts, *card.labels, *card.named)))
    return all(word in said for word in words)


def _count(session: Session, query: SelectOfScalar[Card]) -> int:
    return session.exec(select(func.count()).select_from(query.subquery())).one()


def _ordered(query: SelectOfScalar[Card], wanted: Wanted) -> SelectOfScalar[Card]:
    if wanted.state is State.DONE:
        return query.order_by(col(Card.done_at).desc(), col(Card.id))
    if wanted.state is State.CANCELLED:
        return query.order_by(col(Card.cancelled_at).desc(), col(Card.id))
    has_no_day = case((col(Card.due_on).is_(None), 1), else_=0)
    return query.order_by(has_no_day, col(Card.due_on), col(Card.id))


def _lines(session: Session, found: list[Card], actor: Actor, now: datetime) -> tuple[Line, ...]:
    known = facts.of_cards(session, found)
    boards = {board.id: board for board in session.exec(select(Board))}
    columns = {column.id: column.name for column in session.exec(select(BoardColumn))}
    teams, today = people.team_names(session), clock.local_day(now)
    return tuple(
        Line(
            id=card.id,
            title=card.title,
            level=Level(boards[card.board_id].level),
            board=layout.named(boards[card.board_id].name, actor.locale),
            board_id=card.board_id,
            column=layout.named(columns[card.column_id], actor.locale),
            team=teams.get(card.team_id or 0, ""),
            starts_on=card.starts_on,
            due_on=card.due_on,
            is_overdue=is_overdue(card, today) and card.cancelled_at is None,
            priority=Priority(card.priority),
            labels=tuple(card.labels),
            faces=acting_faces(known[card.id]),
            done_at=card.done_at,
            version=card.version,
        )
        for card in found
    )
