"""The same cause again, and what else a card is tied to."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from cxgame.boards.models import Card
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import Verdict
from cxgame.errors import Conflict, NotAllowed, NotFound
from cxgame.feedback import store
from cxgame.feedback.cases import starting
from cxgame.feedback.cases.models import Case
from cxgame.notices.models import Notice
from cxgame.people.actor import Actor
from cxgame.standards.models import Sop, SopStep
from cxgame.thread import card_links, recurrence
from tests.boards import story
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import complaint


def step(session: Session) -> int:
    """Return a step of an SOP of this story."""
    sop = Sop(code="POP-1", title={}, current_version=1, current_revision="r")
    session.add(sop)
    session.flush()
    made = SopStep(sop_id=sop.id, key="greet", position=1, title={}, text={}, revision="r")
    session.add(made)
    session.flush()
    return made.id


def worked(session: Session, town: Town, step_id: int) -> int:
    """Return a plan on a step that was checked ten days ago and had worked."""
    card_id = story.approved_plan(session, town)
    session.get_one(Card, card_id).sop_step_id = step_id
    plan = session.get_one(Plan, card_id)
    plan.verdict, plan.verified_at = Verdict.EFFECTIVE.value, NOON - timedelta(days=10)
    session.flush()
    return card_id


def complain(session: Session, team_id: int, step_id: int, n: int) -> None:
    said = [complaint(team_id, f"Again {k} {team_id}", sop_step_id=step_id) for k in range(n)]
    store.write(session, said, now=NOON)


def test_three_complaints_about_the_step_propose_a_new_cycle(session: Session, town: Town) -> None:
    step_id = step(session)
    card_id = worked(session, town, step_id)
    complain(session, town.grooming, step_id, 3)  # another team's
    complain(session, town.desk, step_id, 2)
    assert recurrence.watch_causes(session, now=NOON) == 0
    said = [complaint(town.desk, "Once more", sop_step_id=step_id)]
    store.write(session, said, now=NOON)
    assert recurrence.watch_causes(session, now=NOON) == 1
    assert recurrence.watch_causes(session, now=NOON) == 0
    assert session.get_one(Plan, card_id).recurred_n == 3
    told = session.exec(select(Notice).where(Notice.key == f"card:{card_id}:again")).one()
    assert told.person_id == town.diana.person_id


def test_later_than_ninety_days_is_another_story(session: Session, town: Town) -> None:
    step_id = step(session)
    card_id = worked(session, town, step_id)
    session.get_one(Plan, card_id).verified_at = NOON - timedelta(days=91)
    complain(session, town.desk, step_id, 5)
    assert recurrence.watch_causes(session, now=NOON) == 0


def test_a_case_is_tied_to_a_card_and_off_again(session: Session, town: Town) -> None:
    starting.set_up_cases(session, actor=Actor.system(), now=NOON)
    store.write(session, [complaint(town.desk, "My dog was cold")], now=NOON)
    case = session.exec(select(Case.id)).one()
    task = story.add_task(session, town)
    asked: dict[str, Any] = {"card_id": task, "case_id": case, "now": NOON}
    made = card_links.link_case(session, actor=town.diana, **asked)
    with pytest.raises(Conflict):
        card_links.link_case(session, actor=town.edu, **asked)
    (linked,) = card_links.links_of(session, actor=town.diana, card_id=task)
    assert (linked.title, linked.address) == (f"#{case} My dog was cold", f"case?id={case}")
    with pytest.raises(NotAllowed):
        card_links.link_case(session, actor=town.charlie, **asked)
    with pytest.raises(NotFound):
        card_links.unlink(session, actor=town.charlie, link_id=made, now=NOON)
    card_links.unlink(session, actor=town.bob, link_id=made, now=NOON)
    assert card_links.links_of(session, actor=town.diana, card_id=task) == ()
    with pytest.raises((NotFound, NotAllowed)):
        card_links.link_case(session, actor=town.diana, card_id=task, case_id=999, now=NOON)


def test_a_module_is_tied_to_a_card(session: Session, town: Town) -> None:
    task = story.add_task(session, town)
    with pytest.raises(NotFound):
        card_links.link_module(
            session, actor=town.bob, card_id=task, module_slug="nowhere", now=NOON
        )
