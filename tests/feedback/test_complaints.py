"""Complaints per 1,000 served and their exact interval."""

from math import exp, fsum, lgamma, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.feedback import complaints
from cxgame.feedback.complaints import Tally

# Garwood, Biometrika 28, 1936: 95 % limits of a Poisson mean, as reprinted in many tables.
GARWOOD = {
    0: (0.0, 3.689),
    1: (0.0253, 5.572),
    2: (0.242, 7.225),
    3: (0.619, 8.767),
    4: (1.090, 10.242),
    5: (1.623, 11.668),
    10: (4.795, 18.390),
    20: (12.217, 30.888),
    50: (37.111, 65.919),
    100: (81.364, 121.627),
}


def chance_up_to(count: int, mean: float) -> float:
    """P(X ≤ count), added up term by term."""
    return fsum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count + 1))


@pytest.mark.parametrize("count", GARWOOD)
def test_the_interval_is_garwoods(count: int) -> None:
    assert complaints.poisson_interval(count) == pytest.approx(GARWOOD[count], abs=6e-4)


@given(st.integers(1, 600))
def test_each_end_leaves_out_two_and_a_half_percent(count: int) -> None:
    low, high = complaints.poisson_interval(count)
    assert 1 - chance_up_to(count - 1, low) == pytest.approx(0.025, abs=1e-9)
    assert chance_up_to(count, high) == pytest.approx(0.025, abs=1e-9)


def test_a_huge_count_gets_the_normal_interval() -> None:
    low, high = complaints.poisson_interval(1_000_000)
    assert low == pytest.approx(1_000_000 - 1_960, abs=3)
    assert high == pytest.approx(1_000_000 + 1_960, abs=3)


def test_score_and_interval_are_per_thousand_served() -> None:
    tally = Tally(count=5, served=2_000)
    assert tally.score == 2.5
    assert tally.interval == pytest.approx((1.623 / 2, 11.668 / 2), abs=1e-3)


def test_no_complaint_is_still_uncertain() -> None:
    tally = Tally(count=0, served=1_000)
    assert tally.score == 0
    assert tally.interval == pytest.approx((0, 3.689), abs=1e-3)


def test_nobody_served_is_no_score() -> None:
    assert Tally().score is None
    assert Tally(count=2).interval is None
    assert not complaints.is_change(Tally(2, 0), Tally(2, 100))


def test_weeks_add_up() -> None:
    assert Tally(1, 200) + Tally(2, 300) == Tally(3, 500)


def test_the_difference_is_measured_in_standard_errors() -> None:
    # By hand: (10.5 - 30.5)/1,000 / √(10.5 + 30.5)·1,000 = -3.1235.
    z = complaints.difference_z(Tally(10, 1_000), Tally(30, 1_000))
    assert z == pytest.approx(-3.1235, abs=1e-4)
    assert complaints.is_change(Tally(10, 1_000), Tally(30, 1_000))
    assert not complaints.is_change(Tally(0, 1_000), Tally(1, 1_000))
    assert complaints.difference_z(Tally(0, 500), Tally(0, 500)) == 0
