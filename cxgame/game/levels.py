"""Levels: names on the way of a total of points; nothing is stored, a total says it all."""

from bisect import bisect_right
from dataclasses import dataclass

from cxgame.i18n import N_

# Points from which each level begins. A person who practises on most shifts makes about 250 a week.
THRESHOLDS = (0, 100, 300, 700, 1_500, 3_000, 5_500, 9_000, 14_000, 20_000)
NAMES = (
    N_("Starter"),
    N_("Listener"),
    N_("Helper"),
    N_("Guide"),
    N_("Right hand"),
    N_("Reference"),
    N_("Inspiration"),
    N_("Artist of service"),
    N_("Lighthouse"),
    N_("Legend"),
)


@dataclass(frozen=True)
class Level:
    """Where a total stands: number from 1, name (a message id), and the way to the next.

    `missing` are the points to the next level and `share` (0-1) the part of the way that is gone;
    at the last level nothing is missing.
    """

    number: int
    name: str
    starts_at: int
    missing: int
    share: float


def level(total: int) -> Level:
    """Return the level of a total of points; a total below zero stands at the first."""
    number = max(1, bisect_right(THRESHOLDS, total))
    starts = THRESHOLDS[number - 1]
    if number == len(THRESHOLDS):
        return Level(number, NAMES[number - 1], starts, 0, 1.0)
    ends = THRESHOLDS[number]
    gone = max(0, total - starts) / (ends - starts)
    return Level(number, NAMES[number - 1], starts, ends - total, gone)
