"""Short words for the stories of the boards."""

from datetime import date
from typing import Any

from sqlmodel import Session

from cxgame.boards import decisions, service
from cxgame.boards.form import CardForm
from cxgame.boards.models import BoardColumn, Card, Level
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
        "team_id": town.desk,
        "due_on": date(2026, 4, 1),
        "accountable": ids(town.diana),
        "responsible": ids(town.bob),
    }
    return CardForm(**values | changes)


def add_plan(session: Session, town: Town, *, actor: Actor | None = None, **changes: Any) -> int:
    """Diana, unless another actor, adds a plan to the tactical board."""
    service.set_up(session, actor=Actor.system(), now=NOON)
    return service.add_card(
        session,
        actor=actor or town.diana,
        level=Level.TACTICAL,
        form=plan_form(town, **changes),
        now=NOON,
    )


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
