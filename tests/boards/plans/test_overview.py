"""All plans from above, plans from templates, and what came back."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from cxgame.boards import checklist, service
from cxgame.boards.models import Card, Level
from cxgame.boards.overview import stuck_cards
from cxgame.boards.plans import overview, templates
from cxgame.boards.plans import service as plans
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.overview import PlanState, Wanted
from cxgame.boards.plans.pdca import Verdict
from cxgame.errors import Conflict, NotFound
from cxgame.i18n import LOCALES
from cxgame.people.actor import Actor
from tests.boards import story
from tests.boards.story import ids
from tests.conftest import NOON, Town

LATER = NOON + timedelta(days=20)


def seen(session: Session, actor: Actor, **wanted: Any) -> overview.Overview:
    return overview.overview(session, actor=actor, wanted=Wanted(**wanted), now=LATER)


def test_plans_are_counted_by_state_and_the_stuck_say_why(session: Session, town: Town) -> None:
    draft = story.add_plan(session, town, title="Draft", accountable=())
    approved = story.approved_plan(session, town)
    held = story.add_plan(session, town, title="Held")
    plans.hold_card(session, actor=town.diana, card_id=held, reason="Machine", version=1, now=NOON)
    gone = story.add_plan(session, town, title="Gone")
    service.cancel_card(session, actor=town.diana, card_id=gone, reason="No", version=1, now=NOON)
    task = story.add_task(session, town, serves_card_id=approved)
    made = seen(session, town.diana)
    assert made.counts == {
        PlanState.DRAFT: 1,
        PlanState.DO: 1,
        PlanState.HELD: 1,
        PlanState.CANCELLED: 1,
    }
    assert (made.total, made.stuck) == (4, 2)
    lines = {line.card_id: line for line in made.lines}
    assert task not in lines
    assert (lines[draft].age, lines[draft].days, lines[draft].is_stuck) == (20, 20, True)
    assert "Accountable" in lines[draft].reasons[0].message
    assert (lines[approved].tasks_done, lines[approved].tasks) == (0, 1)
    assert lines[approved].form.kpi_name == "Late handovers a week"
    assert lines[approved].verdict is None
    assert not lines[approved].is_stuck
    stuck = seen(session, town.diana, is_stuck=True)
    assert [line.card_id for line in stuck.lines] == [draft, held]
    only = seen(session, town.diana, state=PlanState.HELD)
    assert ([line.card_id for line in only.lines], only.total) == ([held], 1)
    assert seen(session, town.diana, state=PlanState.HELD, is_stuck=True).total == 1


def test_what_is_stuck_is_the_same_everywhere(session: Session, town: Town) -> None:
    story.add_plan(session, town, title="Draft")
    story.add_plan(session, town, title="Late", due_on=date(2026, 3, 10))
    story.approved_plan(session, town)
    there = {one.card_id for one in stuck_cards(session, actor=town.diana, now=LATER)}
    here = {line.card_id for line in seen(session, town.diana, is_stuck=True).lines}
    assert here == there


def test_it_narrows_by_level_unit_team_and_age(session: Session, town: Town) -> None:
    story.add_plan(session, town)
    assert seen(session, town.edu, level=Level.STRATEGIC).total == 0
    assert seen(session, town.edu, unit_id=town.north).total == 1
    assert seen(session, town.edu, unit_id=town.south).total == 0
    assert seen(session, town.edu, team_id=town.desk).total == 1
    assert seen(session, town.edu, older_than=19).total == 1
    assert seen(session, town.edu, older_than=20).total == 0
    assert seen(session, town.charlie).total == 0


def test_templates_are_whole_in_both_languages() -> None:
    found = templates.templates()
    assert {one.key for one in found} == {
        "complaint-spike",
        "sop-rollout",
        "mystery-visit-failed",
        "low-ces-at-checkout",
    }
    for one in found:
        for locale in LOCALES:
            form = templates.form_of(one, locale, today=date(2026, 3, 2))
            assert form.title and form.what and form.why and form.how and form.target
            assert form.due_on and form.starts_on == date(2026, 3, 2)


def test_a_plan_starts_from_a_template(session: Session, town: Town) -> None:
    service.set_up(session, actor=Actor.system(), now=NOON)
    today = date(2026, 3, 2)
    found = templates.template("low-ces-at-checkout")
    form = templates.form_of(found, "en", today=today)
    fitted = type(form)(**{**vars(form), "team_id": town.desk, "accountable": ids(town.diana)})
    asked: dict[str, Any] = {"actor": town.diana, "form": fitted, "today": today, "now": NOON}
    made = templates.add_from_template(session, level=Level.TACTICAL, key=found.key, **asked)
    steps = checklist.items(session, card_id=made)
    assert steps[0].text == "Follow twenty customers at the checkout"
    plan = session.get_one(Plan, made)
    assert (plan.kpi, plan.check_on) == ("ces", today + timedelta(days=100))
    for level, key in ((Level.TACTICAL, "x"), (Level.OPERATIONAL, found.key)):
        with pytest.raises(NotFound):
            templates.add_from_template(session, level=level, key=key, **asked)


def test_a_plan_whose_cause_is_back_begins_anew_once(session: Session, town: Town) -> None:
    card_id = story.approved_plan(session, town)
    version = story.version(session, card_id)
    begin: dict[str, Any] = {"actor": town.diana, "card_id": card_id, "learned": "Too short"}
    with pytest.raises(Conflict):
        plans.begin_cycle(session, version=version, now=NOON, **begin)
    session.get_one(Plan, card_id).verdict = Verdict.EFFECTIVE.value
    made = plans.begin_cycle(session, version=version, now=NOON, **begin)
    following = session.get_one(Plan, made)
    assert (following.cycle, following.previous_card_id) == (2, card_id)
    assert following.learned == "Too short"
    assert session.exec(select(Card.approval).where(Card.id == made)).one() == "draft"
    with pytest.raises(Conflict):
        plans.begin_cycle(session, version=version, now=NOON, **begin)
