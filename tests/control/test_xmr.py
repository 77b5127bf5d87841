"""XmR limits against known answers, another library, and the promised rate of false alarms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statprocon import XmR

from cxgame.control import xmr
from cxgame.control.signals import Rule, Side, State, Verdict

CHARTS = 10_000
STEADY = [50.0, 52, 49, 51, 50, 48, 51, 49, 50, 52, 49, 51, 50]

series = st.lists(st.floats(-100, 100).map(lambda value: round(value, 2)), min_size=8, max_size=40)


def test_the_limits_are_the_mean_and_2_66_moving_ranges() -> None:
    reading = xmr.read([10, 12, 10, 12, 10, 12, 10, 12])
    assert reading.center == 11
    assert reading.low == pytest.approx(11 - 2.660 * 2)
    assert reading.high == pytest.approx(11 + 2.660 * 2)
    assert reading.range_limit == pytest.approx(3.268 * 2)
    assert reading.signals == ()


@given(series)
def test_the_limits_agree_with_statprocon(values: list[float]) -> None:
    reading, other = xmr.read(values), XmR(values)
    assert reading.center == pytest.approx(float(other.x_central_line()[0]), abs=0.005)
    assert reading.low == pytest.approx(float(other.lower_natural_process_limit()[0]), abs=0.005)
    assert reading.high == pytest.approx(float(other.upper_natural_process_limit()[0]), abs=0.005)
    assert reading.range_limit == pytest.approx(float(other.upper_range_limit()[0]), abs=0.005)


def test_the_rules_agree_with_statprocon() -> None:
    rng = np.random.default_rng(20_260_304)
    for chart in rng.normal(60, 8, size=(300, 24)).tolist():
        reading, other = xmr.read(chart), XmR(chart)
        assert marked(reading, Rule.OUTSIDE) == at(other.rule_1_x_indices_beyond_limits())
        assert marked(reading, Rule.RUN) == at(other.rule_2_runs_about_central_line())
        assert marked(reading, Rule.NEAR) <= at(other.rule_3_runs_near_limits())
        assert bool(marked(reading, Rule.NEAR)) == any(other.rule_3_runs_near_limits())


def marked(reading: xmr.Reading, rule: Rule) -> set[int]:
    return {index for found in reading.signals if found.rule is rule for index in found.pattern}


def at(flags: list[bool]) -> set[int]:
    return {index for index, is_marked in enumerate(flags) if is_marked}


def test_about_one_stable_chart_in_nine_alarms_falsely() -> None:
    rng = np.random.default_rng(20_260_305)
    alarms = [bool(xmr.read(chart).signals) for chart in rng.normal(size=(CHARTS, 24)).tolist()]
    assert 0.095 <= sum(alarms) / CHARTS <= 0.12


def test_a_baseline_makes_the_limits_and_later_points_are_judged_by_them() -> None:
    reading = xmr.read([*STEADY, 70, 71, 72], baseline=13)
    assert reading.center == xmr.read(STEADY).center
    assert [found.index for found in reading.signals if found.rule is Rule.OUTSIDE] == [13, 14, 15]
    assert reading.state is State.LIMITS
    assert reading.verdict() is Verdict.UP


def test_a_baseline_under_8_makes_no_limits() -> None:
    reading = xmr.read(STEADY, baseline=7)
    assert reading.state is State.NONE
    assert (reading.center, reading.low, reading.high, reading.range_limit) == (None,) * 4


def test_a_baseline_longer_than_the_values_is_all_of_them() -> None:
    assert xmr.read(STEADY, baseline=50) == xmr.read(STEADY)


def test_seven_points_say_nothing_yet() -> None:
    reading = xmr.read([1, 1, 1, 1, 1, 1, 99])
    assert reading.state is State.NONE
    assert reading.signals == ()
    assert reading.verdict() is Verdict.TOO_FEW
    assert xmr.read([]).verdict() is Verdict.TOO_FEW


def test_limits_under_13_points_are_early() -> None:
    assert xmr.read(STEADY[:12]).state is State.EARLY
    assert xmr.read(STEADY).state is State.LIMITS


def test_a_steady_series_is_noise() -> None:
    assert xmr.read(STEADY).verdict() is Verdict.NOISE


def test_a_lasting_fall_is_a_signal_down() -> None:
    reading = xmr.read([*STEADY, 30, 31, 29], baseline=13)
    assert reading.verdict() is Verdict.DOWN
    assert {found.side for found in reading.signals} == {Side.LOW}


@pytest.mark.parametrize("value", [0.0, 0.1, 1 / 3, 1e-7, 12_345.678])
def test_equal_values_are_no_signal(value: float) -> None:
    reading = xmr.read([value] * 11)
    assert reading.signals == ()
    assert reading.low == pytest.approx(value)


def test_a_first_change_after_equal_values_is_a_signal() -> None:
    assert xmr.read([4.0] * 10 + [4.5], baseline=10).verdict() is Verdict.UP


@given(series)
def test_turning_the_values_round_turns_the_signals_round(values: list[float]) -> None:
    found = xmr.read(values).signals
    turned = xmr.read([-value for value in values]).signals
    assert [(s.index, s.rule) for s in found] == [(s.index, s.rule) for s in turned]
    assert all(one.side is not other.side for one, other in zip(found, turned, strict=True))
