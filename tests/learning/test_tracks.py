import pytest
from sqlmodel import Session, select

from cxgame.learning import tracks
from cxgame.learning.tracks import State
from cxgame.people.actor import Actor
from cxgame.standards.models import SopStep
from tests.conftest import Town
from tests.learning.library import QUESTIONS
from tests.learning.way import Learner

ALL_WRONG = tuple(question.id for question in QUESTIONS)


def line(learner: Learner, slug: str = "welcome") -> tracks.ModuleLine:
    found = tracks.modules(learner.session, actor=learner.actor)
    return next(one for one in found if one.slug == slug)


def test_the_own_track_comes_first(session: Session, town: Town, alice: Learner) -> None:
    found = tracks.tracks(session, actor=town.diana)
    assert [(track.key, track.is_mine) for track in found] == [
        ("manager", True),
        ("frontline", False),
    ]
    assert [one.slug for one in found[1].modules] == ["welcome", "goodbye"]


def test_progress_moves_with_the_way(alice: Learner) -> None:
    assert (line(alice).state, line(alice).share) == (State.NEW, 0.0)
    alice.open()
    assert line(alice).state is State.NEW
    alice.read()
    assert (line(alice).state, line(alice).share) == (State.STARTED, 0.2)
    alice.answer(0, "look")
    alice.go_on(0)
    assert 0.2 < line(alice).share < 0.4
    alice.answer_all()
    assert line(alice).share == 0.8
    alice.talk("sorry", "plan")
    alice.finish()
    assert line(alice).state is State.PASSED
    assert line(alice).passed_on is not None
    assert tracks.tracks(alice.session, actor=alice.actor)[0].passed == 1


def test_a_failed_module_waits_for_another_try(alice: Learner) -> None:
    alice.whole(wrong=ALL_WRONG)
    assert line(alice).state is State.FAILED
    alice.again()
    assert line(alice).state is State.STARTED


def test_a_pass_stays_a_pass(alice: Learner) -> None:
    alice.whole()
    alice.again()
    alice.answer_all(wrong=ALL_WRONG)
    assert line(alice).state is State.PASSED


def test_the_modules_that_train_a_step(session: Session, alice: Learner) -> None:
    step = session.exec(select(SopStep.id).where(SopStep.key == "promise")).one()
    found = tracks.modules_on_step(session, actor=alice.actor, step_id=step)
    assert [one.slug for one in found] == ["welcome"]
    assert tracks.modules_on_step(session, actor=alice.actor, step_id=0) == []


@pytest.mark.parametrize("slug", ["welcome", "goodbye"])
def test_what_is_assigned_comes_next(
    session: Session, town: Town, alice: Learner, slug: str
) -> None:
    following = tracks.next_module(session, actor=alice.actor, slug=slug)
    assert following is not None
    assert following.slug != slug


def test_after_the_last_nothing_follows(session: Session, alice: Learner) -> None:
    alice.whole()
    Learner(session, alice.actor, slug="goodbye").whole()
    assert tracks.next_module(session, actor=alice.actor, slug="goodbye") is None


def test_the_system_has_no_progress(session: Session, alice: Learner) -> None:
    alice.whole()
    found = tracks.modules(session, actor=Actor.system())
    assert {one.state for one in found} == {State.NEW}
