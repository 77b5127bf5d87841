import pytest
from sqlmodel import Session

from cxgame.boards.models import Card, Consultation
from cxgame.boards.raci import Approval
from cxgame.errors import Refused
from tests.boards import story
from tests.conftest import Town


def test_it_moves_a_draft_to_review_and_tells_a(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)

    story.submit(session, town.bob, card_id)

    assert story.column(session, card_id) == "review"
    assert session.get_one(Card, card_id).approval == Approval.WAITING
    assert story.told(session, town.diana) == ["“{title}” waits for your approval."]


def test_it_asks_those_consulted(session: Session, town: Town) -> None:
    card_id = story.add_plan(
        session, town, consulted=story.ids(town.alice), question="Does 15 minutes work?"
    )
    assert story.told(session, town.alice) == []

    story.submit(session, town.bob, card_id)

    row = session.get_one(Consultation, 1)
    assert (row.person_id, row.question) == (town.alice.person_id, "Does 15 minutes work?")
    assert story.told(session, town.alice) == ["You are consulted on “{title}”: please answer."]


def test_it_refuses_a_plan_without_letters(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town, responsible=())
    with pytest.raises(Refused):
        story.submit(session, town.diana, card_id)


def test_it_refuses_a_task(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    with pytest.raises(Refused):
        story.submit(session, town.bob, card_id)


def test_it_refuses_an_approved_plan(session: Session, town: Town) -> None:
    card_id = story.approved_plan(session, town)
    with pytest.raises(Refused):
        story.submit(session, town.bob, card_id)
