from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from cxgame.errors import InvalidInput, NotAllowed
from cxgame.feedback import served
from cxgame.feedback.scope import Cut
from tests.conftest import NOON, Town

MONDAY = date(2026, 2, 23)


def record(session: Session, town: Town, customers: int, days: int = 1) -> None:
    served.record_served(
        session,
        actor=town.diana,
        team_id=town.desk,
        from_day=MONDAY,
        to_day=MONDAY + timedelta(days=days - 1),
        customers=customers,
        now=NOON,
    )


def figures(session: Session, town: Town) -> list[int]:
    return [day.n for day in served.served_days(session, actor=town.diana, cut=Cut())]


def test_a_week_is_spread_over_its_days(session: Session, town: Town) -> None:
    record(session, town, 100, days=7)
    assert sorted(figures(session, town)) == [14, 14, 14, 14, 14, 15, 15]


def test_a_figure_that_is_there_is_corrected(session: Session, town: Town) -> None:
    record(session, town, 70)
    record(session, town, 77)
    assert figures(session, town) == [77]


@given(st.integers(0, 10_000), st.integers(1, 31))
def test_spreading_loses_nobody(customers: int, days: int) -> None:
    shares = served.spread(customers, MONDAY, MONDAY + timedelta(days=days - 1))
    assert sum(n for _day, n in shares) == customers
    assert len({day for day, _n in shares}) == days
    assert max(n for _, n in shares) - min(n for _, n in shares) <= 1


@pytest.mark.parametrize(
    ("from_day", "to_day", "customers"),
    [
        (MONDAY, MONDAY - timedelta(days=1), 1),
        (MONDAY, MONDAY + timedelta(days=31), 1),
        (NOON.date() + timedelta(days=1), NOON.date() + timedelta(days=1), 1),
        (MONDAY, MONDAY, -1),
        (MONDAY, MONDAY, 1_000_001),
    ],
)
def test_it_refuses_periods_and_figures_that_cannot_be(
    session: Session, town: Town, from_day: date, to_day: date, customers: int
) -> None:
    with pytest.raises(InvalidInput):
        served.record_served(
            session,
            actor=town.diana,
            team_id=town.desk,
            from_day=from_day,
            to_day=to_day,
            customers=customers,
            now=NOON,
        )


@pytest.mark.parametrize("who", ["alice", "nobody", "integration"])
def test_it_is_for_leaders(session: Session, town: Town, who: str) -> None:
    with pytest.raises(NotAllowed):
        served.record_served(
            session,
            actor=town.everybody[who],
            team_id=town.desk,
            from_day=MONDAY,
            to_day=MONDAY,
            customers=1,
            now=NOON,
        )
