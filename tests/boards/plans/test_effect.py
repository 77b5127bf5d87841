"""What a figure shows after the work, against the limits of the weeks before."""

from random import Random
from statistics import fmean

import pytest
from statprocon import XmR

from cxgame.boards.plans.effect import judge
from cxgame.boards.plans.pdca import Finding

BEFORE = [16.0, 14.0, 17.0, 15.0, 16.0, 18.0, 14.0, 16.0, 15.0, 17.0]


@pytest.mark.parametrize(
    ("after", "goal", "finding"),
    [
        ([5.0, 6, 5, 4, 6, 5, 5, 4], 6.0, Finding.REACHED),
        ([8.0, 9, 8, 9, 8, 9, 8, 9], 6.0, Finding.BETTER),
        ([16.0, 15, 16, 17, 15, 16, 14, 17], 6.0, Finding.NOISE),
        ([25.0, 26, 27, 25, 26, 27, 28, 26], 6.0, Finding.WORSE),
        ([5.0, 6, 5, 4, 6, 5, 5], 6.0, Finding.TOO_FEW),
        ([], 6.0, Finding.TOO_FEW),
    ],
)
def test_findings(after: list[float], goal: float, finding: Finding) -> None:
    assert judge(BEFORE, after, goal=goal, is_lower_better=True).finding is finding


def test_which_way_is_up_decides() -> None:
    before, after = [20.0, 22, 19, 21, 20, 22, 21, 19], [60.0, 61, 62, 60, 61, 59, 60, 62]
    assert judge(before, after, goal=45, is_lower_better=False).finding is Finding.REACHED
    assert judge(before, after, goal=45, is_lower_better=True).finding is Finding.WORSE


def test_too_few_before_can_t_tell() -> None:
    effect = judge(BEFORE[:7], [5.0] * 20, goal=6, is_lower_better=True)
    assert (effect.finding, effect.limits) == (Finding.TOO_FEW, None)


def test_limits_are_those_of_an_independent_library() -> None:
    effect = judge(BEFORE, BEFORE, goal=6, is_lower_better=True)
    chart = XmR(BEFORE)
    assert effect.limits is not None
    low, center, high = effect.limits
    assert center == pytest.approx(fmean(BEFORE))
    assert low == pytest.approx(float(chart.lower_natural_process_limit()[0]), abs=0.005)
    assert high == pytest.approx(float(chart.upper_natural_process_limit()[0]), abs=0.005)


def test_a_good_while_long_ago_is_not_what_is_checked() -> None:
    """Eight low weeks, then eight as before: the newest weeks count."""
    after = [5.0] * 8 + [16.0, 15, 16, 17, 15, 16, 14, 17]
    assert judge(BEFORE, after, goal=6, is_lower_better=True).finding is Finding.NOISE


def test_chance_alone_is_seldom_called_an_effect() -> None:
    dice, calls = Random(7), 0
    for _ in range(2_000):
        weeks = [dice.gauss(16, 2) for _ in range(34)]
        found = judge(weeks[:26], weeks[26:], goal=6, is_lower_better=True).finding
        calls += found in (Finding.BETTER, Finding.REACHED)
    assert calls / 2_000 < 0.06  # one of the two directions of about a tenth
