"""The Net Promoter Score of a tally of answers, with its uncertainty."""

from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from cxgame.feedback.interval import Interval, Z

EXTRA_PROMOTERS = 0.75
EXTRA_PASSIVES = 1.5
EXTRA_DETRACTORS = 0.75


class _Estimate(NamedTuple):
    """A score as a share (-1 to 1), the variance of one answer and that of the score."""

    share: float
    variance: float
    error: float


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of promoters, passives and detractors; tallies of days or teams add up."""

    promoters: int = 0
    passives: int = 0
    detractors: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.promoters + other.promoters,
            self.passives + other.passives,
            self.detractors + other.detractors,
        )

    @property
    def n(self) -> int:
        """Number of answers."""
        return self.promoters + self.passives + self.detractors

    @property
    def score(self) -> float | None:
        """NPS in points, -100 to 100; None without answers."""
        return 100 * (self.promoters - self.detractors) / self.n if self.n else None

    @property
    def variance(self) -> float | None:
        """Variance of one answer counted as 1, 0 or -1: P + D - (P - D)²; None without answers."""
        return _plain(self).variance if self.n else None

    @property
    def standard_error(self) -> float | None:
        """Standard error of the score in points; None without answers."""
        return 100 * sqrt(_plain(self).error) if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Return the adjusted Wald interval in points, clamped to ±100; None without answers.

        ¾ promoter, 1½ passives and ¾ detractor are added before NPS ± 1.96 standard errors on
        n + 3 (Rocks, "Interval estimation for the Net Promoter Score", The American
        Statistician 70, 2016). From two answers on it holds the score itself.
        """
        if not self.n:
            return None
        share, _, error = _adjusted(self)
        half = Z * sqrt(error)
        return Interval(100 * max(-1.0, share - half), 100 * min(1.0, share + half))


def change_z(first: Tally, second: Tally) -> float | None:
    """Return the difference first - second in standard errors; None if either is empty.

    (NPS₁ - NPS₂) / √(var₁/n₁ + var₂/n₂). Where all answers of a side stand in one band its
    standard error is 0, as if two answers were certain: then the adjusted counts are used.
    """
    if not first.n or not second.n:
        return None
    one, two = _plain(first), _plain(second)
    if one.error == 0 or two.error == 0:
        return adjusted_z(first, second)
    return _z(one, two)


def change_interval(first: Tally, second: Tally) -> Interval | None:
    """Return the 95 % interval of the difference first - second in points; None if either is empty.

    It holds 0 exactly where `is_change` is False.
    """
    if not first.n or not second.n:
        return None
    one, two = _plain(first), _plain(second)
    if one.error == 0 or two.error == 0:
        one, two = _adjusted(first), _adjusted(second)
    difference, half = one.share - two.share, Z * sqrt(one.error + two.error)
    return Interval(100 * (difference - half), 100 * (difference + half))


def adjusted_z(first: Tally, second: Tally) -> float:
    """Return the difference first - second in standard errors, of the adjusted counts.

    Each side is given ¾ promoter, 1½ passives and ¾ detractor, so that small and unanimous
    teams compare without a division by zero.
    """
    return _z(_adjusted(first), _adjusted(second))


def double_z(one: tuple[Tally, Tally], other: tuple[Tally, Tally]) -> float:
    """Return how far two changes (now, before) lie apart, in standard errors of adjusted counts."""
    first, second = ([_adjusted(tally) for tally in pair] for pair in (one, other))
    apart = (first[0].share - first[1].share) - (second[0].share - second[1].share)
    return apart / sqrt(sum(estimate.error for estimate in (*first, *second)))


def adjusted_difference(first: Tally, second: Tally) -> Interval:
    """Return the 95 % interval of the difference first - second in points, of adjusted counts.

    It holds 0 exactly where |`adjusted_z`| is at most 1.96; clamped to ±200.
    """
    one, two = _adjusted(first), _adjusted(second)
    difference, half = one.share - two.share, Z * sqrt(one.error + two.error)
    return Interval(100 * max(-2.0, difference - half), 100 * min(2.0, difference + half))


def is_change(first: Tally, second: Tally) -> bool:
    """Say whether the difference is more than chance explains: |z| > 1.96."""
    z = change_z(first, second)
    return z is not None and abs(z) > Z


def _plain(tally: Tally) -> _Estimate:
    return _estimate(tally.promoters, tally.passives, tally.detractors)


def _adjusted(tally: Tally) -> _Estimate:
    return _estimate(
        tally.promoters + EXTRA_PROMOTERS,
        tally.passives + EXTRA_PASSIVES,
        tally.detractors + EXTRA_DETRACTORS,
    )


def _estimate(promoters: float, passives: float, detractors: float) -> _Estimate:
    n = promoters + passives + detractors
    share = (promoters - detractors) / n
    variance = max(0.0, (promoters + detractors) / n - share**2)
    return _Estimate(share, variance, variance / n)


def _z(one: _Estimate, two: _Estimate) -> float:
    return (one.share - two.share) / sqrt(one.error + two.error)
