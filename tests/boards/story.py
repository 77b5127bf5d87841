"""Short words for the stories of the boards."""

from datetime import date
from typing import Any

from sqlmodel import Session, select

from cxgame.boards import decisions, service
from cxgame.boards.form import CardForm
from cxgame.boards.models import BoardColumn, Card, Level
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import PlanKpi
from cxgame.notices import queries
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town


def ids(*actors: Actor) -> tuple[int, ...]:
    """Return the persons behind actors."""
    return tuple(actor.person_id for actor in actors if actor.person_id)


def plan_form(town: Town, **changes: Any) -> CardForm:
    """A plan of the front desk: diana is A, bob is R."""
    values: dict[str, Any] = {
        "title": "Keep the promised hour",
        "what": "Tell the customer after 15 minutes",
        "why": "They wait without a word",
        "place": "Front desk",
        "how": "A clock beside the ticket",
        "cost_cents": 0,
        "team_id": town.desk,
        "due_on": date(2026, 4, 1),
        "accountable": ids(town.diana),
        "responsible": ids(town.bob),
    }
    return CardForm(**values | changes)


def add_plan(session: Session, town: Town, *, actor: Actor | None = None, **changes: Any) -> int:
    """Diana, unless another actor, adds a plan to the tactical board, with all that it promises."""
    service.set_up(session, actor=Actor.system(), now=NOON)
    form = plan_form(town, **changes)
    card_id = service.add_card(
        session, actor=actor or town.diana, level=Level.TACTICAL, form=form, now=NOON
    )
    promise(session, card_id)
    return card_id


def promise(session: Session, card_id: int, **changes: Any) -> Plan:
    """Let a plan promise a figure of its own, as if somebody had typed it."""
    values: dict[str, Any] = {
        "root_cause": "Nobody knows the promised hour",
        "kpi": PlanKpi.OWN,
        "kpi_name": "Late handovers a week",
        "baseline": 12.0,
        "goal": 4.0,
        "check_on": date(2026, 7, 1),
    }
    plan = Plan(card_id=card_id, **values | changes)
    session.add(plan)
    session.flush()
    return plan


def add_task(session: Session, town: Town, *, actor: Actor | None = None, **changes: Any) -> int:
    """Bob, unless another actor, adds a task to the operational board."""
    service.set_up(session, actor=Actor.system(), now=NOON)
    form = CardForm(**{"title": "Open the second till", "team_id": town.desk} | changes)
    return service.add_card(
        session, actor=actor or town.bob, level=Level.OPERATIONAL, form=form, now=NOON
    )


def version(session: Session, card_id: int) -> int:
    """Return the version that somebody who looks now would see."""
    return session.get_one(Card, card_id).version


def move(session: Session, actor: Actor, card_id: int, to: str) -> service.Moved:
    """Move the card as somebody who has just looked at it."""
    return service.move_card(
        session,
        actor=actor,
        card_id=card_id,
        to=to,
        version=version(session, card_id),
        now=NOON,
    )


def submit(session: Session, actor: Actor, card_id: int) -> int:
    """Ask for the approval as somebody who has just looked at the card."""
    return decisions.submit_for_approval(
        session, actor=actor, card_id=card_id, version=version(session, card_id), now=NOON
    )


def approve(session: Session, actor: Actor, card_id: int) -> int:
    """Approve as somebody who has just looked at the card."""
    return decisions.approve_card(
        session, actor=actor, card_id=card_id, version=version(session, card_id), now=NOON
    )


def reject(session: Session, actor: Actor, card_id: int, reason: str = "Too dear") -> int:
    """Reject as somebody who has just looked at the card."""
    return decisions.reject_card(
        session,
        actor=actor,
        card_id=card_id,
        reason=reason,
        version=version(session, card_id),
        now=NOON,
    )


def change(session: Session, actor: Actor, card_id: int, form: CardForm) -> int:
    """Save the form as somebody who has just looked at the card."""
    return service.change_card(
        session,
        actor=actor,
        card_id=card_id,
        form=form,
        version=version(session, card_id),
        now=NOON,
    )


def approved_plan(session: Session, town: Town, **changes: Any) -> int:
    """A plan that bob put forward and diana approved: it stands in Do."""
    card_id = add_plan(session, town, **changes)
    submit(session, town.bob, card_id)
    approve(session, town.diana, card_id)
    return card_id


def column(session: Session, card_id: int) -> str:
    """Return the key of the column in which the card stands."""
    return session.get_one(BoardColumn, session.get_one(Card, card_id).column_id).key


def told(session: Session, actor: Actor) -> list[str]:
    """Return the message ids in somebody's inbox, newest first."""
    return [notice.message for notice in queries.inbox(session, actor=actor)]


def in_column(session: Session, card: Card, key: str) -> None:
    """Put a card into a column of its board, as if it had come there by itself."""
    query = select(BoardColumn.id).where(
        BoardColumn.board_id == card.board_id, BoardColumn.key == key
    )
    card.column_id = session.exec(query).one()
    session.flush()
