"""Move many cards at once, from a list; each passes the gates of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from cxgame.boards import service
from cxgame.errors import Conflict, InvalidInput
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

MOST = 200  # cards at a time


@dataclass(frozen=True)
class Kept:
    """A card that stays where it is, and why."""

    card_id: int
    error: Conflict


@dataclass(frozen=True)
class MovedMany:
    """How many cards went where they were asked to, and which stay."""

    moved: int
    kept: tuple[Kept, ...]


def move_cards(
    session: Session, *, actor: Actor, cards: Mapping[int, int], to: str, now: datetime
) -> MovedMany:
    """Move cards (id -> version seen) to the end of a column of their boards, by its key.

    A card that a gate keeps, or that somebody changed meanwhile, stays, and the others go. Raise
    InvalidInput where none or too many are chosen, NotFound and NotAllowed for one out of reach.
    """
    if not permissions.may(actor, "boards.move_cards"):
        permissions.require(actor, "boards.move_cards")
    if not 1 <= len(cards) <= MOST:
        raise InvalidInput("Choose from 1 to {n} cards.", n=MOST)
    kept: list[Kept] = []
    for card_id, version in sorted(cards.items()):
        try:
            with session.begin_nested():
                service.move_card(
                    session, actor=actor, card_id=card_id, to=to, version=version, now=now
                )
        except Conflict as error:
            kept.append(Kept(card_id, error))
    moved = len(cards) - len(kept)
    audit.note(session, actor, "boards.move_cards", "card", None, now=now, moved=moved)
    return MovedMany(moved, tuple(kept))
