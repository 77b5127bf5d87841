import pytest
from sqlmodel import Session

from cxgame.boards import consultations, queries
from cxgame.boards.models import Consultation
from cxgame.boards.raci import Stance
from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound, Refused
from tests.boards import story
from tests.conftest import NOON, Town


def answer(session: Session, town: Town, card_id: int, words: str = "Yes") -> None:
    consultations.answer_consultation(
        session, actor=town.alice, card_id=card_id, answer=words, now=NOON
    )


def waive(session: Session, town: Town, card_id: int, *, who: str = "diana") -> None:
    consultations.waive_consultation(
        session,
        actor=town.everybody[who],
        card_id=card_id,
        person_id=town.alice.person_id or 0,
        reason="On leave",
        now=NOON,
    )


def test_an_answer_is_kept_with_its_time(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town, consulted=story.ids(town.alice))
    answer(session, town, card_id, "Fine with me")

    row = session.get_one(Consultation, 1)
    assert (row.answer, row.answered_at) == ("Fine with me", NOON)


def test_a_task_waits_for_the_answer(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town, consulted=story.ids(town.alice))
    with pytest.raises(Refused, match="Alice"):
        story.move(session, town.bob, card_id, "doing")
    answer(session, town, card_id)
    story.move(session, town.bob, card_id, "doing")


def test_a_may_go_on_without_it_with_a_reason(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town, consulted=story.ids(town.alice))
    waive(session, town, card_id)
    assert session.get_one(Consultation, 1).waived_because == "On leave"
    story.move(session, town.bob, card_id, "doing")


@pytest.mark.parametrize("who", ["bob", "alice", "edu"])
def test_nobody_but_a_goes_on_without_it(session: Session, town: Town, who: str) -> None:
    card_id = story.add_task(session, town, consulted=story.ids(town.alice))
    with pytest.raises(NotAllowed):
        waive(session, town, card_id, who=who)


def test_what_was_answered_can_not_be_waived(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town, consulted=story.ids(town.alice))
    answer(session, town, card_id)
    with pytest.raises(Conflict):
        waive(session, town, card_id)


def test_it_refuses_an_empty_answer(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town, consulted=story.ids(town.alice))
    with pytest.raises(InvalidInput):
        answer(session, town, card_id, "  ")


def test_who_was_not_asked_has_nothing_to_answer(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    with pytest.raises(NotFound):
        answer(session, town, card_id)


def test_who_agrees_needs_no_words_and_an_objection_is_told_to_a(
    session: Session, town: Town
) -> None:
    card_id = story.add_task(session, town, consulted=story.ids(town.alice))
    who = {"actor": town.alice, "card_id": card_id, "now": NOON}
    for stance in (Stance.OBJECT, Stance.COMMENT):
        with pytest.raises(InvalidInput):
            consultations.answer_consultation(session, stance=stance, **who)
    consultations.answer_consultation(session, stance=Stance.AGREE, **who)
    view = queries.card_view(session, actor=town.bob, card_id=card_id, now=NOON)
    assert view.consultations[0].stance is Stance.AGREE
    consultations.answer_consultation(session, stance=Stance.OBJECT, answer="Too dear", **who)
    assert any("objects" in message for message in story.told(session, town.diana))
    view = queries.card_view(session, actor=town.bob, card_id=card_id, now=NOON)
    assert (view.consultations[0].stance, str(view.events[0].kind)) == (Stance.OBJECT, "objected")
