"""Item statistics against an independent library and published figures."""

from random import Random

import numpy as np
import pytest

from cxgame.insight.questions import statistics


def test_the_correlation_is_pearsons_of_numpy() -> None:
    dice = Random(11)
    rest = [dice.randrange(10) / 9 for _ in range(57)]
    right = [dice.random() < 0.3 + 0.5 * one for one in rest]
    expected = np.corrcoef(np.array(right, dtype=float), np.array(rest))[0, 1]
    assert statistics.correlation(right, rest) == pytest.approx(expected, abs=1e-12)


def test_the_correlation_is_point_biserial() -> None:
    """(M₁ - M₀)/s · √(pq), with the scores of the right and of the others."""
    right = [True, True, True, False, False, True, False, True]
    rest = [9.0, 8.0, 7.0, 6.0, 4.0, 8.0, 5.0, 6.0]
    ones = [one for flag, one in zip(right, rest, strict=True) if flag]
    zeros = [one for flag, one in zip(right, rest, strict=True) if not flag]
    p = len(ones) / len(rest)
    expected = (np.mean(ones) - np.mean(zeros)) / np.std(rest) * np.sqrt(p * (1 - p))
    assert statistics.correlation(right, rest) == pytest.approx(expected)


def test_where_all_are_alike_there_is_none() -> None:
    assert statistics.correlation([True] * 5, [1, 2, 3, 4, 5]) is None
    assert statistics.correlation([True, False, True], [0.1, 0.1, 0.1]) is None


def test_fishers_interval_of_a_textbook_example() -> None:
    """r = 0.654 over 34 people has the interval 0.406 to 0.812."""
    assert statistics.correlation_interval(0.654, 34) == pytest.approx((0.406, 0.812), abs=1e-3)
    assert statistics.correlation_interval(0.9, 3) == (-1, 1)
    assert statistics.correlation_interval(1.0, 30) == (1, 1)


def test_the_top_27_percent_against_the_bottom() -> None:
    """100 people by rank: 27 at each end, of whom 24 and 9 are right: D = 15/27."""
    scores = [float(n) for n in range(100)]
    right = [n < 9 or n >= 76 for n in range(100)]
    assert statistics.discrimination(right, scores) == pytest.approx((24 - 9) / 27)


def test_the_order_of_people_decides_nothing() -> None:
    dice = Random(5)
    people = [(dice.randrange(4) / 3, dice.random() < 0.5) for _ in range(40)]
    values = set()
    for _ in range(20):
        dice.shuffle(people)
        scores, right = [one for one, _r in people], [flag for _s, flag in people]
        values.add(round(statistics.discrimination(right, scores) or 0, 12))
    assert len(values) == 1


def test_equal_scores_discriminate_nothing() -> None:
    assert statistics.discrimination([True, False, True, True], [1, 1, 1, 1]) == 0
    assert statistics.discrimination([], []) is None
