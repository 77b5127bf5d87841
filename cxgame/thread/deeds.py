"""What joins “you said, we did” with the cards and trainings that did it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.boards import queries as boards
from cxgame.boards import scope as boards_scope
from cxgame.boards.models import Board, Card, Level
from cxgame.errors import Conflict
from cxgame.feedback.deeds import queries, service
from cxgame.feedback.deeds.service import DeedForm
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.thread.models import DeedLink, RecordLink

MOST_CARDS = 60  # to choose from


@dataclass(frozen=True)
class DeedCard:
    """A card behind a deed that the actor may open."""

    deed_id: int
    card_id: int
    title: str
    level: Level


def tell_deed(
    session: Session,
    *,
    actor: Actor,
    form: DeedForm,
    record_ids: Collection[int],
    now: datetime,
) -> int:
    """Keep a draft on these records with the cards and trainings they led to; return its id."""
    permissions.require(actor, "thread.tell_deed", team_id=form.team_id)
    deed_id = service.add_deed(session, actor=actor, form=form, record_ids=record_ids, now=now)
    kept = queries.records_of(session, deed_id=deed_id)
    query = select(RecordLink.card_id, RecordLink.assignment_id)
    ends = session.exec(query.where(col(RecordLink.record_id).in_(kept)).distinct()).all()
    for card_id, assignment_id in ends:
        _tie(session, actor, deed_id, now, card_id=card_id, assignment_id=assignment_id)
    audit.note(session, actor, "thread.tell_deed", "deed", deed_id, now=now)
    return deed_id


def link_deed(session: Session, *, actor: Actor, deed_id: int, card_id: int, now: datetime) -> None:
    """Tie a deed to the card that did it; raise Conflict when they are tied, NotFound for none."""
    deed = queries.deed(session, actor=actor, deed_id=deed_id)
    permissions.require(actor, "thread.link_deed", team_id=deed.form.team_id)
    boards.card_view(session, actor=actor, card_id=card_id, now=now)
    known = select(DeedLink.id).where(DeedLink.deed_id == deed_id, DeedLink.card_id == card_id)
    if session.exec(known).first() is not None:
        raise Conflict("This card is already linked.")
    _tie(session, actor, deed_id, now, card_id=card_id)
    audit.note(session, actor, "thread.link_deed", "deed", deed_id, now=now, card_id=card_id)


def cards_of_deeds(
    session: Session, *, actor: Actor, deed_ids: Collection[int]
) -> dict[int, list[DeedCard]]:
    """Return the cards behind each of these deeds that the actor may open."""
    query = (
        select(DeedLink.deed_id, Card, Board.level)
        .join(Card, col(Card.id) == col(DeedLink.card_id))
        .join(Board, col(Board.id) == col(Card.board_id))
        .where(col(DeedLink.deed_id).in_(list(deed_ids)), boards_scope.visible(actor))
        .order_by(col(DeedLink.id))
    )
    found: dict[int, list[DeedCard]] = {}
    for deed_id, card, level in session.exec(query):
        found.setdefault(deed_id, []).append(DeedCard(deed_id, card.id, card.title, Level(level)))
    return found


def cards_to_link(session: Session, *, actor: Actor) -> list[tuple[int, str]]:
    """Return the newest cards that the actor may open, as (id, title)."""
    query = select(Card.id, Card.title).where(boards_scope.visible(actor))
    return list(session.exec(query.order_by(col(Card.id).desc()).limit(MOST_CARDS)).all())


def trainings_of_deeds(session: Session, *, deed_ids: Collection[int]) -> frozenset[int]:
    """Return which of these deeds were done by training, among else."""
    query = select(DeedLink.deed_id).where(
        col(DeedLink.deed_id).in_(list(deed_ids)), col(DeedLink.assignment_id).is_not(None)
    )
    return frozenset(session.exec(query))


def _tie(
    session: Session,
    actor: Actor,
    deed_id: int,
    now: datetime,
    *,
    card_id: int | None = None,
    assignment_id: int | None = None,
) -> None:
    session.add(
        DeedLink(
            deed_id=deed_id,
            card_id=card_id,
            assignment_id=assignment_id,
            created_by=actor.person_id,
            created_at=now,
        )
    )
    session.flush()
