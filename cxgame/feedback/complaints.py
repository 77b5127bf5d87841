"""Complaints per 1,000 customers served, with their exact interval."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt

from cxgame.feedback.interval import Interval, Z

PER = 1_000  # customers served
TAIL = 0.025  # chance left out at each end of the interval

_PRECISION = 1e-12  # relative
_MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class Tally:
    """Complaints that customers sent themselves, and customers served; tallies add up."""

    count: int = 0
    served: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.count + other.count, self.served + other.served)

    @property
    def score(self) -> float | None:
        """Complaints per 1,000 customers served; None when nobody was served."""
        return PER * self.count / self.served if self.served else None

    @property
    def interval(self) -> Interval | None:
        """Return the exact Poisson interval per 1,000 served; None when nobody was served."""
        if not self.served:
            return None
        low, high = poisson_interval(self.count)
        return Interval(PER * low / self.served, PER * high / self.served)


def poisson_interval(count: int) -> Interval:
    """Return the exact 95 % interval of the expected number, having counted this many.

    At its low end a count this high or higher has a chance of 2.5 %, at its high end a count
    this low or lower (Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28,
    1936).
    """
    low = _solve(_at_least, count, _near(count, -Z)) if count else 0.0
    return Interval(low, _solve(_at_most, count, _near(count + 1, Z)))


def difference_z(first: Tally, second: Tally) -> float:
    """Return the difference of two rates in standard errors; both must have served customers.

    (r₁ - r₂) / √((c₁ + ½)/n₁² + (c₂ + ½)/n₂²) with r = (c + ½)/n.
    """
    one, two = first.count + 0.5, second.count + 0.5
    error = one / first.served**2 + two / second.served**2
    return (one / first.served - two / second.served) / sqrt(error)


def is_change(first: Tally, second: Tally) -> bool:
    """Say whether the rates differ by more than chance explains: |z| > 1.96."""
    return bool(first.served and second.served) and abs(difference_z(first, second)) > Z


def _near(shape: int, z: float) -> float:
    """Approximate a quantile of the gamma distribution (Wilson and Hilferty, 1931)."""
    return shape * (1 - 1 / (9 * shape) + z / (3 * sqrt(shape))) ** 3


def _solve(tail: Callable[[int, float], tuple[float, float]], count: int, mean: float) -> float:
    """Find the mean at which the tail is 2.5 %, by Newton's method on its logarithm.

    The logarithm is concave, so from the approximation a few steps suffice and none overshoots.
    """
    for _ in range(_MOST_STEPS):  # three or four do; rounding may keep huge counts from settling
        chance, slope = tail(count, mean)
        step = (log(chance) - log(TAIL)) * chance / slope
        mean -= step
        if abs(step) <= _PRECISION * mean:
            break
    return mean


def _at_most(count: int, mean: float) -> tuple[float, float]:
    """Return P(X ≤ count) for Poisson X and its slope in the mean, for count < mean."""
    first = _chance(count, mean)
    total = term = first
    for below in range(count, 0, -1):
        term *= below / mean
        total += term
        if term < _PRECISION * first:
            break
    return total, -first


def _at_least(count: int, mean: float) -> tuple[float, float]:
    """Return P(X ≥ count) for Poisson X and its slope in the mean, for count > mean."""
    first = _chance(count, mean)
    total = term = first
    above = count
    while term >= _PRECISION * first:
        above += 1
        term *= mean / above
        total += term
    return total, first * count / mean


def _chance(count: int, mean: float) -> float:
    """P(X = count) for Poisson X."""
    return exp(count * log(mean) - mean - lgamma(count + 1))
