"""The mean time that something took, with its uncertainty."""

from dataclasses import dataclass
from math import copysign, inf, sqrt

from cxgame.feedback.interval import Interval, Z

MINUTES = 60  # of an hour


@dataclass(frozen=True, slots=True)
class Tally:
    """How many took how many minutes; tallies add up. squares: sum of the squared minutes."""

    n: int = 0
    total: int = 0
    squares: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.n + other.n, self.total + other.total, self.squares + other.squares)

    @property
    def score(self) -> float | None:
        """Mean time in hours; None without any."""
        return self.total / self.n / MINUTES if self.n else None

    @property
    def error(self) -> float:
        """Variance of the mean in hours²; 0 under two."""
        if self.n < 2:
            return 0.0
        spread = self.n * self.squares - self.total**2  # whole numbers lose no digits
        return spread / (self.n**2 * (self.n - 1)) / MINUTES**2

    @property
    def interval(self) -> Interval | None:
        """Return mean ± 1.96 standard errors in hours, not below 0; None under two."""
        mean = self.score
        if mean is None or self.n < 2:
            return None
        half = Z * sqrt(self.error)
        return Interval(max(0.0, mean - half), mean + half)


def difference_z(first: Tally, second: Tally) -> float:
    """Return the difference of two means in standard errors of both sides (Welch, 1947).

    Both must have taken some time; where neither varies, it is 0 or infinite.
    """
    apart = (first.score or 0.0) - (second.score or 0.0)
    error = sqrt(first.error + second.error)
    if not error:
        return copysign(inf, apart) if apart else 0.0
    return apart / error
