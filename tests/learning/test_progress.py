import pytest
from sqlmodel import Session, select

from cxgame.errors import NotAllowed
from cxgame.learning import progress
from cxgame.learning.progress import PersonProgress, StepResult, TeamProgress
from cxgame.standards.models import SopStep
from tests.conftest import Town
from tests.learning.library import QUESTIONS
from tests.learning.way import Learner

ALL_WRONG = tuple(question.id for question in QUESTIONS)


def test_each_team_sees_who_began_and_passed(
    session: Session, town: Town, alice: Learner, bob: Learner
) -> None:
    alice.whole()
    bob.open()
    found = progress.team_progress(session, actor=town.diana)
    assert found == [
        TeamProgress(town.desk, "goodbye", "Say goodbye", 3, 0, 0),
        TeamProgress(town.desk, "welcome", "Welcome whoever arrives", 3, 2, 1),
    ]
    assert progress.team_progress(session, actor=town.alice) == found
    assert progress.team_progress(session, actor=town.edu, team_ids=[town.grooming]) == [
        TeamProgress(town.grooming, "goodbye", "Say goodbye", 1, 0, 0),
        TeamProgress(town.grooming, "welcome", "Welcome whoever arrives", 1, 0, 0),
    ]


def test_a_manager_sees_people_by_name(
    session: Session, town: Town, alice: Learner, bob: Learner
) -> None:
    alice.whole()
    bob.whole(wrong=ALL_WRONG)
    found = progress.person_progress(session, actor=town.diana, team_id=town.desk)
    today = alice.now.date()
    assert found == [
        PersonProgress(alice.me, "Alice", 1, 2, today),
        PersonProgress(bob.me, "Bob", 0, 2, today),
        PersonProgress(town.diana.person_id or 0, "Diana", 0, 1, None),
    ]


def test_colleagues_and_other_managers_do_not(session: Session, town: Town, alice: Learner) -> None:
    with pytest.raises(NotAllowed):
        progress.person_progress(session, actor=town.alice, team_id=town.desk)
    with pytest.raises(NotAllowed):
        progress.person_progress(session, actor=town.diana, team_id=town.grooming)


def test_steps_count_first_tries_only(
    session: Session, town: Town, alice: Learner, bob: Learner
) -> None:
    alice.whole(wrong=("single",))
    bob.whole()
    greet = session.exec(select(SopStep.id).where(SopStep.key == "greet")).one()
    found = {one.step_id: one for one in progress.step_results(session, actor=town.diana)}
    assert found[greet] == StepResult(town.desk, greet, people=2, tried=4, right=3)
    assert progress.step_results(session, actor=town.charlie) == []
