from dataclasses import replace

import pytest
from sqlmodel import Session

from cxgame.boards import consultations, decisions, writing
from cxgame.boards.history import StaleCard
from cxgame.boards.models import Card
from cxgame.boards.raci import Approval
from cxgame.errors import NotAllowed, NotFound, Refused
from tests.boards import story
from tests.conftest import NOON, Town


def test_a_approves_and_the_plan_goes_on_to_do(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    story.submit(session, town.bob, card_id)

    story.approve(session, town.diana, card_id)

    card = session.get_one(Card, card_id)
    assert (card.approval, card.approved_by) == (Approval.APPROVED, town.diana.person_id)
    assert story.column(session, card_id) == "do"


def test_responsible_and_informed_are_told_of_the_decision(session: Session, town: Town) -> None:
    story.approved_plan(session, town, informed=story.ids(town.alice))

    assert story.told(session, town.alice) == ["“{title}” was approved."]
    assert story.told(session, town.bob)[0] == "“{title}” was approved."


@pytest.mark.parametrize("who", ["bob", "edu", "root"])
def test_nobody_but_a_approves(session: Session, town: Town, who: str) -> None:
    card_id = story.add_plan(session, town)
    story.submit(session, town.bob, card_id)

    with pytest.raises(NotAllowed):
        story.approve(session, town.everybody[who], card_id)


@pytest.mark.parametrize("who", ["charlie", "alice", "nobody"])
def test_who_does_not_see_the_plan_learns_nothing(session: Session, town: Town, who: str) -> None:
    card_id = story.add_plan(session, town)
    story.submit(session, town.bob, card_id)

    with pytest.raises((NotFound, NotAllowed)):
        story.approve(session, town.everybody[who], card_id)


def test_whoever_put_the_plan_forward_does_not_approve_it(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    story.submit(session, town.diana, card_id)

    with pytest.raises(Refused, match="last change"):
        story.approve(session, town.diana, card_id)


def test_everybody_consulted_is_heard_first(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town, consulted=story.ids(town.alice))
    story.submit(session, town.bob, card_id)
    with pytest.raises(Refused, match="Alice"):
        story.approve(session, town.diana, card_id)

    consultations.answer_consultation(
        session, actor=town.alice, card_id=card_id, answer="It does", now=NOON
    )
    story.approve(session, town.diana, card_id)
    assert story.column(session, card_id) == "do"


def test_when_a_is_also_r_a_second_yes_is_needed(session: Session, town: Town) -> None:
    card_id = story.add_plan(
        session, town, responsible=story.ids(town.diana), second_approver_id=town.edu.person_id
    )
    story.submit(session, town.edu, card_id)
    story.approve(session, town.diana, card_id)
    assert story.column(session, card_id) == "review"
    with pytest.raises(Refused, match="second yes"):
        story.approve(session, town.diana, card_id)


def test_the_two_yeses_come_in_any_order(session: Session, town: Town) -> None:
    card_id = story.add_plan(
        session,
        town,
        responsible=story.ids(town.diana, town.bob),
        second_approver_id=town.edu.person_id,
    )
    story.submit(session, town.bob, card_id)
    story.approve(session, town.edu, card_id)
    assert session.get_one(Card, card_id).approval == Approval.WAITING
    story.approve(session, town.diana, card_id)
    assert story.column(session, card_id) == "do"


def test_a_recorded_waiver_stands_in_for_the_second_approver(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town, responsible=story.ids(town.diana, town.bob))
    with pytest.raises(Refused, match="second approver"):
        story.submit(session, town.bob, card_id)
    decisions.waive_second_approver(
        session, actor=town.diana, card_id=card_id, reason="Costs nothing", version=1, now=NOON
    )
    story.submit(session, town.bob, card_id)
    story.approve(session, town.diana, card_id)
    assert story.column(session, card_id) == "do"


def test_it_approves_only_what_was_seen(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    seen = story.submit(session, town.bob, card_id)
    form = writing.read(session, session.get_one(Card, card_id))
    story.change(session, town.bob, card_id, replace(form, what="Something quite different"))

    with pytest.raises(StaleCard):
        decisions.approve_card(session, actor=town.diana, card_id=card_id, version=seen, now=NOON)


def test_a_confirms_a_task_that_is_said_to_be_done(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    story.move(session, town.bob, card_id, "done")
    assert story.column(session, card_id) == "todo"

    story.approve(session, town.diana, card_id)

    assert story.column(session, card_id) == "done"
    assert story.told(session, town.bob) == ["“{title}” is done."]


def test_there_must_be_something_to_approve(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    with pytest.raises(Refused, match="nothing to approve"):
        story.approve(session, town.diana, card_id)
