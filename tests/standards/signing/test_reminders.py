from datetime import timedelta

import pytest
from sqlmodel import Session

from cxgame.notices import queries as notices
from cxgame.people.actor import Actor
from cxgame.standards.signing.asks import Kind
from cxgame.standards.signing.telling import remind_signatures
from tests.conftest import NOON, Town
from tests.learning.way import stock
from tests.standards.story import CODE, MAJOR, ask, publish, sign

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def library(session: Session, town: Town) -> None:
    stock(session)


def inbox(session: Session, actor: Actor) -> list[str]:
    return [one.message for one in reversed(notices.inbox(session, actor=actor))]


def test_each_is_reminded_before_on_the_day_and_weekly_after(session: Session, town: Town) -> None:
    ask(session, town.diana)  # for the 9th
    sign(session, town.bob)
    told = [remind_signatures(session, now=NOON + day * DAY) for day in range(23)]
    assert sum(told) == 2 * 5  # alice and charlie: before, on the day, after 1, 8, 15 days
    assert inbox(session, town.alice)[1:] == [
        "{code}, {title}, waits for your signature until {due}.",
        "Today is the day to sign {code}, {title}.",
        *["{code}, {title}, still waits for your signature. It takes a few minutes."] * 3,
    ]
    assert len(inbox(session, town.bob)) == 1


def test_a_second_run_tells_nobody(session: Session, town: Town) -> None:
    ask(session, town.diana)
    assert remind_signatures(session, now=NOON + 5 * DAY) == 3
    assert remind_signatures(session, now=NOON + 5 * DAY) == 0


def test_those_who_decide_are_told_once_of_a_major_version(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    assert remind_signatures(session, now=NOON) == 2
    assert remind_signatures(session, now=NOON + DAY) == 0
    for actor in (town.diana, town.root):
        (notice,) = notices.inbox(session, actor=actor)
        assert (notice.values, notice.link) == ({"code": CODE}, f"signatures?code={CODE}")
    assert inbox(session, town.edu) == inbox(session, town.alice) == []


def test_a_decision_for_nothing_reminds_nobody(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    ask(session, town.diana, MAJOR, Kind.NOTHING)
    assert remind_signatures(session, now=NOON + 60 * DAY) == 0
