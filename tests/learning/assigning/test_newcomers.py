from datetime import timedelta

import pytest
from sqlmodel import Session

from cxgame import clock
from cxgame.learning import assignments
from cxgame.learning.assigning.newcomers import reach_newcomers
from cxgame.learning.assigning.service import withdraw_assignment
from cxgame.notices import queries as notices
from cxgame.people.models import Person, Role
from tests.conftest import NOON, Town
from tests.learning.assigning.story import give, join, waiting
from tests.learning.way import Learner, stock

DAY = timedelta(days=1)
TODAY = clock.local_day(NOON)


@pytest.fixture(autouse=True)
def library(session: Session, town: Town) -> None:
    stock(session)


def test_who_joins_the_team_gets_what_stands_for_it(session: Session, town: Town) -> None:
    give(session, town.diana, team_id=town.desk, due_on=TODAY + 5 * DAY)
    zoe = join(session, town.desk, now=NOON + 20 * DAY)
    join(session, town.grooming, "Yara")
    assert reach_newcomers(session, now=NOON + 20 * DAY) == 1
    (mine,) = assignments.assignments_of(session, actor=zoe, person_id=zoe.person_id or 0)
    assert mine.due_on == TODAY + 34 * DAY  # two weeks, although the team's day has passed
    assert [one.values["due"] for one in notices.inbox(session, actor=zoe)] == ["5 Apr"]
    assert reach_newcomers(session, now=NOON + 21 * DAY) == 0


def test_a_role_that_somebody_takes_counts_too(session: Session, town: Town) -> None:
    give(session, town.edu, role="manager")
    join(session, town.clinic, "Ana")
    give(session, town.edu, team_id=town.clinic, role="frontline", module_slug="goodbye")
    lead = join(session, town.clinic, "Lea", Role.MANAGER)
    assert reach_newcomers(session, now=NOON) == 1
    assert waiting(session, lead) == ["welcome"]


def test_what_was_given_to_people_by_name_is_theirs_alone(session: Session, town: Town) -> None:
    give(session, town.diana, team_id=town.desk, person_ids=[town.alice.person_id])
    join(session, town.desk)
    assert reach_newcomers(session, now=NOON) == 0


def test_a_withdrawn_one_reaches_nobody(session: Session, town: Town) -> None:
    given = give(session, town.diana, team_id=town.desk)
    withdraw_assignment(session, actor=town.diana, assignment_id=given, now=NOON)
    join(session, town.desk)
    assert reach_newcomers(session, now=NOON) == 0


def test_who_passed_it_since_is_let_off(session: Session, town: Town) -> None:
    zoe = join(session, town.grooming)
    give(session, town.diana, team_id=town.desk)
    Learner(session, zoe, now=NOON + DAY).whole()
    session.get_one(Person, zoe.person_id).team_id = town.desk
    assert reach_newcomers(session, now=NOON + 2 * DAY) == 0


def test_without_a_day_there_is_none_for_newcomers(session: Session, town: Town) -> None:
    give(session, town.diana, team_id=town.desk)
    zoe = join(session, town.desk)
    reach_newcomers(session, now=NOON)
    (mine,) = assignments.assignments_of(session, actor=zoe, person_id=zoe.person_id or 0)
    assert mine.due_on is None
