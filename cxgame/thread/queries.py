"""Read what a customer's voice led to, and where a card or a training comes from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame.boards import scope as boards
from cxgame.boards.models import Board, BoardColumn, Card, Level
from cxgame.boards.queries import named
from cxgame.errors import NotFound
from cxgame.feedback import inbox
from cxgame.feedback.inbox import RecordView
from cxgame.learning import assignments
from cxgame.learning.assignments import TeamAssignment
from cxgame.people.actor import Actor
from cxgame.thread.models import RecordLink


@dataclass(frozen=True)
class LinkedCard:
    """A card that a record led to; out of sight of the actor it has neither title nor column."""

    card_id: int
    title: str
    level: Level | None
    column: str
    is_done: bool
    can_open: bool
    linked_at: datetime


@dataclass(frozen=True)
class LinkedTraining:
    """A training that a record led to; out of sight of the actor it is None."""

    assignment_id: int
    training: TeamAssignment | None
    linked_at: datetime


@dataclass(frozen=True)
class RecordLinks:
    """All that a record led to, oldest first."""

    cards: tuple[LinkedCard, ...]
    trainings: tuple[LinkedTraining, ...]


@dataclass(frozen=True)
class LinkedRecord:
    """A record behind a card or a training; None where the actor may not read it."""

    record_id: int
    record: RecordView | None


def links_of_record(session: Session, *, actor: Actor, record_id: int) -> RecordLinks:
    """Return what a record led to; raise NotFound when the actor may not read the record."""
    inbox.record(session, actor=actor, record_id=record_id)
    query = select(RecordLink).where(RecordLink.record_id == record_id)
    links = session.exec(query.order_by(col(RecordLink.id))).all()
    return RecordLinks(
        cards=tuple(_card(session, actor, link) for link in links if link.card_id),
        trainings=tuple(_training(session, actor, link) for link in links if link.assignment_id),
    )


def links_of_card(session: Session, *, actor: Actor, card_id: int) -> tuple[LinkedRecord, ...]:
    """Return the records behind a card, oldest first; raise NotFound when it is out of sight."""
    boards.card(session, actor=actor, card_id=card_id)
    query = select(RecordLink.record_id).where(RecordLink.card_id == card_id)
    ids = session.exec(query.order_by(col(RecordLink.id))).all()
    return tuple(_linked_record(session, actor, record_id) for record_id in ids)


def links_of_assignment(
    session: Session, *, actor: Actor, assignment_id: int
) -> tuple[LinkedRecord, ...]:
    """Return the records behind a training; raise NotFound when it is out of sight."""
    assignments.assignment(session, actor=actor, assignment_id=assignment_id)
    query = select(RecordLink.record_id).where(RecordLink.assignment_id == assignment_id)
    ids = session.exec(query.order_by(col(RecordLink.id))).all()
    return tuple(_linked_record(session, actor, record_id) for record_id in ids)


def records_by_card(session: Session, *, card_ids: Collection[int]) -> dict[int, int]:
    """Return how many records stand behind each of these cards, those with any."""
    query = (
        select(RecordLink.card_id, func.count())
        .where(col(RecordLink.card_id).in_(card_ids))
        .group_by(col(RecordLink.card_id))
    )
    return {card_id: count for card_id, count in session.exec(query) if card_id is not None}


def answered_records(session: Session, *, record_ids: Collection[int]) -> frozenset[int]:
    """Return which of these records led to a card or a training already."""
    query = select(RecordLink.record_id).where(col(RecordLink.record_id).in_(record_ids))
    return frozenset(session.exec(query))


def _card(session: Session, actor: Actor, link: RecordLink) -> LinkedCard:
    card = session.exec(select(Card).where(Card.id == link.card_id, boards.visible(actor))).first()
    if card is None:
        return LinkedCard(link.card_id or 0, "", None, "", False, False, link.created_at)
    column = session.get_one(BoardColumn, card.column_id)
    return LinkedCard(
        card_id=card.id,
        title=card.title,
        level=Level(session.get_one(Board, card.board_id).level),
        column=named(column.name, actor),
        is_done=card.done_at is not None,
        can_open=True,
        linked_at=link.created_at,
    )


def _training(session: Session, actor: Actor, link: RecordLink) -> LinkedTraining:
    assignment_id = link.assignment_id or 0
    try:
        found = assignments.assignment(session, actor=actor, assignment_id=assignment_id)
    except NotFound:
        return LinkedTraining(assignment_id, None, link.created_at)
    return LinkedTraining(assignment_id, found, link.created_at)


def _linked_record(session: Session, actor: Actor, record_id: int) -> LinkedRecord:
    try:
        found = inbox.record(session, actor=actor, record_id=record_id)
    except NotFound:
        return LinkedRecord(record_id, None)
    return LinkedRecord(record_id, found)


def cards_of_records(
    session: Session, *, actor: Actor, record_ids: Collection[int]
) -> list[tuple[int, str, Level]]:
    """Return the cards of these records that the actor may open, as (id, title, level)."""
    query = (
        select(Card.id, Card.title, Board.level)
        .join(RecordLink, col(RecordLink.card_id) == col(Card.id))
        .join(Board, col(Board.id) == col(Card.board_id))
        .where(col(RecordLink.record_id).in_(list(record_ids)), boards.visible(actor))
        .order_by(col(Card.id))
    )
    return [(card_id, title, Level(level)) for card_id, title, level in session.exec(query)]
