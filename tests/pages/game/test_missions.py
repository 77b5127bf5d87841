from datetime import timedelta

from cxgame import clock, db
from cxgame.game import missions, seasons
from tests.conftest import NOON, Town
from tests.game.story import Player
from tests.pages.conftest import OpenAs

DAY = timedelta(days=1)


def form(team: str, **changes: str) -> dict[str, str]:
    today = clock.local_day(clock.now())
    return {
        "mission": "Two modules together",
        "measure": "modules",
        "target": "2",
        "team": team,
        "starts_on": today.isoformat(),
        "ends_on": (today + 6 * DAY).isoformat(),
        **changes,
    }


def test_a_manager_makes_one_and_the_team_sees_how_far_it_is(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "missions")
    assert "Every team" not in screen.sheet("missions")
    screen.tap("missions", "add", **form(str(town.desk)))
    assert "0 of 2" in screen.sheet("missions")
    with db.transaction() as session:
        today = clock.now()
        seasons.turn(session, now=today)
        for name in ("a", "b"):
            Player(session, town.alice).pass_module(name, day=_days_from_noon())
        missions.settle(session, now=today)
    text = open_as(town.bob, "missions").sheet("missions")
    assert "Reached" in text and "2 of 2" in text and "Season of" in text
    assert "New mission" not in text
    assert "Two modules together" in open_as(town.bob, "today").sheet("today")
    assert "Two modules together" not in open_as(town.charlie, "missions").sheet("missions")


def test_the_direction_makes_one_for_every_team(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.edu, "missions")
    assert "Every team" in screen.sheet("missions")
    text = screen.tap("missions", "add", **form("each")).sheet("missions")
    assert "Grooming" in text and "Front desk" in text


def test_what_is_wrong_is_told(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "missions")
    screen.tap("missions", "add", **form(str(town.desk), ends_on=""))
    assert "Choose the first and the last day." in screen.text
    screen.tap("missions", "add", **form(str(town.desk), target="0"))
    assert "A mission wants a whole number above 0." in screen.text
    screen.tap("missions", "add", **form(str(town.grooming)))
    assert "outside your reach" in screen.text


def test_one_is_called_off(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "missions")
    screen.tap("missions", "add", **form(str(town.desk)))
    screen.tap("missions", "cancel", "1")
    assert "Two modules together" not in screen.sheet("missions")


def _days_from_noon() -> int:
    return (clock.local_day(clock.now()) - clock.local_day(NOON)).days
