"""Favourable shares of CSAT, CES and stars."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.feedback import shares
from cxgame.feedback.shares import Tally


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    n = draw(st.integers(1, 3_000))
    return Tally(favourable=draw(st.integers(0, n)), n=n)


def of_stars(*scores: int) -> Tally:
    return Tally(
        favourable=sum(score >= 4 for score in scores),
        n=len(scores),
        total=sum(scores),
        squares=sum(score**2 for score in scores),
    )


def test_the_score_is_the_favourable_share_in_percent() -> None:
    assert of_stars(5, 4, 3, 1).score == 50


def test_the_interval_is_close_to_newcombes_example() -> None:
    # 81 of 263: Wilson's interval, which Agresti and Coull approximate from outside, is 25.53 to
    # 36.62 % (Newcombe, Statistics in Medicine 17, 1998, table I).
    interval = Tally(favourable=81, n=263).interval
    assert interval is not None
    assert interval == pytest.approx((25.53, 36.62), abs=0.03)


def test_the_standard_error_is_in_percent_points() -> None:
    assert Tally(favourable=50, n=100).standard_error == pytest.approx(5)


def test_mean_and_deviation_come_from_sums() -> None:
    scores = (5, 5, 4, 2, 1)
    assert of_stars(*scores).mean == pytest.approx(statistics.mean(scores))
    assert of_stars(*scores).deviation == pytest.approx(statistics.stdev(scores))


def test_nobody_answered_is_no_score() -> None:
    empty = Tally()
    assert (empty.score, empty.standard_error, empty.interval, empty.mean) == (None,) * 4
    assert empty.deviation is None
    assert of_stars(5).deviation is None
    assert shares.change_z(empty, of_stars(5, 1)) is None


def test_the_change_is_measured_in_standard_errors_of_both_sides() -> None:
    # By hand: 0.2/√(0.16/100 + 0.24/100) = 3.162.
    change = shares.change_z(Tally(80, 100), Tally(60, 100))
    assert change == pytest.approx(3.162, abs=1e-3)
    assert shares.is_change(Tally(80, 100), Tally(60, 100))
    assert not shares.is_change(Tally(80, 100), Tally(75, 100))


def test_two_happy_answers_are_no_change() -> None:
    assert not shares.is_change(Tally(2, 2), Tally(60, 100))
    assert shares.change_z(Tally(5, 5), Tally(5, 5)) == 0


def test_days_add_up() -> None:
    assert of_stars(5, 1) + of_stars(4) == of_stars(5, 1, 4)


@given(tallies())
def test_the_interval_holds_the_share_within_its_clamps(tally: Tally) -> None:
    assert tally.interval is not None
    assert tally.score is not None
    assert 0 <= tally.interval.low <= tally.score + 1e-9
    assert tally.score - 1e-9 <= tally.interval.high <= 100


@given(st.lists(st.integers(1, 7), min_size=2))
def test_the_deviation_is_the_one_of_the_scores(scores: list[int]) -> None:
    assert of_stars(*scores).deviation == pytest.approx(statistics.stdev(scores), abs=1e-9)
