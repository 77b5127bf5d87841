import pytest
from sqlmodel import Session

from cxgame.boards.waiting import Ask
from cxgame.insight import direction, my_team, today
from cxgame.learning.tracks import State
from cxgame.notices import queries as notices
from tests.demo.conftest import NOW, actor

pytestmark = pytest.mark.slow


def test_alice_has_something_to_learn_to_answer_and_to_do(told: Session) -> None:
    found = today.read(told, actor=actor(told, "alice"), now=NOW)

    assert found.module
    assert found.module.state is State.STARTED
    assert {ask.kind for ask in found.waiting} == {Ask.ANSWER, Ask.DO}
    assert any(ask.is_overdue for ask in found.waiting)
    assert {given.slug for given in found.assigned} == {"complaint", "log-what-customers-say"}
    assert found.compliment
    assert found.nps
    assert found.nps.n > 100
    assert found.streak.weeks[0]
    assert found.mission and found.mission.goal > 1


def test_diana_has_approvals_confirmations_and_complaints_to_place(told: Session) -> None:
    found = my_team.read(told, actor=actor(told, "diana"), now=NOW)

    assert {ask.kind for ask in found.waiting} >= {Ask.APPROVE, Ask.CONFIRM}
    assert len(found.teams) == 3
    assert found.unplaced
    assert found.overdue_training
    assert found.steps
    assert len(found.comments) == my_team.COMMENTS
    assert {kpi.key.value for kpi in found.kpis} == {"nps", "ces", "csat", "complaints"}


def test_edu_has_approvals_stuck_plans_and_load(told: Session) -> None:
    edu = actor(told, "edu")
    found = direction.read(told, actor=edu, now=NOW)
    waiting = today.read(told, actor=edu, now=NOW).waiting

    assert {ask.kind for ask in waiting} >= {Ask.APPROVE, Ask.VERIFY}
    assert len(found.by_unit) == 3
    assert found.stuck
    assert found.load
    assert found.training


@pytest.mark.parametrize("name", ["alice", "diana", "edu"])
def test_something_new_is_in_the_inbox(told: Session, name: str) -> None:
    assert 1 <= notices.unread_count(told, actor=actor(told, name)) <= 25
