"""Differences between two sets of answers, and which of many are more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

from cxgame.feedback import nps, shares
from cxgame.feedback.analysis.counts import Counts
from cxgame.feedback.interval import Interval, Z
from cxgame.feedback.scales import SurveyKind

FAMILY_RISK = 0.05  # chance that any of the differences called real is none


@dataclass(frozen=True, slots=True)
class Contrast:
    """How much the score of one side lies above the other, in points or percent points.

    `difference` is that of the scores as they are shown; the interval and z rest on adjusted
    counts, so that small and unanimous sides compare.
    """

    difference: float
    low: float
    high: float
    z: float

    @property
    def is_change(self) -> bool:
        """Tell whether chance does not explain it: |z| > 1.96."""
        return abs(self.z) > Z

    @property
    def chance(self) -> float:
        """Return how likely a z this far from 0 or further is without any difference, 0 to 1."""
        return erfc(abs(self.z) / sqrt(2))


def contrast(kind: SurveyKind, one: Counts, other: Counts) -> Contrast | None:
    """Return the difference one - other with its adjusted interval; None where a side is empty."""
    if not one.n or not other.n:
        return None
    own, rest = one.score(kind).score or 0.0, other.score(kind).score or 0.0
    z, interval = _compared(kind, one, other)
    return Contrast(own - rest, interval.low, interval.high, z)


def real_ones(found: Sequence[Contrast | None]) -> tuple[bool, ...]:
    """Tell which of several differences hold although several were looked at.

    Holm's step-down procedure: sorted by chance, the i-th smallest of m must stay below
    0.05/(m - i + 1), or it and all larger ones are none (Holm, "A simple sequentially rejective
    multiple test procedure", Scandinavian Journal of Statistics 6, 1979).
    """
    known = sorted((one.chance, place) for place, one in enumerate(found) if one is not None)
    real: set[int] = set()
    for tried, (chance, place) in enumerate(known):
        if chance > FAMILY_RISK / (len(known) - tried):
            break
        real.add(place)
    return tuple(place in real for place in range(len(found)))


def _compared(kind: SurveyKind, one: Counts, other: Counts) -> tuple[float, Interval]:
    if kind is SurveyKind.NPS:
        first, second = (nps.Tally(c.promoters, c.passives, c.detractors) for c in (one, other))
        return nps.adjusted_z(first, second), nps.adjusted_difference(first, second)
    left, right = (shares.Tally(favourable=c.promoters, n=c.n) for c in (one, other))
    return shares.adjusted_z(left, right), shares.adjusted_difference(left, right)
