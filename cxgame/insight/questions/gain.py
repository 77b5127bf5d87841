"""How much of what could still be learned was learned: the normalised gain, with its doubt."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import fmean

from cxgame.feedback.interval import Interval, Z

FEWEST = 10  # people, under which nothing is said
CEILING = 0.95  # who knew so much at once can hardly gain


class Verdict(StrEnum):
    """What the answers say of the gain."""

    TOO_FEW = "too_few"
    CEILING = "ceiling"
    GAINED = "gained"
    LOST = "lost"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Gain:
    """Means (0-1) before and after over n people, and the gain with its 95 % interval.

    Gain and interval are None where there are too few people, or nothing was left to gain.
    """

    n: int
    before: float
    after: float
    gain: float | None
    ends: Interval | None
    verdict: Verdict


def gain(pairs: Sequence[tuple[float, float]]) -> Gain:
    """Return the gain of people's shares of right answers, (before, after) of each.

    `(after - before) / (1 - before)` of the means (Hake, "Interactive-engagement versus traditional
    methods", American Journal of Physics 66, 1998); its interval by the delta method, each person
    one observation, so that questions of one person don't pass for people.
    """
    n = len(pairs)
    before = fmean(one for one, _after in pairs) if pairs else 0.0
    after = fmean(other for _before, other in pairs) if pairs else 0.0
    if n < FEWEST:
        return Gain(n, before, after, None, None, Verdict.TOO_FEW)
    if before >= CEILING:
        return Gain(n, before, after, None, None, Verdict.CEILING)
    value = (after - before) / (1 - before)
    errors = [
        ((other - after) - (1 - value) * (one - before)) / (1 - before) for one, other in pairs
    ]
    half = Z * sqrt(sum(error**2 for error in errors) / (n - 1) / n)
    ends = Interval(value - half, value + half)
    return Gain(n, before, after, value, ends, _verdict(ends))


def _verdict(ends: Interval) -> Verdict:
    if ends.low > 0:
        return Verdict.GAINED
    return Verdict.LOST if ends.high < 0 else Verdict.CANNOT_TELL
