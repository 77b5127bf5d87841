"""A plan on one page: its promise, its check, its hold, its sheet of A3."""

from datetime import timedelta

from cxgame import clock, db
from cxgame.boards.models import Card
from cxgame.boards.plans import queries
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.queries import PlanView
from tests.boards import story
from tests.conftest import Town
from tests.pages.conftest import OpenAs

PROMISE = {
    "root_cause": "Nobody knows the hour",
    "kpi": "own",
    "kpi_name": "Late a week",
    "baseline": "12",
    "goal": "4,5",
    "check_on": "2030-01-31",
}


def plan_of(town: Town, card_id: int) -> PlanView:
    with db.reading() as session:
        return queries.plan_view(session, actor=town.diana, card_id=card_id, now=clock.now())


def waiting(town: Town) -> int:
    with db.transaction() as session:
        card_id = story.approved_plan(session, town)
        story.move(session, town.bob, card_id, "wait")
        return card_id


def test_a_promise_is_made_and_opens_the_gate(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        card_id = story.add_plan(session, town)
        session.delete(session.get_one(Plan, card_id))
    screen, key = open_as(town.diana, f"plan?card={card_id}"), f"plan-{card_id}"
    assert "The root cause is missing" in screen.sheet(key)
    screen.tap(key, "promise", version="1", **PROMISE)
    assert "Late a week: 12 → 4.5" in screen.sheet(key)
    assert plan_of(town, card_id).missing == ()
    assert "as a number" in screen.tap(key, "promise", version="2", **PROMISE | {"goal": "x"}).text
    stale = screen.tap(key, "promise", version="1", **PROMISE | {"goal": "3"})
    assert "changed this card" in stale.text


def test_a_measured_figure_needs_data(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        card_id = story.add_plan(session, town)
    screen, key = open_as(town.diana, f"plan?card={card_id}"), f"plan-{card_id}"
    screen.tap(key, "promise", version="1", **PROMISE | {"kpi": "complaints", "goal": "3"})
    assert "The figure has no baseline yet." in screen.sheet(key)
    assert "Can't tell yet" in screen.sheet(key) or "Can&#39;t tell yet" in screen.sheet(key)


def test_the_check_is_recorded_and_a_new_cycle_begins(town: Town, open_as: OpenAs) -> None:
    card_id = waiting(town)
    screen, key = open_as(town.diana, f"plan?card={card_id}"), f"plan-{card_id}"
    assert "Did it work?" in screen.sheet(key)
    words = {"version": "4", "measured": "11", "verdict": "ineffective", "says": "As before"}
    assert "what was learned" in screen.tap(key, "check", **words, learned="").text
    screen.tap(key, "check", **words, learned="The clock alone is not enough")
    assert "It did not work" in screen.sheet(key) and "Cycle 2" in screen.sheet(key)
    following = plan_of(town, card_id).following
    assert following
    screen.tap(key, "plan", str(following.card_id))
    assert screen.address == {"card": str(following.card_id)}
    assert "The clock alone is not enough" in screen.sheet(f"plan-{following.card_id}")


def test_who_is_r_does_not_check(town: Town, open_as: OpenAs) -> None:
    card_id = waiting(town)
    text = open_as(town.bob, f"plan?card={card_id}").sheet(f"plan-{card_id}")
    assert "Did it work?" not in text and "Cause and promise" not in text


def test_it_is_put_on_hold_and_taken_up_again(town: Town, open_as: OpenAs) -> None:
    card_id = waiting(town)
    screen, key = open_as(town.diana, f"plan?card={card_id}"), f"plan-{card_id}"
    screen.tap(key, "hold", words="No parts")
    assert "No parts" in screen.sheet(key)
    screen.tap(key, "resume")
    with db.reading() as session:
        assert session.get_one(Card, card_id).held_at is None


def test_a_due_check_leads_here(town: Town, open_as: OpenAs) -> None:
    card_id = waiting(town)
    with db.transaction() as session:
        plan = session.get_one(Plan, card_id)
        plan.check_on, plan.sealed = clock.local_day(clock.now()) - timedelta(days=1), ""
    text = open_as(town.diana, "my_team").text
    assert f"plan?card={card_id}" in text and "Did the plan work?" in text


def test_a_task_and_a_far_plan_have_no_page(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        task, plan = story.add_task(session, town), story.add_plan(session, town)
    assert "promises no figure" in open_as(town.diana, f"plan?card={task}").text
    assert "not yours to see" in open_as(town.alice, f"plan?card={plan}").text
    assert "no such card" in open_as(town.diana, "plan?card=x").text
