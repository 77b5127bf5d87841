from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.game.levels import NAMES, THRESHOLDS, level


@pytest.mark.parametrize(
    ("total", "number", "missing"),
    [(-50, 1, 150), (0, 1, 100), (99, 1, 1), (100, 2, 200), (1240, 4, 260), (1500, 5, 1500)],
)
def test_a_total_stands_at_a_level(total: int, number: int, missing: int) -> None:
    found = level(total)
    assert (found.number, found.missing, found.name) == (number, missing, NAMES[number - 1])


def test_beyond_the_last_nothing_is_missing() -> None:
    found = level(10**6)
    assert (found.number, found.missing, found.share) == (len(THRESHOLDS), 0, 1.0)


def test_each_level_has_a_name_and_each_is_farther_than_the_one_before() -> None:
    assert len(NAMES) == len(set(NAMES)) == len(THRESHOLDS)
    ways = [b - a for a, b in pairwise(THRESHOLDS)]
    assert ways == sorted(ways)


@given(st.integers(-1000, 50_000), st.integers(0, 500))
def test_more_points_never_mean_less(total: int, more: int) -> None:
    before, after = level(total), level(total + more)
    assert (after.number, after.share) >= (before.number, before.share)
    assert 0 <= before.share <= 1
