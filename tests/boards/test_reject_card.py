import pytest
from sqlmodel import Session

from cxgame.boards.models import Card
from cxgame.boards.raci import Approval
from cxgame.errors import Conflict, InvalidInput, NotAllowed
from tests.boards import story
from tests.conftest import Town


def test_a_plan_goes_back_to_its_draft_with_the_reason(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town, informed=story.ids(town.alice))
    story.submit(session, town.bob, card_id)

    story.reject(session, town.diana, card_id, "Too dear")

    card = session.get_one(Card, card_id)
    assert (card.approval, card.rejected_because) == (Approval.REJECTED, "Too dear")
    assert story.column(session, card_id) == "draft"
    assert story.told(session, town.alice) == ["“{title}” was not approved: {why}"]


def test_it_may_be_asked_for_again(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    for _ in range(2):
        story.submit(session, town.bob, card_id)
        story.reject(session, town.diana, card_id)
    story.submit(session, town.bob, card_id)
    story.approve(session, town.diana, card_id)
    assert story.column(session, card_id) == "do"


def test_a_task_that_is_not_finished_stays(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    story.move(session, town.bob, card_id, "doing")
    story.move(session, town.bob, card_id, "done")

    story.reject(session, town.diana, card_id, "The sign is missing")

    assert story.column(session, card_id) == "doing"
    assert story.told(session, town.bob) == ["“{title}” is not finished yet: {why}"]
    with pytest.raises(Conflict):
        story.reject(session, town.diana, card_id)


def test_a_no_needs_its_reason(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    story.submit(session, town.bob, card_id)
    with pytest.raises(InvalidInput):
        story.reject(session, town.diana, card_id, " ")


def test_nobody_but_a_says_no(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    story.submit(session, town.bob, card_id)
    with pytest.raises(NotAllowed):
        story.reject(session, town.edu, card_id)
