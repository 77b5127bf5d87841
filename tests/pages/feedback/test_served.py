"""Customers served on the screen."""

from datetime import timedelta

import pytest

from cxgame import clock, db
from cxgame.feedback import served
from cxgame.feedback.scope import Cut
from tests.conftest import Town
from tests.pages.conftest import OpenAs


def known(town: Town) -> dict[tuple[int, int], int]:
    """Return figures by team and days back from today."""
    today = clock.local_day(clock.now())
    with db.reading() as session:
        days = served.served_days(session, actor=town.root, cut=Cut())
    return {(day.team_id, (today - day.on_day).days): day.n for day in days}


def test_a_day_and_a_correction(town: Town, open_as: OpenAs) -> None:
    today = clock.local_day(clock.now()).isoformat()
    screen = open_as(town.diana, "served")
    for n in ("40", "42"):
        screen.tap("served", "save", team=str(town.desk), from_day=today, customers=n)
    assert known(town) == {(town.desk, 0): 42}
    assert "42" in screen.sheet("served")


def test_a_week_is_spread_over_its_days(town: Town, open_as: OpenAs) -> None:
    start = clock.local_day(clock.now()) - timedelta(days=6)
    fields = {"team": str(town.desk), "from_day": start.isoformat(), "customers": "70"}
    open_as(town.diana, "served").tap("served", "save", length="week", **fields)
    assert known(town) == {(town.desk, back): 10 for back in range(7)}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"customers": ""}, "write a whole number"),
        ({"team": ""}, "Choose a team"),
        ({"from_day": "x"}, "not a day of the calendar"),
        ({"length": "week"}, "This day is still to come."),
    ],
)
def test_it_is_refused_in_a_sentence(
    town: Town, open_as: OpenAs, changed: dict[str, str], said: str
) -> None:
    today = clock.local_day(clock.now()).isoformat()
    fields = {"team": str(town.desk), "from_day": today, "customers": "4", **changed}
    assert said in open_as(town.diana, "served").tap("served", "save", **fields).text
    assert not known(town)


def test_a_team_out_of_reach_is_refused(town: Town, open_as: OpenAs) -> None:
    today = clock.local_day(clock.now()).isoformat()
    screen = open_as(town.diana, "served")
    fields = {"team": str(town.grooming), "from_day": today, "customers": "4"}
    assert "outside your reach" in screen.tap("served", "save", **fields).text
