"""The RACI grid of a plan: people by actions, read and written in one place.

An action of a plan is a card that serves it; the plan itself is the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from cxgame.boards import candidates, facts, raci, scope, service, writing
from cxgame.boards.candidates import Candidate
from cxgame.boards.form import LETTERS
from cxgame.boards.models import Board, Card, Level
from cxgame.boards.overview import Load, open_letters
from cxgame.errors import InvalidInput, NotFound, Reason
from cxgame.people import audit, permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor

MOST_ACTIONS = 30  # of one grid
MOST_CONSULTED = 4  # more than this slow an action down
Letters = Mapping[int, str]  # person -> letters, such as "A", "R", "AR" or ""


@dataclass(frozen=True)
class Action:
    """A column of the grid: a card, who holds what on it, and what its letters lack."""

    card_id: int
    title: str
    level: Level
    version: int
    letters: dict[int, str]
    lint: tuple[Reason, ...]
    can_change: bool


@dataclass(frozen=True)
class Grid:
    """A plan's grid: rows who hold a letter, others who may be given one."""

    card_id: int
    title: str
    actions: tuple[Action, ...]
    rows: tuple[Load, ...]
    others: tuple[Candidate, ...]


def set_letters(
    session: Session,
    *,
    actor: Actor,
    card_id: int,
    letters: Mapping[int, Letters],
    versions: Mapping[int, int],
    now: datetime,
) -> int:
    """Write the letters of a plan's actions and return how many cards changed; all of them or none.

    `letters` is card -> person -> letters; persons who are left out lose theirs. Each card goes
    through the gates of its own form. Raise NotFound for a card that is none of the plan's, and
    whatever `change_card` raises.
    """
    if not permissions.may(actor, "boards.set_letters"):
        permissions.require(actor, "boards.set_letters")
    ours = {card.id for card in _cards(session, actor, card_id)}
    if set(letters) - ours:
        raise NotFound("There is no such card, or it is not yours to see.")
    changed = 0
    for one, held in sorted(letters.items()):
        card = scope.card(session, actor=actor, card_id=one)
        form = replace(writing.read(session, card), **_fields(held))
        after = service.change_card(
            session, actor=actor, card_id=one, form=form, version=versions[one], now=now
        )
        changed += after != versions[one]
    audit.note(session, actor, "boards.set_letters", "card", card_id, now=now, changed=changed)
    return changed


def grid(session: Session, *, actor: Actor, card_id: int) -> Grid:
    """Return a plan's grid; raise NotFound for a card out of sight."""
    cards = _cards(session, actor, card_id)
    known = facts.of_cards(session, cards)
    levels = dict(session.exec(select(Board.id, Board.level)).all())
    held = {card.id: _held(known[card.id]) for card in cards}
    loads = open_letters(session)  # of everybody on the plan, in the actor's reach or not
    offered = {one.id: one for one in candidates.candidates(session, actor=actor)}
    names = people.person_names(session)
    on_it = {who for letters in held.values() for who in letters}
    rows = []
    for who in on_it:
        one, a, r = offered.get(who), loads[who, "A"], loads[who, "R"]
        rows.append(Load(who, names.get(who, ""), one.team if one else "", a, r))
    actions = tuple(
        Action(
            card_id=card.id,
            title=card.title,
            level=Level(levels[card.board_id]),
            version=card.version,
            letters=held[card.id],
            lint=lint(known[card.id]),
            can_change=_can_change(actor, card, Level(levels[card.board_id]), known[card.id]),
        )
        for card in cards
    )
    return Grid(
        card_id=cards[0].id,
        title=cards[0].title,
        actions=actions,
        rows=tuple(sorted(rows, key=lambda row: row.name)),
        others=tuple(one for one in offered.values() if one.id not in on_it),
    )


def lint(known: raci.Facts) -> tuple[Reason, ...]:
    """Return what is unhealthy about one action's letters: gates first, then advice."""
    found = raci.against_letters(known)
    if len(known.consulted) > MOST_CONSULTED:
        found.append(
            Reason(
                "{n} people are consulted: ask fewer, inform the rest.", {"n": len(known.consulted)}
            )
        )
    return tuple(found)


def _cards(session: Session, actor: Actor, card_id: int) -> list[Card]:
    """Return the plan, then the open cards in sight that serve it."""
    plan = scope.card(session, actor=actor, card_id=card_id)
    query = select(Card).where(
        Card.serves_card_id == plan.id,
        col(Card.cancelled_at).is_(None),
        col(Card.done_at).is_(None),
        scope.visible(actor),
    )
    return [plan, *session.exec(query.order_by(col(Card.id)).limit(MOST_ACTIONS))]


def _held(known: raci.Facts) -> dict[int, str]:
    held: dict[int, str] = {}
    for letter, holders in (
        ("A", known.accountable),
        ("R", known.responsible),
        ("C", known.consulted),
        ("I", known.informed),
    ):
        for who in holders:
            held[who.id] = held.get(who.id, "") + letter
    return held


def _fields(held: Letters) -> dict[str, Any]:
    if any(set(letters) - set(LETTERS) for letters in held.values()):
        raise InvalidInput("A letter is one of A, R, C and I.")
    return {
        field: tuple(who for who, letters in held.items() if letter in letters)
        for letter, field in LETTERS.items()
    }


def _can_change(actor: Actor, card: Card, level: Level, known: raci.Facts) -> bool:
    acting = {who.id for who in (*known.accountable, *known.responsible)}
    is_open = card.done_at is None and card.cancelled_at is None
    return is_open and scope.may_touch(
        "boards.change_card", actor=actor, level=level, team_id=card.team_id, acting=acting
    )
