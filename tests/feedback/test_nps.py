"""NPS with its interval and the test of a change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.feedback import nps
from cxgame.feedback.nps import Tally

counts = st.integers(0, 2_000)
tallies = st.builds(Tally, counts, counts, counts).filter(lambda tally: tally.n >= 2)


def test_a_thousand_known_answers_give_10_with_a_standard_error_of_2_85() -> None:
    tally = Tally(promoters=462, passives=176, detractors=362)
    assert tally.n == 1_000
    assert tally.score == pytest.approx(10.0)
    assert tally.standard_error == pytest.approx(2.85, abs=0.005)


def test_the_variance_is_p_plus_d_minus_their_difference_squared() -> None:
    assert Tally(60, 25, 15).variance == pytest.approx(0.60 + 0.15 - 0.45**2)


def test_the_interval_adds_three_answers_before_the_wald_formula() -> None:
    # By hand for 6, 3, 1: P = 6.75/13, D = 1.75/13, NPS 38.46, SE √((8.5/13 - 0.3846²)/13) 19.73.
    interval = Tally(6, 3, 1).interval
    assert interval is not None
    assert interval.low == pytest.approx(38.46 - 1.96 * 19.73, abs=0.02)
    assert interval.high == pytest.approx(38.46 + 1.96 * 19.73, abs=0.02)


def test_nobody_answered_is_no_score() -> None:
    empty = Tally()
    assert (empty.score, empty.variance, empty.standard_error, empty.interval) == (None,) * 4
    assert nps.change_z(empty, Tally(5, 3, 2)) is None
    assert not nps.is_change(Tally(5, 3, 2), empty)


def test_days_add_up() -> None:
    assert sum([Tally(1, 2, 3), Tally(4, 5, 6)], Tally()) == Tally(5, 7, 9)


def test_the_change_is_measured_in_standard_errors_of_both_sides() -> None:
    # By hand for 80/10/10 and 68/20/12 of 100: (0.70 - 0.56)/√(0.0041 + 0.004864) = 1.4787.
    assert nps.change_z(Tally(80, 10, 10), Tally(68, 20, 12)) == pytest.approx(1.4787, abs=1e-3)


def test_adjusted_counts_are_slower_to_tell_a_small_team_apart() -> None:
    # By hand: 48/68 - 159/284 = 0.1460, over √(0.3473/68 + 0.4560/284): 1.782.
    small, large = Tally(52, 9, 4), Tally(188, 64, 29)
    assert nps.adjusted_z(small, large) == pytest.approx(1.782, abs=1e-3)
    assert nps.change_z(small, large) == pytest.approx(2.1455, abs=1e-3)


def test_only_a_large_difference_is_called_a_change() -> None:
    assert nps.is_change(Tally(80, 10, 10), Tally(40, 30, 30))
    assert not nps.is_change(Tally(80, 10, 10), Tally(68, 20, 12))


def test_unanimous_sides_compare_without_a_division_by_zero() -> None:
    assert nps.change_z(Tally(promoters=9), Tally(promoters=9)) == 0
    assert abs(nps.adjusted_z(Tally(promoters=60), Tally(promoters=12))) < 1.96


def test_two_happy_answers_are_no_change() -> None:
    assert not nps.is_change(Tally(promoters=2), Tally(60, 25, 15))
    assert not nps.is_change(Tally(promoters=1), Tally(detractors=1))


@given(tallies)
def test_the_interval_holds_the_score_within_its_clamps(tally: Tally) -> None:
    assert tally.interval is not None
    assert tally.score is not None
    assert -100 <= tally.interval.low <= tally.score <= tally.interval.high <= 100


@given(tallies, tallies)
def test_the_change_back_is_the_same_change(first: Tally, second: Tally) -> None:
    there, back = nps.change_z(first, second), nps.change_z(second, first)
    assert there is not None
    assert back is not None
    assert there == pytest.approx(-back)


@given(tallies)
def test_turning_every_answer_round_turns_the_score_round(tally: Tally) -> None:
    turned = Tally(tally.detractors, tally.passives, tally.promoters)
    assert tally.score is not None
    assert turned.score == pytest.approx(-tally.score)
    assert turned.standard_error == pytest.approx(tally.standard_error)
