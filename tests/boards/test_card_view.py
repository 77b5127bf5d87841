from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session

from cxgame.boards import consultations, queries
from cxgame.boards.history import Happened
from cxgame.boards.raci import Approval
from cxgame.boards.views import CardView
from cxgame.errors import NotFound
from cxgame.people.actor import Actor
from tests.boards import story
from tests.conftest import NOON, Town


def view(session: Session, actor: Actor, card_id: int) -> CardView:
    return queries.card_view(session, actor=actor, card_id=card_id, now=NOON)


@pytest.mark.parametrize("who", ["charlie", "alice", "nobody"])
def test_a_plan_out_of_sight_does_not_exist(session: Session, town: Town, who: str) -> None:
    card_id = story.add_plan(session, town)
    with pytest.raises(NotFound):
        view(session, town.everybody[who], card_id)


def test_buttons_follow_the_letters(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    assert view(session, town.bob, card_id).may.submit
    assert not view(session, town.diana, card_id).may.decide
    story.submit(session, town.bob, card_id)

    as_diana, as_bob = view(session, town.diana, card_id), view(session, town.bob, card_id)
    assert (as_diana.may.decide, as_diana.may.submit) == (True, False)
    assert (as_bob.may.decide, as_bob.may.submit) == (False, False)
    assert as_diana.decision.against == ()


def test_r_asks_anew_after_a_wrote_last(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    story.submit(session, town.bob, card_id)
    form = view(session, town.diana, card_id).form
    story.change(session, town.diana, card_id, replace(form, what="Sharper"))

    assert view(session, town.bob, card_id).may.submit
    assert len(view(session, town.diana, card_id).decision.against) == 1
    story.submit(session, town.bob, card_id)
    assert view(session, town.diana, card_id).decision.against == ()


def test_who_is_consulted_is_listed_asked_or_not(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town, consulted=story.ids(town.alice), question="Enough?")
    (draft,) = view(session, town.diana, card_id).consultations
    assert (draft.name, draft.question, draft.asked_at) == ("Alice", "Enough?", None)
    assert not view(session, town.alice, card_id).may.answer

    story.submit(session, town.bob, card_id)
    assert view(session, town.alice, card_id).may.answer
    consultations.answer_consultation(
        session, actor=town.alice, card_id=card_id, answer="Yes", now=NOON
    )
    (answered,) = view(session, town.diana, card_id).consultations
    assert (answered.answer, answered.is_open) == ("Yes", False)


def test_history_tells_who_did_what_newest_first(session: Session, town: Town) -> None:
    card_id = story.approved_plan(session, town)
    form = view(session, town.bob, card_id).form
    story.change(session, town.bob, card_id, replace(form, due_on=date(2026, 5, 5)))

    events = view(session, town.bob, card_id).events
    kinds = [(event.kind, event.who) for event in events]
    assert kinds == [
        (Happened.VOIDED, "Bob"),
        (Happened.CHANGED, "Bob"),
        (Happened.APPROVED, "Diana"),
        (Happened.SUBMITTED, "Bob"),
        (Happened.ADDED, "Diana"),
    ]
    assert events[1].values == {"due_on": ("2026-04-01", "2026-05-05")}
    assert view(session, town.bob, card_id).decision.approval is Approval.WAITING


def test_each_other_column_says_what_shuts_it(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    targets = {one.key: one.against for one in view(session, town.bob, card_id).targets}

    assert targets["review"] == ()
    assert "Ask {names}" in targets["do"][0].message
