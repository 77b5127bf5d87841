from random import Random

import numpy as np
import pytest

from cxgame.insight.questions.gain import Verdict, gain


def test_hakes_gain() -> None:
    """From 45 % to 72 %: 27 of the 55 points that were missing."""
    made = gain([(0.4, 0.7), (0.5, 0.74)] * 10)
    assert made.gain == pytest.approx(0.27 / 0.55)
    assert made.verdict is Verdict.GAINED


def test_the_interval_is_that_of_resampled_people() -> None:
    dice = Random(4)
    people = []
    for _ in range(80):
        before = dice.randrange(3, 9) / 10
        people.append((before, min(1.0, before + dice.randrange(-1, 5) / 10)))
    made = gain(people)
    assert made.ends is not None

    table, chance = np.array(people), np.random.default_rng(1)
    drawn = table[chance.integers(0, len(people), (4000, len(people)))].mean(axis=1)
    gains = (drawn[:, 1] - drawn[:, 0]) / (1 - drawn[:, 0])
    assert (made.ends.low, made.ends.high) == pytest.approx(
        tuple(np.quantile(gains, [0.025, 0.975])), abs=0.02
    )


def test_what_chance_explains_is_no_gain() -> None:
    assert gain([(0.5, 0.8), (0.5, 0.3)] * 6).verdict is Verdict.CANNOT_TELL
    assert gain([(0.5, 0.2), (0.5, 0.3)] * 6).verdict is Verdict.LOST


def test_few_people_and_a_ceiling_say_nothing() -> None:
    assert gain([(0.2, 0.9)] * 9).verdict is Verdict.TOO_FEW
    assert gain([]).verdict is Verdict.TOO_FEW
    made = gain([(1.0, 0.9)] * 20)
    assert (made.verdict, made.gain) == (Verdict.CEILING, None)
