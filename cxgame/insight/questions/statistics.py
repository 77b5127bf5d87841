"""Classical item analysis: how hard a question is, and whether it tells who knows."""

from collections.abc import Sequence
from math import atanh, inf, sqrt, tanh
from statistics import fmean

from cxgame.feedback.interval import Interval, Z

GROUP = 0.27  # of the people at each end


def correlation(right: Sequence[bool], rest: Sequence[float]) -> float | None:
    """Return the item-rest correlation: point-biserial, of an item with the rest of its module.

    The item itself is left out of `rest`, else every item would agree with itself. None where all
    answers or all rests are alike.
    """
    ones = [float(one) for one in right]
    item_mean, rest_mean = fmean(ones), fmean(rest)
    together = sum((a - item_mean) * (b - rest_mean) for a, b in zip(ones, rest, strict=True))
    item = sum((a - item_mean) ** 2 for a in ones)
    other = sum((b - rest_mean) ** 2 for b in rest)
    if item <= 0 or other <= 1e-12:
        return None
    return together / sqrt(item * other)


def correlation_interval(value: float, n: int) -> Interval:
    """Return the 95 % interval of a correlation over n people, by Fisher's z (1921)."""
    if n <= 3:
        return Interval(-1.0, 1.0)
    middle = atanh(value) if abs(value) < 1 else value * inf
    half = Z / sqrt(n - 3)
    return Interval(tanh(middle - half), tanh(middle + half))


def discrimination(right: Sequence[bool], scores: Sequence[float]) -> float | None:
    """Return how much more often the top 27 % are right than the bottom 27 %, -1 to 1.

    Kelley, "The selection of upper and lower groups for the validation of test items", Journal of
    Educational Psychology 30, 1939. People with equal scores at the edge of a group share its last
    places, so that no order of names decides. None without anybody.
    """
    size = round(GROUP * len(scores))
    if size == 0:
        return None
    pairs = list(zip(scores, right, strict=True))
    top = _share(sorted(pairs, key=lambda pair: -pair[0]), size)
    bottom = _share(sorted(pairs, key=lambda pair: pair[0]), size)
    return top - bottom


def _share(pairs: Sequence[tuple[float, bool]], size: int) -> float:
    """Return the share of right answers among the first `size`, ties at the edge in parts."""
    edge = pairs[size - 1][0]
    inside = [right for score, right in pairs[:size] if score != edge]
    tied = [right for score, right in pairs if score == edge]
    return (sum(inside) + (size - len(inside)) * fmean(tied)) / size
