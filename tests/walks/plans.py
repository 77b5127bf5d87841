"""Arguments for the commands on plans."""

from datetime import date
from typing import Any

from sqlmodel import Session, select

from cxgame.boards.models import Card
from cxgame.boards.plans import service
from cxgame.boards.plans.form import PlanForm
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import Finding, PlanKpi, Verdict
from cxgame.boards.plans.service import Found
from cxgame.feedback import store
from cxgame.feedback.cases import starting
from cxgame.feedback.cases.models import Case
from cxgame.people.actor import Actor
from cxgame.thread.models import CardLink
from tests.boards.story import in_column
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import complaint
from tests.walks import boards, learning
from tests.walks.target import Builder, Target

SYSTEM = Actor.system()
FORM = PlanForm(
    root_cause="Nobody knows the hour",
    kpi=PlanKpi.OWN,
    kpi_name="Late handovers a week",
    baseline=12,
    goal=4,
    check_on=date(2026, 7, 1),
)
FOUND = Found(Finding.TOLD, 3, Verdict.EFFECTIVE, "Three a week now")


def checked(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    """Return a plan that waits for its check; the actor is not R."""
    free = boards.others(town, actor.person_id)
    form = boards.form_of(town, target, actor, accountable=(free[0],), responsible=(free[-1],))
    made = boards.promised(session, boards.card(session, boards.Level.TACTICAL, form))
    card = session.get_one(Card, made["card_id"])
    card.approval = "approved"
    in_column(session, card, "wait")
    assert session.get_one(Plan, card.id).kpi
    return made


def judged(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    """Return a plan that was checked and worked."""
    made = checked(session, town, target, actor)
    plan = session.get_one(Plan, made["card_id"])
    plan.verdict = Verdict.EFFECTIVE.value
    session.flush()
    return {**made, "learned": "It came back"}


def linked(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    """Return a link of a task to a module."""
    card_id = boards.task(session, town, target, actor)["card_id"]
    row = CardLink(card_id=card_id, module_slug="welcome", created_at=NOON)
    session.add(row)
    session.flush()
    return {"link_id": row.id}


def held(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = boards.task(session, town, target, actor)
    version = service.hold_card(session, actor=SYSTEM, reason="Wait", now=NOON, **made)
    return {**made, "version": version}


def lettered(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = boards.plan(session, town, target, actor)
    free = boards.others(town, actor.person_id)
    letters = {free[0]: "A", free[-1]: "R"}
    card_id = made["card_id"]
    return {
        "card_id": card_id,
        "letters": {card_id: letters},
        "versions": {card_id: made["version"]},
    }


def with_case(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    """Return a task, and a case of the same team."""
    starting.set_up_cases(session, actor=SYSTEM, now=NOON)
    card_id = boards.task(session, town, target, actor)["card_id"]
    said = f"Nobody said hello to {target.team_id}"
    stored = store.write(session, [complaint(target.team_id, said)], now=NOON)
    case = session.exec(select(Case.id).where(Case.record_id.in_(stored.values()))).one()  # type: ignore[attr-defined]
    return {"card_id": card_id, "case_id": case}


def with_module(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    card_id = boards.task(session, town, target, actor)["card_id"]
    slug = learning.assignment(session, town, target, actor)["module_slug"]
    return {"card_id": card_id, "module_slug": slug}


BUILDERS: dict[str, Builder] = {
    "boards.write_plan": lambda *given: {
        **boards.plan(*given),
        "form": PlanForm("New"),
        "baseline": None,
    },
    "boards.judge_plan": lambda *given: {**checked(*given), "found": FOUND},
    "boards.begin_cycle": judged,
    "boards.add_from_template": lambda session, town, target, actor: {
        **boards.new_plan(session, town, target),
        "key": "complaint-spike",
        "today": date(2026, 3, 2),
    },
    "boards.set_letters": lettered,
    "thread.link_case": with_case,
    "thread.link_module": with_module,
    "thread.unlink": linked,
    "boards.hold_card": lambda *given: {**boards.task(*given), "reason": "The machine is away"},
    "boards.resume_card": held,
    "thread.set_plan": lambda *given: {**boards.plan(*given), "form": PlanForm("New")},
    "thread.verify_plan": lambda *given: {
        **checked(*given),
        "verdict": Verdict.EFFECTIVE,
        "says": "Three a week now",
        "measured": 3.0,
    },
}
