"""Objectives and the plans that serve them: the upper end of the line of sight."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.boards import history
from cxgame.boards import scope as boards
from cxgame.boards.history import Happened
from cxgame.boards.models import Board, Card, Level
from cxgame.boards.plans import overview
from cxgame.boards.plans.overview import PlanLine
from cxgame.direction import queries as direction
from cxgame.direction.queries import Named
from cxgame.errors import InvalidInput
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.thread.models import CardObjective


@dataclass(frozen=True)
class Purpose:
    """The objective that a card serves; not `is_own` where a card above it does."""

    id: int
    title: str
    is_own: bool


def serve_objective(
    session: Session, *, actor: Actor, card_id: int, objective_id: int | None, now: datetime
) -> None:
    """Say which objective a plan serves, or None for none.

    Raise InvalidInput for a task, which serves a plan, and for an objective that is not open;
    NotFound for a card out of sight, NotAllowed for one that the actor may not change.
    """
    card = _changeable(session, actor, card_id)
    known = session.get(CardObjective, card_id)
    if objective_id == (known.objective_id if known else None):
        return
    titles = {one.id: one.title for one in direction.open_objectives(session)}
    if objective_id is not None and objective_id not in titles:
        raise InvalidInput("There is no such open objective.")
    if known is not None:
        session.delete(known)
        session.flush()
    if objective_id is not None:
        made = CardObjective(card_id=card_id, objective_id=objective_id, created_at=now)
        made.created_by = actor.person_id
        session.add(made)
    kind = Happened.AIMED if objective_id else Happened.UNAIMED
    what = titles.get(objective_id or 0, "")
    history.write(session, card, kind, person_id=actor.person_id, now=now, what=what)
    session.flush()
    command = "thread.serve_objective"
    audit.note(session, actor, command, "card", card_id, now=now, objective_id=objective_id)


def _changeable(session: Session, actor: Actor, card_id: int) -> Card:
    """Return a plan of which the actor may say what it serves, locked."""
    card = boards.touchable_card(session, "thread.serve_objective", actor=actor, card_id=card_id)
    if session.get_one(Board, card.board_id).level == Level.OPERATIONAL:
        raise InvalidInput("A task serves a plan, and the plan serves the objective.")
    return card


def objective_of(session: Session, *, actor: Actor, card_id: int) -> Purpose | None:
    """Return the objective at the end of a card's line of sight; raise NotFound out of sight."""
    boards.card(session, actor=actor, card_id=card_id)
    return purposes_of(session, [card_id]).get(card_id)


def purposes_of(session: Session, card_ids: list[int]) -> dict[int, Purpose]:
    """Return by card the objective that it, or the nearest card above it, serves."""
    titles, ends = direction.titles(session), _ends(session)
    above = _above(session, set(card_ids))
    found: dict[int, Purpose] = {}
    for card_id in card_ids:
        at: int | None = card_id
        for _level in Level:
            if at is None or at in ends:
                break
            at = above.get(at)
        if at is not None and at in ends:
            found[card_id] = Purpose(ends[at], titles[ends[at]], at == card_id)
    return found


def offered(session: Session, *, actor: Actor) -> list[Named]:
    """Return the open objectives where the actor may say which one a plan serves."""
    if not permissions.may(actor, "thread.serve_objective"):
        return []
    return direction.open_objectives(session)


def serving(session: Session, *, actor: Actor, now: datetime) -> dict[int, tuple[PlanLine, ...]]:
    """Return by objective the plans in sight that serve it, themselves or by the plan above."""
    ends = _ends(session)
    below = select(Card.id, Card.serves_card_id).where(col(Card.serves_card_id).in_(ends))
    served = {card: ends[above] for card, above in session.exec(below) if above} | ends
    found: dict[int, list[PlanLine]] = defaultdict(list)
    for line in overview.lines_of(session, actor=actor, card_ids=served, now=now):
        found[served[line.card_id]].append(line)
    return {key: tuple(lines) for key, lines in found.items()}


def _ends(session: Session) -> dict[int, int]:
    return dict(session.exec(select(CardObjective.card_id, CardObjective.objective_id)).all())


def _above(session: Session, card_ids: set[int]) -> dict[int, int | None]:
    """Return card -> the card above it, for these and all above them, a level at a time."""
    found: dict[int, int | None] = {}
    for _level in Level:
        wanted = card_ids - set(found)
        if not wanted:
            break
        query = select(Card.id, Card.serves_card_id).where(col(Card.id).in_(wanted))
        rows = session.exec(query).all()
        found |= dict(rows)
        card_ids = {above for _card, above in rows if above is not None}
    return found
