"""Rates compared exactly, against the figures of R."""

import pytest

from cxgame.feedback.complaints import Tally
from cxgame.insight.training import ratio


def test_the_example_of_poisson_test_in_r() -> None:
    """poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)): ratio 1.971488, 0.8584264 to 4.277266."""
    made = ratio.ratio(Tally(21, 3011), Tally(11, 800))
    assert made is not None
    assert made.value == pytest.approx(1.971488, abs=1e-6)
    assert (made.low, made.high) == pytest.approx((0.8584264, 4.2772659), abs=1e-6)
    assert not made.is_fall and not made.is_rise


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(682, 925, 0.7076683, 0.7654066), (0, 10, 0.0, 0.3084971), (10, 10, 0.6915029, 1.0)],
)
def test_the_examples_of_binom_test_in_r(count: int, n: int, low: float, high: float) -> None:
    assert ratio.binomial_interval(count, n) == pytest.approx((low, high), abs=1e-6)


def test_nothing_before_leaves_the_ratio_open() -> None:
    made = ratio.ratio(Tally(0, 1000), Tally(9, 1000))
    assert made is not None
    assert made.value is None and made.is_rise and made.high == float("inf")
    nothing = ratio.ratio(Tally(0, 1000), Tally(0, 1000))
    assert nothing is not None
    assert (nothing.low, nothing.high) == (0, float("inf"))


def test_without_customers_there_is_no_rate() -> None:
    assert ratio.ratio(Tally(3, 0), Tally(3, 100)) is None
    assert ratio.ratio(Tally(3, 100), Tally(3, 0)) is None
    assert ratio.most_for_a_fall(Tally(3, 100), 0) is None


@pytest.mark.parametrize("before", [6, 12, 30, 80])
@pytest.mark.parametrize("served", [500, 1000, 2500])
def test_the_most_for_a_fall_is_where_the_interval_leaves_1(before: int, served: int) -> None:
    first = Tally(before, 1000)
    most = ratio.most_for_a_fall(first, served)
    edge = -1 if most is None else most
    counts = sorted({*range(0, before * 3, before // 6), edge, edge + 1} - {-1})
    falls = {count: ratio.ratio(first, Tally(count, served)) for count in counts}
    assert [count for count, made in falls.items() if made is None or made.is_fall] == [
        count for count in counts if count <= edge
    ]


def test_after_few_complaints_not_even_none_is_a_fall() -> None:
    assert ratio.most_for_a_fall(Tally(5, 1000), 1000) is None  # (1/2)^5 = 3.1 %
    assert ratio.most_for_a_fall(Tally(6, 1000), 1000) == 0  # (1/2)^6 = 1.6 %


def test_the_chance_of_so_many() -> None:
    """4 or more heads of 5 fair coins: 6 of 32."""
    assert ratio.excess_chance(4, 100, Tally(1, 100)) == pytest.approx(6 / 32)
    assert ratio.excess_chance(0, 100, Tally(3, 100)) == 1
    assert ratio.excess_chance(3, 0, Tally(3, 100)) is None
