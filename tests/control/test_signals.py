"""The three rules, and what the latest point says."""

import pytest

from cxgame.control import signals
from cxgame.control.signals import Rule, Side, Signal, State, Verdict


def rules(*positions: float) -> list[tuple[int, Rule, Side]]:
    return [(found.index, found.rule, found.side) for found in signals.find(positions)]


def test_a_point_beyond_a_limit_is_a_signal() -> None:
    assert rules(0.1, 1.01, -0.2, -1.01) == [
        (1, Rule.OUTSIDE, Side.HIGH),
        (3, Rule.OUTSIDE, Side.LOW),
    ]


def test_a_point_on_the_limit_is_none() -> None:
    assert rules(1.0, -1.0, 1.0, -1.0) == []


def test_eight_on_one_side_are_a_signal() -> None:
    assert rules(*[0.1] * 7) == []
    assert rules(*[0.1] * 9) == [(7, Rule.RUN, Side.HIGH), (8, Rule.RUN, Side.HIGH)]
    assert rules(*[-0.1] * 8) == [(7, Rule.RUN, Side.LOW)]


def test_a_point_on_the_centre_breaks_a_run() -> None:
    assert rules(*[0.1] * 4, 0.0, *[0.1] * 4) == []


def test_three_of_four_near_the_same_limit_are_a_signal() -> None:
    assert rules(0.6, -0.1, 0.6, 0.6) == [(3, Rule.NEAR, Side.HIGH)]
    assert rules(0.6, 0.6, 0.1, -0.6) == []
    assert rules(-0.6, 0.2, -0.6, -0.6) == [(3, Rule.NEAR, Side.LOW)]


def test_half_way_is_not_near() -> None:
    assert rules(0.5, 0.5, 0.5, 0.5) == []


def test_three_of_five_near_a_limit_are_none() -> None:
    assert rules(0.6, -0.1, 0.6, -0.1, 0.6) == []


def test_a_signal_knows_the_points_of_its_pattern() -> None:
    assert list(Signal(9, Rule.RUN, Side.HIGH).pattern) == list(range(2, 10))
    assert list(Signal(9, Rule.NEAR, Side.LOW).pattern) == [6, 7, 8, 9]
    assert list(Signal(2, Rule.NEAR, Side.LOW).pattern) == [0, 1, 2]
    assert list(Signal(9, Rule.OUTSIDE, Side.LOW).pattern) == [9]


@pytest.mark.parametrize(
    ("points", "state"),
    [(0, State.NONE), (7, State.NONE), (8, State.EARLY), (12, State.EARLY), (13, State.LIMITS)],
)
def test_limits_need_8_points_and_are_early_under_13(points: int, state: State) -> None:
    assert signals.state_of(points) is state


def test_the_verdict_is_the_latest_signals_side() -> None:
    found = (Signal(3, Rule.OUTSIDE, Side.HIGH), Signal(9, Rule.OUTSIDE, Side.LOW))
    assert signals.verdict(found, state=State.EARLY, points=10) is Verdict.DOWN
    assert signals.verdict(found, state=State.EARLY, points=11) is Verdict.NOISE
    assert signals.verdict(found[:1], state=State.LIMITS, points=6, latest=3) is Verdict.UP
    assert signals.verdict((), state=State.NONE, points=5) is Verdict.TOO_FEW
