from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.game.streaks import FREEZES, GIVEN_BACK_AFTER, Mark, streak, week
from cxgame.people.rota.days import Rota

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
EVERY_DAY = Rota(frozenset(range(7)))
WEEKDAYS = Rota(frozenset(range(5)))


def days(*numbers: int) -> set[date]:
    return {MONDAY + n * DAY for n in numbers}


def on(number: int) -> date:
    return MONDAY + number * DAY


def test_nothing_done_is_no_streak() -> None:
    found = streak(WEEKDAYS, set(), MONDAY)
    assert (found.length, found.longest, found.freezes, found.is_open) == (0, 0, 2, True)
    assert not streak(WEEKDAYS, set(), on(5)).is_open


def test_shifts_in_a_row_add_up() -> None:
    found = streak(EVERY_DAY, days(0, 1, 2), on(2))
    assert (found.length, found.longest, found.is_open) == (3, 3, False)


def test_a_shift_that_is_still_open_breaks_nothing() -> None:
    found = streak(EVERY_DAY, days(0, 1), on(2))
    assert (found.length, found.freezes, found.is_open) == (2, 2, True)


def test_days_off_neither_count_nor_break_even_with_a_unit() -> None:
    assert streak(WEEKDAYS, days(0, 1, 2, 3, 4, 7), on(7)).length == 6
    assert streak(WEEKDAYS, days(0, 1, 2, 3, 4, 5, 6, 7), on(7)).length == 6


def test_two_freezes_are_used_by_themselves_and_the_third_miss_breaks() -> None:
    twice = streak(EVERY_DAY, days(0, 1), on(4))
    assert (twice.length, twice.freezes) == (2, 0)
    assert [mark for _, mark in twice.marks][2:] == [Mark.FROZEN, Mark.FROZEN, Mark.TODAY]
    broken = streak(EVERY_DAY, days(0, 1), on(5))
    assert (broken.length, broken.longest, broken.freezes) == (0, 2, 2)


def test_a_streak_of_nothing_uses_no_freeze() -> None:
    found = streak(EVERY_DAY, days(0), on(30))
    assert [m for _, m in found.marks].count(Mark.FROZEN) == FREEZES
    assert found.freezes == FREEZES


def test_ten_kept_shifts_give_a_freeze_back() -> None:
    done = days(0, *range(2, 2 + GIVEN_BACK_AFTER))
    almost = streak(EVERY_DAY, done - days(GIVEN_BACK_AFTER + 1), on(GIVEN_BACK_AFTER))
    assert (almost.freezes, almost.to_freeze) == (1, 1)
    given_back = streak(EVERY_DAY, done, on(GIVEN_BACK_AFTER + 1))
    assert (given_back.freezes, given_back.to_freeze, given_back.length) == (2, 0, 11)


def test_leave_pauses_and_a_unit_on_leave_does_not_count() -> None:
    away = Rota(frozenset(range(7)), leaves=((on(1), on(20)),))
    found = streak(away, days(0, 5, 21), on(21))
    assert (found.length, found.freezes) == (2, 2)
    assert dict(found.marks)[on(5)] is Mark.LEAVE


def test_an_outage_pauses_unless_somebody_practised() -> None:
    down = Rota(frozenset(range(7)), outages=frozenset(days(1, 2)))
    found = streak(down, days(0, 2, 3), on(3))
    assert (found.length, found.freezes) == (3, 2)
    assert dict(found.marks)[on(1)] is Mark.OUTAGE


def test_the_best_days_are_those_of_the_longest_run() -> None:
    found = streak(EVERY_DAY, days(0, 1, 2, 3, 20, 21), on(21))
    assert (found.length, found.longest, set(found.best)) == (2, 4, days(0, 1, 2, 3))


def test_a_week_shows_every_day() -> None:
    rota = Rota(frozenset({0, 1, 3, 4}), leaves=((on(4), on(4)),))
    found = streak(rota, days(0), on(1))
    assert [mark for _, mark in week(found, rota, MONDAY, on(1))] == [
        Mark.KEPT,
        Mark.TODAY,
        Mark.OFF,
        Mark.PLANNED,
        Mark.LEAVE,
        Mark.OFF,
        Mark.OFF,
    ]


def test_shifts_before_the_first_unit_are_held_against_nobody() -> None:
    found = streak(EVERY_DAY, days(3), on(3))
    assert {mark for _, mark in week(found, EVERY_DAY, MONDAY, on(3))[:3]} == {Mark.OFF}


patterns = st.frozensets(st.integers(0, 6))
numbers = st.sets(st.integers(0, 60), max_size=50)


@given(patterns, numbers, numbers, numbers, st.integers(0, 60))
def test_what_holds_of_every_streak(
    pattern: frozenset[int],
    done: set[int],
    away: set[int],
    down: set[int],
    until: int,
) -> None:
    """No streak is longer than the shifts with a unit; nobody gains by rest; freezes stay 0-2."""
    rota = Rota(pattern, leaves=tuple((on(n), on(n)) for n in away), outages=frozenset(days(*down)))
    units = days(*done)
    found = streak(rota, units, on(until))
    kept = [d for d in units if d <= on(until) and rota.works(d) and not rota.is_away(d)]
    assert 0 <= found.length <= found.longest <= len(kept)
    assert set(found.best) <= set(kept)
    assert 0 <= found.freezes <= FREEZES
    assert (found.to_freeze == 0) == (found.freezes == FREEZES)
    assert [m for _, m in found.marks].count(Mark.KEPT) == len(kept)
    # Practice on a day off changes nothing from that day on, and more leave never shortens.
    off = {d for d in units if not rota.works(d)}
    if units - off and min(units - off) == min(units):
        assert streak(rota, units - off, on(until)).length == found.length


@given(numbers.filter(bool), st.integers(0, 60), st.integers(0, 60))
def test_leave_on_a_missed_shift_never_shortens_a_streak(
    done: set[int], day: int, until: int
) -> None:
    units = days(*done)
    if on(day) in units:
        return
    paused = Rota(EVERY_DAY.default, leaves=((on(day), on(day)),))
    assert streak(paused, units, on(until)).longest >= streak(EVERY_DAY, units, on(until)).longest


@given(numbers.filter(bool), st.integers(0, 60), st.integers(0, 60))
def test_a_unit_more_never_shortens_the_longest_streak(
    done: set[int], day: int, until: int
) -> None:
    units = days(*done)
    before = streak(EVERY_DAY, units, on(until)).longest
    assert streak(EVERY_DAY, units | {on(day)}, on(until)).longest >= before


@pytest.mark.parametrize("again", [1, 5])
def test_the_same_day_told_again_changes_nothing(again: int) -> None:
    units = [MONDAY] * again + [on(1)]
    assert streak(EVERY_DAY, units, on(1)).length == 2
