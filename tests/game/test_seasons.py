from datetime import date
from itertools import pairwise

import pytest
from sqlmodel import Session, select

from cxgame import i18n
from cxgame.game import seasons
from cxgame.game.models import Season
from cxgame.notices import queries as notices
from cxgame.settings import Settings, get_settings
from tests.conftest import NOON, Town
from tests.game.story import DAY, TODAY, Player, at


def test_the_first_season_begins_on_the_monday_of_this_week(session: Session) -> None:
    assert seasons.current(session, today=TODAY) is None
    assert seasons.turn(session, now=at(3)) == 1
    found = seasons.current(session, today=TODAY + 3 * DAY)
    assert found
    assert (found.number, found.starts_on, found.ends_on) == (1, TODAY, date(2026, 4, 5))
    assert found.name in seasons.NAMES
    assert seasons.turn(session, now=at(34)) == 0


def test_it_ends_quietly_with_what_the_team_did_and_the_next_begins(
    session: Session, town: Town
) -> None:
    seasons.turn(session, now=NOON)
    alice = Player(session, town.alice)
    alice.practise(0, 1)
    alice.pass_module("a")
    Player(session, town.charlie).thank(town.alice)
    assert seasons.turn(session, now=at(35)) == 1
    assert seasons.turn(session, now=at(35)) == 0
    found = seasons.current(session, today=TODAY + 35 * DAY)
    assert found and found.number == 2
    for actor, message in ((town.bob, seasons.ENDED), (town.charlie, seasons.ENDED_ALONE)):
        [notice] = [
            one
            for one in notices.inbox(session, actor=actor)
            if one.message in (seasons.ENDED, seasons.ENDED_ALONE)
        ]
        assert notice.message == message
    [told] = [n for n in notices.inbox(session, actor=town.bob) if n.message == seasons.ENDED]
    assert {key: told.values[key] for key in ("modules", "practices", "kudos")} == {
        "modules": 1,
        "practices": 2,
        "kudos": 1,
    }
    assert i18n.translate("pt-BR", told.message, **told.values)


def test_a_long_absence_leaves_no_gap_and_tells_of_the_last_one_only(
    session: Session, town: Town
) -> None:
    seasons.turn(session, now=NOON)
    Player(session, town.alice).practise(71)
    assert seasons.turn(session, now=at(36 + 70)) == 3
    rows = session.exec(select(Season).order_by(Season.number)).all()  # type: ignore[arg-type]  # a column
    assert all(b.starts_on == a.ends_on + DAY for a, b in pairwise(rows))
    assert [row.closed_at is None for row in rows] == [False, False, False, True]
    assert [one.values["season"] for one in notices.inbox(session, actor=town.alice)] == [
        seasons.name(3)
    ]


def test_a_change_of_length_waits_for_the_next_season(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    seasons.turn(session, now=NOON)
    monkeypatch.setattr(
        seasons, "get_settings", lambda: get_settings().model_copy(update={"season_weeks": 4})
    )
    seasons.turn(session, now=at(35))
    lengths = [
        (row.ends_on - row.starts_on).days + 1
        for row in session.exec(select(Season).order_by(Season.number))  # type: ignore[arg-type]  # a column
    ]
    assert lengths == [35, 28]


@pytest.mark.parametrize("weeks", [3, 7])
def test_a_season_has_four_to_six_weeks(weeks: int) -> None:
    with pytest.raises(ValueError, match="season_weeks"):
        Settings(season_weeks=weeks)


def test_a_shift_is_on_a_weekday() -> None:
    assert Settings(shift_days="tue,sun").shift_weekdays == "16"
    with pytest.raises(ValueError, match="tues"):
        Settings(shift_days="mon,tues")


def test_names_come_round_again() -> None:
    assert seasons.name(1) == seasons.name(1 + len(seasons.NAMES))
