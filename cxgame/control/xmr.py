"""XmR charts: the natural limits of single values in time order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import copysign, inf, isclose
from statistics import fmean

from cxgame.control import signals
from cxgame.control.signals import Signal, State, Verdict

LIMIT_FACTOR = 2.660  # 3 / 1.128, moving ranges from the mean to a natural limit
RANGE_FACTOR = 3.268


@dataclass(frozen=True, slots=True)
class Reading:
    """Values in time order with their centre and limits, all in the unit of the values.

    centre, limits and range_limit are None, and there are no signals, while state is none.
    Moving ranges above range_limit are no signal by themselves.
    """

    values: tuple[float, ...]
    center: float | None
    low: float | None
    high: float | None
    range_limit: float | None
    signals: tuple[Signal, ...]
    state: State

    def verdict(self, latest: int = 1) -> Verdict:
        """Say whether the latest points are a signal up or down, noise, or too few to tell."""
        return signals.verdict(
            self.signals, state=self.state, points=len(self.values), latest=latest
        )


def read(values: Sequence[float], *, baseline: int | None = None) -> Reading:
    """Return the XmR reading of values, oldest first.

    Limits are x̄ ± 2.660·mR̄ and 3.268·mR̄ for the moving range (Wheeler, "Understanding
    Variation", 1993), from all values or from the first ones if a baseline number is given;
    the signals are looked for on the X chart alone, in all values. Limits that would rest on
    fewer than 8 values are not made.
    """
    told = tuple(values)
    base = told[:baseline]
    state = signals.state_of(len(base))
    if state is State.NONE:
        return Reading(told, None, None, None, None, (), state)
    center = fmean(base)
    moving_range = fmean(abs(later - earlier) for earlier, later in pairwise(base))
    reach = LIMIT_FACTOR * moving_range
    found = signals.find([_position(value, center, reach) for value in told])
    range_limit = RANGE_FACTOR * moving_range
    return Reading(told, center, center - reach, center + reach, range_limit, found, state)


def _position(value: float, center: float, reach: float) -> float:
    """Return where a value lies: 0 on the centre, ±1 on a limit."""
    if isclose(value, center, rel_tol=1e-9, abs_tol=1e-12):
        return 0.0  # the mean of equal values may differ from them in the last digit
    return (value - center) / reach if reach else copysign(inf, value - center)
