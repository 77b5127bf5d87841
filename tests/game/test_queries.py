from datetime import date, timedelta

import pytest
from sqlmodel import Session

from cxgame.errors import NotAllowed
from cxgame.game import queries, service
from cxgame.game.models import PointEntry
from cxgame.game.rules import MODULE, QUESTION
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.game.story import Player

DAY = timedelta(days=1)
TODAY = date(2026, 3, 2)  # a Monday


@pytest.fixture
def ledger(session: Session, town: Town) -> int:
    """Alice's points of three days; returns her id."""
    me = town.alice.person_id or 0
    for number, days_ago in enumerate((0, 0, 1, 9)):
        service.award(
            session, person_id=me, rule=QUESTION, object=f"q{number}", now=NOON - days_ago * DAY
        )
    service.award(session, person_id=me, rule=MODULE, object="m", now=NOON - 9 * DAY)
    service.award(session, person_id=town.charlie.person_id or 0, rule=MODULE, object="m", now=NOON)
    return me


def test_a_total_is_the_sum_of_its_rows(session: Session, town: Town, ledger: int) -> None:
    total = queries.total(session, actor=town.alice, person_id=ledger)
    lines = queries.history(session, actor=town.alice, person_id=ledger)
    assert total == 60 == sum(line.points for line in lines)
    assert queries.total(session, actor=town.bob, person_id=town.bob.person_id or 0) == 0


def test_days_and_weeks(session: Session, town: Town, ledger: int) -> None:
    by_day = queries.by_day(
        session, actor=town.alice, person_id=ledger, since=TODAY - 7 * DAY, until=TODAY
    )
    assert by_day == {TODAY: 10, TODAY - DAY: 5}
    weeks = queries.by_week(session, actor=town.alice, person_id=ledger, today=TODAY, weeks=3)
    assert [(week.starts_on, week.points) for week in weeks] == [
        (date(2026, 2, 16), 45),
        (date(2026, 2, 23), 5),
        (date(2026, 3, 2), 10),
    ]


def test_the_history_says_why(session: Session, town: Town, ledger: int) -> None:
    lines = queries.history(session, actor=town.alice, person_id=ledger, limit=2)
    assert [(line.object, line.words, line.icon) for line in lines] == [
        ("q1", "Question answered right", "task_alt"),
        ("q0", "Question answered right", "task_alt"),
    ]


def test_an_award_outlives_its_rule(session: Session, town: Town, ledger: int) -> None:
    session.add(
        PointEntry(
            person_id=ledger,
            rule="a rule of old",
            object="x",
            points=2,
            awarded_at=NOON + DAY,
            on_day=TODAY + DAY,
        )
    )
    session.flush()
    line = queries.history(session, actor=town.alice, person_id=ledger, limit=1)[0]
    assert (line.words, line.points) == ("a rule of old", 2)


def test_a_free_practice_keeps_the_streak_without_points(session: Session, town: Town) -> None:
    bob = Player(session, town.bob)
    bob.practise(0)
    bob.practise_freely(0, 1)  # the first beside the practice of the day: still one shift
    found = queries.streak(session, actor=town.bob, person_id=bob.me, today=TODAY + DAY)
    assert found.streak.length == 2
    assert queries.total(session, actor=town.bob, person_id=bob.me) == 10


@pytest.mark.parametrize("who", ["bob", "diana", "edu", "root"])
def test_nobody_sees_the_points_of_another(
    session: Session, town: Town, ledger: int, who: str
) -> None:
    with pytest.raises(NotAllowed):
        queries.total(session, actor=town.everybody[who], person_id=ledger)
    with pytest.raises(NotAllowed):
        queries.history(session, actor=town.everybody[who], person_id=ledger)


def test_the_system_does(session: Session, ledger: int) -> None:
    assert queries.total(session, actor=Actor.system(), person_id=ledger) == 60


def test_teams_are_summed_by_day(session: Session, town: Town, ledger: int) -> None:
    assert queries.points_by_team(session) == {town.desk: 60, town.grooming: 40}
    assert queries.points_by_team(session, since=TODAY, until=TODAY) == {
        town.desk: 10,
        town.grooming: 40,
    }
    assert queries.points_by_team(session, until=TODAY - DAY) == {town.desk: 50}
