"""The share of favourable answers: the score of CSAT, CES, stars, smileys and thumbs."""

from dataclasses import dataclass
from math import sqrt

from cxgame.feedback.interval import Interval, Z


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts and sums of raw scores on one scale; tallies of days or teams add up.

    favourable: answers in the promoter band; total: sum of the scores; squares: sum of their
    squares. Reversed scales keep their raw scores, so the mean is on the scale people saw.
    """

    favourable: int = 0
    n: int = 0
    total: int = 0
    squares: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.favourable + other.favourable,
            self.n + other.n,
            self.total + other.total,
            self.squares + other.squares,
        )

    @property
    def score(self) -> float | None:
        """Share of favourable answers in percent, 0 to 100; None without answers."""
        return 100 * self.favourable / self.n if self.n else None

    @property
    def standard_error(self) -> float | None:
        """Standard error of the share in percent points, √(p(1 - p)/n); None without answers."""
        return 100 * sqrt(_error(self.favourable, self.n)) if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Return the adjusted Wald interval in percent, clamped to 0-100; None without answers.

        z²/2 favourable and z²/2 other answers are added, z = 1.96 (Agresti and Coull,
        "Approximate is better than exact", The American Statistician 52, 1998).
        """
        if not self.n:
            return None
        favourable, n = self.favourable + Z**2 / 2, self.n + Z**2
        share, half = favourable / n, Z * sqrt(_error(favourable, n))
        return Interval(100 * max(0.0, share - half), 100 * min(1.0, share + half))

    @property
    def mean(self) -> float | None:
        """Mean raw score, on the scale's own unit; None without answers."""
        return self.total / self.n if self.n else None

    @property
    def deviation(self) -> float | None:
        """Standard deviation of the raw scores (n - 1); None under two answers."""
        if self.n < 2:
            return None
        # Whole numbers until the division, so that large sums lose no digits to each other.
        return sqrt((self.n * self.squares - self.total**2) / (self.n * (self.n - 1)))


def change_z(first: Tally, second: Tally) -> float | None:
    """Return the difference first - second in standard errors; None if either is empty.

    (p₁ - p₂) / √(p₁(1 - p₁)/n₁ + p₂(1 - p₂)/n₂). Where all answers of a side are alike, one
    favourable and one other answer are added to each side (Agresti and Caffo, "Simple and
    effective confidence intervals…", The American Statistician 54, 2000).
    """
    if not first.n or not second.n:
        return None
    difference, error = _difference(first, second, extra=_extra(first, second))
    return difference / error


def change_interval(first: Tally, second: Tally) -> Interval | None:
    """Return the 95 % interval of the difference first - second in percent points.

    It holds 0 exactly where `is_change` is False; None if either is empty.
    """
    if not first.n or not second.n:
        return None
    difference, error = _difference(first, second, extra=_extra(first, second))
    return Interval(100 * (difference - Z * error), 100 * (difference + Z * error))


def adjusted_z(first: Tally, second: Tally) -> float:
    """Return the difference first - second in standard errors, of the adjusted counts.

    One favourable and one other answer are added to each side (Agresti and Caffo, 2000), so that
    small and unanimous sides compare without a division by zero.
    """
    difference, error = _difference(first, second, extra=1)
    return difference / error


def adjusted_difference(first: Tally, second: Tally) -> Interval:
    """Return the 95 % interval of the difference first - second in percent points.

    Of the counts that `adjusted_z` compares (Agresti and Caffo, 2000); clamped to ±100.
    """
    difference, error = _difference(first, second, extra=1)
    low, high = difference - Z * error, difference + Z * error
    return Interval(100 * max(-1.0, low), 100 * min(1.0, high))


def is_change(first: Tally, second: Tally) -> bool:
    """Say whether the difference is more than chance explains: |z| > 1.96."""
    z = change_z(first, second)
    return z is not None and abs(z) > Z


def _extra(first: Tally, second: Tally) -> int:
    """Return how many answers are added to each outcome: none, unless a side is unanimous."""
    return int(any(side.favourable in (0, side.n) for side in (first, second)))


def _difference(first: Tally, second: Tally, *, extra: int) -> tuple[float, float]:
    """Return first - second as shares and its standard error, `extra` added to both outcomes."""
    hits = first.favourable + extra, second.favourable + extra
    sizes = first.n + 2 * extra, second.n + 2 * extra
    error = _error(hits[0], sizes[0]) + _error(hits[1], sizes[1])
    return hits[0] / sizes[0] - hits[1] / sizes[1], sqrt(error)


def _error(favourable: float, n: float) -> float:
    """Variance of the share, p(1 - p)/n."""
    return favourable * (n - favourable) / n**3
