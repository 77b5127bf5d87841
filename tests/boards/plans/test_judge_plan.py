"""Whether a plan worked: said by somebody who is not R, and only what the figure bears out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from cxgame.boards import facts, scope, waiting
from cxgame.boards.models import Card
from cxgame.boards.plans import checking, service
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import Finding, Verdict
from cxgame.boards.plans.service import Found
from cxgame.boards.waiting import Ask
from cxgame.errors import InvalidInput, Refused
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from tests.boards import story
from tests.conftest import NOON, Town

WORKED = Found(Finding.REACHED, 5.0, Verdict.EFFECTIVE, "It fell and stayed there")
FAILED = Found(Finding.NOISE, 15.0, Verdict.INEFFECTIVE, "As before", "The hour is not enough")


def waiting_plan(session: Session, town: Town, **changes: object) -> int:
    card_id = story.approved_plan(session, town, **changes)
    story.move(session, town.bob, card_id, "wait")
    return card_id


def judge(session: Session, actor: Actor, card_id: int, found: Found = WORKED) -> int | None:
    version = story.version(session, card_id)
    return service.judge_plan(
        session, actor=actor, card_id=card_id, found=found, version=version, now=NOON
    )


def test_a_plan_that_worked_goes_on_to_act(session: Session, town: Town) -> None:
    card_id = waiting_plan(session, town)
    with pytest.raises(Refused) as refused:
        story.move(session, town.diana, card_id, "done")
    assert "promised figure" in refused.value.reasons[0].message
    assert judge(session, town.diana, card_id) is None
    assert story.column(session, card_id) == "act"
    plan = session.get_one(Plan, card_id)
    assert (plan.verdict, plan.measured, plan.verified_by) == ("effective", 5, town.diana.person_id)
    assert story.move(session, town.diana, card_id, "done").column == "done"


def test_who_does_the_work_does_not_check_it(session: Session, town: Town) -> None:
    card_id = waiting_plan(session, town)
    assert town.bob.person_id in scope.acting_on(session, card_id)
    boss = replace(town.bob, role=Role.MANAGER, team_ids=frozenset({town.desk}))
    with pytest.raises(Refused) as refused:
        judge(session, boss, card_id)
    assert "You are Responsible" in refused.value.reasons[0].message


def test_a_plan_that_did_not_work_begins_anew(session: Session, town: Town) -> None:
    card_id = waiting_plan(session, town)
    following = judge(session, town.diana, card_id, FAILED)
    assert following
    plan, card = session.get_one(Plan, following), session.get_one(Card, following)
    assert (plan.cycle, plan.previous_card_id, plan.learned) == (2, card_id, FAILED.learned)
    assert (plan.goal, plan.baseline, plan.check_on, card.due_on) == (4, None, None, None)
    assert story.column(session, following) == "draft"
    assert facts.of_card(session, card).plan.missing  # type: ignore[union-attr]
    assert story.move(session, town.diana, card_id, "done").column == "done"


@pytest.mark.parametrize(
    "found",
    [
        Found(Finding.NOISE, 5, Verdict.EFFECTIVE, "I feel it"),
        Found(Finding.WORSE, 5, Verdict.EFFECTIVE, "I feel it"),
        Found(Finding.TOO_FEW, 5, Verdict.EFFECTIVE, "I feel it"),
        Found(Finding.TOO_FEW, 5, Verdict.INEFFECTIVE, "I feel it", "x"),
        Found(Finding.NOISE, 5, Verdict.INEFFECTIVE, "As before", ""),
        Found(Finding.REACHED, 5, Verdict.EFFECTIVE, " "),
    ],
)
def test_nobody_calls_noise_a_success(session: Session, town: Town, found: Found) -> None:
    card_id = waiting_plan(session, town)
    with pytest.raises(InvalidInput):
        judge(session, town.diana, card_id, found)


def test_it_is_checked_once_and_after_the_work(session: Session, town: Town) -> None:
    card_id = story.approved_plan(session, town)
    with pytest.raises(Refused):
        judge(session, town.diana, card_id)
    story.move(session, town.bob, card_id, "check")
    judge(session, town.diana, card_id)
    with pytest.raises(Refused):
        judge(session, town.diana, card_id)


def test_on_its_day_the_check_is_asked_for_once(session: Session, town: Town) -> None:
    card_id = waiting_plan(session, town)
    early, on_the_day = NOON, NOON + timedelta(days=200)
    assert checking.ask_checks(session, now=early) == 0
    assert checking.ask_checks(session, now=on_the_day) == 1
    assert checking.ask_checks(session, now=on_the_day) == 0
    assert story.column(session, card_id) == "check"
    asks = [one.kind for one in waiting.waiting_for(session, actor=town.diana, now=on_the_day)]
    assert asks == [Ask.VERIFY]
    asks = [one.kind for one in waiting.waiting_for(session, actor=town.bob, now=on_the_day)]
    assert Ask.VERIFY not in asks


def test_a_named_checker_is_asked(session: Session, town: Town) -> None:
    card_id = waiting_plan(session, town)
    plan = session.get_one(Plan, card_id)
    plan.verifier_id, plan.sealed, plan.check_on = town.edu.person_id, "", date(2026, 3, 1)
    found = waiting.waiting_for(session, actor=town.edu, now=NOON + timedelta(days=200))
    assert [one.kind for one in found] == [Ask.VERIFY]
    assert not waiting.waiting_for(session, actor=town.diana, now=NOON + timedelta(days=200))
