"""Arguments for the commands on objectives."""

from datetime import date
from typing import Any

from sqlmodel import Session, select

from cxgame.direction import service
from cxgame.direction.form import Figure, ObjectiveForm, ResultForm
from cxgame.direction.models import KeyResult
from cxgame.direction.okr import Confidence, Measure
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role
from tests.conftest import NOON, Town
from tests.walks import boards
from tests.walks.target import Builder, Target

SYSTEM = Actor.system()


def form(owner_id: int) -> ObjectiveForm:
    return ObjectiveForm(
        title="Customers come back",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 6, 30),
        owner_id=owner_id,
        results=(ResultForm("Who come back", Measure(42, 50), "%"),),
    )


def new(_session: Session, town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    return {"form": form(town.edu.person_id or 0)}


def objective(session: Session, town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    """Return an objective of the target's person, or of edu where that one can't own any."""
    owner = target.person_id
    if session.get_one(Person, owner).role == Role.FRONTLINE:
        owner = town.edu.person_id or 0
    made = service.add_objective(session, actor=SYSTEM, form=form(owner), now=NOON)
    return {"objective_id": made, "version": 1}


def changed(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = objective(session, town, target, actor)
    return {**made, **new(session, town, target, actor)}


def checked(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = objective(session, town, target, actor)["objective_id"]
    results = select(KeyResult.id).where(KeyResult.objective_id == made)
    figures = [Figure(one, 44.0, Confidence.HIGH) for one in session.exec(results)]
    return {"objective_id": made, "figures": figures}


def closed(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = objective(session, town, target, actor)
    service.close_objective(session, actor=SYSTEM, learned="Less is more", now=NOON, **made)
    return {**made, "version": 2}


def given(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = objective(session, town, target, actor)["objective_id"]
    return {"objective_id": made, "owner_id": town.diana.person_id}


def served(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = objective(session, town, Target(target.team_id, town.edu.person_id or 0), actor)
    card = boards.plan(session, town, target, actor)["card_id"]
    return {"card_id": card, "objective_id": made["objective_id"]}


BUILDERS: dict[str, Builder] = {
    "direction.add_objective": new,
    "direction.change_objective": changed,
    "direction.close_objective": lambda *given: {**objective(*given), "learned": "Less is more"},
    "direction.reopen_objective": closed,
    "direction.give_objective": given,
    "direction.check_in": checked,
    "thread.serve_objective": served,
}
