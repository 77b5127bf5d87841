from datetime import timedelta

import pytest
from sqlmodel import Session

from cxgame.errors import NotAllowed
from cxgame.learning import progress
from cxgame.learning.progress import PersonProgress, TeamProgress
from tests.conftest import NOON, Town
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


def test_who_practised_this_week_is_counted_once(
    session: Session, town: Town, alice: Learner, bob: Learner
) -> None:
    alice.whole(wrong=("single",))
    bob.whole()
    today = NOON.date()
    assert progress.practised(session, actor=town.diana, since=today) == {town.desk: 2}
    assert progress.practised(session, actor=town.diana, since=today + timedelta(days=1)) == {}
    assert progress.practised(session, actor=town.charlie, since=today) == {}
