"""The 95 % interval shown with every score."""

from typing import NamedTuple

Z = 1.96  # standard errors either side of the estimate


class Interval(NamedTuple):
    """The ends of a 95 % interval, in the unit of the score it belongs to."""

    low: float
    high: float
