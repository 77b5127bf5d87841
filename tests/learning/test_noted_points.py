"""Change what stands beside answers and runs, past all commands, and see it found."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from cxgame.learning import noted_points
from tests.conftest import NOON, Town
from tests.learning.library import RIGHT
from tests.learning.practice.way import Practiser
from tests.learning.way import GOOD_TALK, Learner, stock


@pytest.fixture
def story(session: Session, town: Town) -> Session:
    """Alice, who took a module twice and practised; Bob, who is in the middle of one."""
    stock(session)
    alice = Learner(session, town.alice)
    alice.whole(wrong=("single",))
    alice.again()
    alice.answer_all()
    alice.finish()
    alice.replay()
    alice.talk(*GOOD_TALK)
    practice = Practiser(session, town.alice, NOON + timedelta(days=30))
    practice.begin()
    practice.finish()
    bob = Learner(session, town.bob)
    bob.open()
    bob.read()
    bob.answer(0, RIGHT[bob.key(0).removeprefix("welcome-")])
    return session


def found(session: Session) -> list[tuple[str, str, str]]:
    session.flush()
    return [(one.where, one.stored, one.proven) for one in noted_points.check(session).differences]


def test_honest_notes_have_no_differences(story: Session) -> None:
    assert found(story) == []
    assert noted_points.check(story).runs == 4


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "UPDATE module_run SET points = points + 1 WHERE number = 2",
            "module_run 1, module_run 2",
        ),
        ("UPDATE practice_run SET points = 0", "practice_run 1"),
        ("UPDATE question_answer SET points = 50 WHERE id = 1", "question_answer of person"),
        ("UPDATE practice_answer SET points = 50 WHERE id = 1", "practice_answer of person"),
        ("DELETE FROM point_entry WHERE rule = 'review_right'", "practice_answer of person"),
        ("DELETE FROM point_entry WHERE rule = 'module_passed'", "module_run 1, module_run 2"),
    ],
)
def test_what_was_changed_is_named(story: Session, statement: str, named: str) -> None:
    story.execute(text(statement))
    assert any(named in where for where, _stored, _proven in found(story))
