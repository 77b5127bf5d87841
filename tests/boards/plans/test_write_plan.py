"""A plan promises a figure before its A sees it, and what was approved stays approved."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from cxgame.boards import decisions, facts, queries, service
from cxgame.boards.models import Card, CardEvent, Level
from cxgame.boards.plans import service as plans
from cxgame.boards.plans.form import PlanForm
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import PlanKpi
from cxgame.boards.plans.service import Measured
from cxgame.boards.raci import Approval
from cxgame.errors import InvalidInput, NotFound, Refused
from tests.boards import story
from tests.conftest import NOON, Town

FORM = PlanForm(
    root_cause="Nobody knows the hour",
    kpi=PlanKpi.COMPLAINTS,
    goal=6,
    check_on=date(2026, 7, 1),
)


def write(session: Session, town: Town, card_id: int, form: PlanForm = FORM, **more: object) -> int:
    return plans.write_plan(  # type: ignore[arg-type]
        session,
        **{
            "actor": town.diana,
            "card_id": card_id,
            "form": form,
            "baseline": Measured(16.0, 1_200),
            "version": story.version(session, card_id),
            "now": NOON,
            **more,
        },
    )


def test_the_gate_names_all_that_a_plan_still_lacks(session: Session, town: Town) -> None:
    service.set_up(session, actor=town.root, now=NOON)
    form = story.plan_form(town, why="", place=" ", how="", cost_cents=None, due_on=None)
    card_id = service.add_card(session, actor=town.diana, level=Level.TACTICAL, form=form, now=NOON)
    with pytest.raises(Refused) as refused:
        story.submit(session, town.bob, card_id)
    told = " ".join(reason.message for reason in refused.value.reasons)
    for word in (
        "(Why)",
        "(Where)",
        "(When)",
        "(How)",
        "(How much)",
        "root cause",
        "figure",
        "day",
    ):
        assert word in told
    assert "(What)" not in told
    with pytest.raises(Refused):
        story.move(session, town.diana, card_id, "review")


def test_a_measured_baseline_is_kept_and_a_typed_one_is_not(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    write(session, town, card_id, replace(FORM, baseline=99.0))
    plan = session.get_one(Plan, card_id)
    assert (plan.baseline, plan.baseline_n, plan.goal) == (16.0, 1_200, 6)
    own = replace(FORM, kpi=PlanKpi.OWN, kpi_name="Repeat cuts", baseline=12.0, goal=5.0)
    write(session, town, card_id, own)
    assert (plan.kpi_name, plan.baseline, plan.baseline_n) == ("Repeat cuts", 12.0, None)
    event = session.exec(select(CardEvent).order_by(CardEvent.id.desc())).first()  # type: ignore[attr-defined]
    assert event and event.values["goal"] == [6.0, 5.0]


@pytest.mark.parametrize(
    "form",
    [
        replace(FORM, goal=1_001.0),
        replace(FORM, kpi=PlanKpi.NPS, goal=-101.0),
        replace(FORM, kpi=PlanKpi.OWN, kpi_name=" "),
        replace(FORM, goal=float("nan")),
        replace(FORM, root_cause="x" * 2_001),
    ],
)
def test_what_can_t_be_promised_is_refused(session: Session, town: Town, form: PlanForm) -> None:
    card_id = story.add_plan(session, town)
    with pytest.raises(InvalidInput):
        write(session, town, card_id, form)


def test_a_task_promises_nothing(session: Session, town: Town) -> None:
    with pytest.raises(NotFound):
        write(session, town, story.add_task(session, town))


@pytest.mark.parametrize(
    "changes", [{"goal": 5.0}, {"root_cause": "Another"}, {"check_on": date(2026, 8, 1)}]
)
def test_a_changed_promise_asks_a_anew(
    session: Session, town: Town, changes: dict[str, object]
) -> None:
    card_id = story.approved_plan(session, town)
    plan = session.get_one(Plan, card_id)
    assert len(plan.sealed) == 64
    kept = PlanForm(
        plan.root_cause, PlanKpi.OWN, plan.kpi_name, plan.baseline, plan.goal, plan.check_on
    )
    write(session, town, card_id, kept)
    assert session.get_one(Card, card_id).approval == Approval.APPROVED
    write(session, town, card_id, replace(kept, **changes))  # type: ignore[arg-type]
    assert session.get_one(Card, card_id).approval == Approval.WAITING
    with pytest.raises(Refused):
        story.move(session, town.bob, card_id, "wait")


def test_an_approval_counts_for_what_was_approved_alone(session: Session, town: Town) -> None:
    """Even what no command did, such as a hand in the database, lets it fall."""
    card_id = story.approved_plan(session, town)
    session.get_one(Plan, card_id).goal = 11.0
    assert facts.of_card(session, session.get_one(Card, card_id)).approval is Approval.WAITING


def test_the_check_is_nobody_s_who_does_the_work(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    session.get_one(Plan, card_id).verifier_id = town.bob.person_id
    with pytest.raises(Refused) as refused:
        story.submit(session, town.bob, card_id)
    assert "can't be Responsible" in refused.value.reasons[0].message


def test_a_check_before_the_work_is_due_is_refused(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    session.get_one(Plan, card_id).check_on = date(2026, 3, 31)
    with pytest.raises(Refused):
        story.submit(session, town.bob, card_id)


def test_on_hold_nothing_moves(session: Session, town: Town) -> None:
    card_id = story.approved_plan(session, town)
    who = {"actor": town.diana, "card_id": card_id, "now": NOON}
    version = story.version(session, card_id)
    with pytest.raises(InvalidInput):
        plans.hold_card(session, reason=" ", version=version, **who)
    version = plans.hold_card(session, reason="No parts", version=version, **who)
    with pytest.raises(Refused) as refused:
        story.move(session, town.bob, card_id, "wait")
    assert "on hold" in refused.value.reasons[0].message
    view = queries.card_view(session, actor=town.bob, card_id=card_id, now=NOON)
    assert (view.held_because, view.may.resume, view.may.hold) == ("No parts", True, False)
    version = plans.resume_card(session, version=version, **who)
    assert story.move(session, town.bob, card_id, "wait").column == "wait"
    card = session.get_one(Card, card_id)
    assert card.worked_until == NOON.date()
    story.move(session, town.bob, card_id, "do")
    assert card.worked_until is None


def test_an_approver_reads_what_was_promised(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    story.submit(session, town.bob, card_id)
    plan = session.get_one(Plan, card_id)
    plan.goal = None
    version = story.version(session, card_id)
    with pytest.raises(Refused):
        decisions.approve_card(
            session,
            actor=town.diana,
            card_id=card_id,
            version=version,
            now=NOON + timedelta(days=1),
        )
