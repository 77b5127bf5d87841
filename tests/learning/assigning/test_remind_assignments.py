from datetime import timedelta

import pytest
from sqlmodel import Session

from cxgame import clock
from cxgame.learning.assigning.reminders import remind_assignments
from cxgame.learning.assigning.service import withdraw_assignment
from cxgame.notices import queries as notices
from cxgame.people.models import Person
from tests.conftest import NOON, Town
from tests.learning.assigning.story import give
from tests.learning.way import Learner, stock

DAY = timedelta(days=1)
TODAY = clock.local_day(NOON)
DUE = TODAY + 5 * DAY


@pytest.fixture(autouse=True)
def library(session: Session, town: Town) -> None:
    stock(session)


def test_before_on_the_day_and_weekly_after(session: Session, town: Town) -> None:
    give(session, town.diana, person_ids=[town.alice.person_id], due_on=DUE)
    told = [day for day in range(20) if remind_assignments(session, now=NOON + day * DAY)]
    assert told == [2, 5, 6, 13]
    inbox = notices.inbox(session, actor=town.alice)
    assert [one.message for one in reversed(inbox)][1:] == [
        "{title} waits for you, until {due}.",
        "Today is the day for {title}. It takes {n} minutes.",
        "{title} still waits for you. It takes {n} minutes.",
        "{title} still waits for you. It takes {n} minutes.",
    ]
    assert inbox[0].values == {"title": "Welcome whoever arrives", "due": "7 Mar", "n": 4}
    assert inbox[0].link == "module?m=welcome"


def test_a_second_run_tells_nobody(session: Session, town: Town) -> None:
    give(session, town.diana, team_id=town.desk, due_on=DUE)
    assert remind_assignments(session, now=NOON + 5 * DAY) == 3
    assert remind_assignments(session, now=NOON + 5 * DAY) == 0


def test_the_done_the_withdrawn_and_the_gone_are_left_in_peace(
    session: Session, town: Town
) -> None:
    give(session, town.diana, team_id=town.desk, due_on=DUE)
    other = give(session, town.edu, role="frontline", module_slug="goodbye", due_on=DUE)
    Learner(session, town.alice).whole()
    session.get_one(Person, town.bob.person_id).is_active = False
    withdraw_assignment(session, actor=town.edu, assignment_id=other, now=NOON)
    assert remind_assignments(session, now=NOON + 5 * DAY) == 1  # diana


def test_without_a_day_nobody_is_reminded(session: Session, town: Town) -> None:
    give(session, town.diana, team_id=town.desk)
    assert remind_assignments(session, now=NOON + 400 * DAY) == 0
