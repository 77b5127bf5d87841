"""Take one's own move back within a minute, as if it had not been."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from cxgame.boards import history, layout, scope
from cxgame.boards.history import Happened
from cxgame.boards.models import Card, CardEvent
from cxgame.errors import Conflict
from cxgame.people import audit
from cxgame.people.actor import Actor

WITHIN = timedelta(minutes=1)
_WAS = "was"  # in an event's values: how the card stood before a move
_MOMENTS = (
    *("submitted_at", "approved_at", "second_approved_at", "done_asked_at", "entered_at"),
    "done_at",
)
_PLAIN = (
    *("column_id", "position", "approval", "approved_by", "done_asked_by", "last_editor_id"),
    "rejected_because",
)


def standing(card: Card) -> dict[str, Any]:
    """Return all that a move may change, as JSON."""
    moments = {name: _iso(getattr(card, name)) for name in _MOMENTS}
    plain = {name: getattr(card, name) for name in _PLAIN}
    return {**plain, **moments, "worked_until": _iso(card.worked_until)}


def remember(session: Session, card: Card, was: dict[str, Any]) -> None:
    """Note with the first event of a move how the card stood before it."""
    query = select(CardEvent).where(CardEvent.card_id == card.id, CardEvent.version == card.version)
    event = session.exec(query.order_by(col(CardEvent.id))).first()
    if event is not None:
        event.values = {**event.values, _WAS: was}


def undo_move(session: Session, *, actor: Actor, card_id: int, version: int, now: datetime) -> int:
    """Put a card back where it stood before the actor's last move, and return its version.

    Only the one who moved it, within a minute, while nothing else happened to it. Raise StaleCard
    or Conflict otherwise.
    """
    command = "boards.undo_move"
    card = scope.open_card(session, command, actor=actor, card_id=card_id, version=version)
    event = _last_move(session, card)
    if event is None or event.person_id != actor.person_id or event.at < now - WITHIN:
        raise Conflict("A move can be taken back within a minute, by the one who made it.")
    was = event.values[_WAS]
    for name in _PLAIN:
        setattr(card, name, was[name])
    for name in _MOMENTS:
        setattr(card, name, datetime.fromisoformat(was[name]) if was[name] else None)
    until = was["worked_until"]
    card.worked_until = date.fromisoformat(until) if until else None
    card.position = layout.free_place(session, card, was["position"])
    card.version += 1
    history.write(session, card, Happened.UNDONE, person_id=actor.person_id, now=now)
    session.flush()
    audit.note(session, actor, command, "card", card.id, now=now)
    return card.version


def _last_move(session: Session, card: Card) -> CardEvent | None:
    """Return the move that made the present version, if it was one."""
    query = select(CardEvent).where(CardEvent.card_id == card.id, CardEvent.version == card.version)
    event = session.exec(query.order_by(col(CardEvent.id))).first()
    return event if event and _WAS in event.values else None


def _iso(value: datetime | date | None) -> str | None:
    return value.isoformat() if value else None
