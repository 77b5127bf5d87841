"""Two rates of rare events, one beside the other: exact, given how many there were in all."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, lgamma, log, log1p

from cxgame.feedback.complaints import TAIL, Tally
from cxgame.feedback.interval import Interval

_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Ratio:
    """The second rate divided by the first, with its exact 95 % interval.

    `value` is None where the first rate is 0; the interval may reach 0 and infinity.
    """

    value: float | None
    low: float
    high: float

    @property
    def is_fall(self) -> bool:
        """Tell whether the second rate is lower by more than chance explains."""
        return self.high < 1

    @property
    def is_rise(self) -> bool:
        """Tell whether the second rate is higher by more than chance explains."""
        return self.low > 1


def ratio(first: Tally, second: Tally) -> Ratio | None:
    """Return how the second rate stands to the first; None where nobody was served.

    Given the sum of two Poisson counts, the second is binomial with p = θn₂/(θn₂ + n₁): the
    Clopper-Pearson interval of p is that of the ratio θ (Przyborowski and Wilenski, "Homogeneity of
    results in testing samples from Poisson series", Biometrika 31, 1940).
    """
    if not first.served or not second.served:
        return None
    n = first.count + second.count
    low, high = binomial_interval(second.count, n)
    times = first.served / second.served
    value = None
    if first.count:
        value = second.count / first.count * times
    return Ratio(value, _odds(low) * times, _odds(high) * times)


def binomial_interval(count: int, n: int) -> Interval:
    """Return the exact 95 % interval of a share (0-1), having counted `count` of n.

    Clopper and Pearson, "The use of confidence or fiducial limits", Biometrika 26, 1934.
    """
    low = _solve(lambda p: 1 - _at_most(count - 1, n, p), rises=True) if count else 0.0
    high = _solve(lambda p: _at_most(count, n, p), rises=False) if count < n else 1.0
    return Interval(low, high)


def most_for_a_fall(first: Tally, served: int) -> int | None:
    """Return the highest later count that would have been a fall, having served so many.

    None where even no complaint at all would not: then nothing could have been told.
    """
    if not first.served or not served:
        return None
    share = served / (first.served + served)  # of the sum, where the rates are the same
    found = None
    for count in range(first.count * served // first.served + 1):
        if _at_most(count, first.count + count, share) >= TAIL:
            break
        found = count
    return found


def excess_chance(count: int, served: int, usual: Tally) -> float | None:
    """Return the chance of so many or more complaints, were the rate the usual one.

    It allows for the usual rate being counted, too; None where nobody was served.
    """
    if not served or not usual.served:
        return None
    share = served / (served + usual.served)
    return 1 - _at_most(count - 1, count + usual.count, share) if count else 1.0


def _odds(p: float) -> float:
    return p / (1 - p) if p < 1 else inf


def _at_most(count: int, n: int, p: float) -> float:
    """P(X ≤ count) for binomial X."""
    if count < 0:
        return 0.0
    if count >= n or p <= 0:
        return 1.0
    if p >= 1:
        return 0.0
    yes, no = log(p), log1p(-p)
    whole = lgamma(n + 1)
    return min(
        1.0,
        sum(
            exp(whole - lgamma(k + 1) - lgamma(n - k + 1) + k * yes + (n - k) * no)
            for k in range(count + 1)
        ),
    )


def _solve(chance: Callable[[float], float], *, rises: bool) -> float:
    """Find the share at which a chance is 2.5 %, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if (chance(middle) > TAIL) == rises:
            high = middle
        else:
            low = middle
    return (low + high) / 2
