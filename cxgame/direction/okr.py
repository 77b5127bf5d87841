"""How far key results and objectives are, and whether in time: pure, on plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ON_TRACK, BEHIND = 0.95, 0.75  # progress ÷ time elapsed, at least
FRESH = timedelta(days=31)  # a key result without a newer check-in is stale


class Pace(StrEnum):
    """Whether an objective moves as fast as its time goes by."""

    ON_TRACK = "on_track"
    BEHIND = "behind"
    AT_RISK = "at_risk"
    BEGINS = "begins"  # none of its time is over
    UNKNOWN = "unknown"  # nobody has checked in


class Confidence(StrEnum):
    """How sure its owner is that a key result will be reached."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Measure:
    """From where to where a key result goes; where both are the same it stays within ± `band`."""

    start: float
    target: float
    band: float = 0.0

    @property
    def is_band(self) -> bool:
        """Tell whether the figure is to be kept, not moved."""
        return self.start == self.target


def progress(measure: Measure, current: float) -> float:
    """Return the share of the way that is done: raw, below 0 and above 1 too.

    (current - start) / (target - start), which holds for decreasing targets as well; of a figure
    to be kept, 1 within its band and 0 outside.
    """
    if measure.is_band:
        return float(abs(current - measure.target) <= measure.band)
    return (current - measure.start) / (measure.target - measure.start)


def rolled_up(parts: Iterable[tuple[float | None, int]]) -> float | None:
    """Return the weighted mean of (progress, weight), each clamped to 0-1.

    Those that nobody has measured don't count, and are not 0; None where that is all of them.
    """
    known = [(min(1.0, max(0.0, one)), weight) for one, weight in parts if one is not None]
    total = sum(weight for _one, weight in known)
    return sum(one * weight for one, weight in known) / total if total else None


def elapsed(starts_on: date, ends_on: date, today: date) -> float:
    """Return the share of the days from first to last, both whole, that is over: 0 to 1."""
    days = (ends_on - starts_on).days + 1
    return min(1.0, max(0.0, (today - starts_on).days / days))


def pace(done: float | None, over: float) -> Pace:
    """Return whether progress keeps up with the time elapsed."""
    if done is None:
        return Pace.UNKNOWN
    if over == 0:
        return Pace.BEGINS
    ratio = done / over
    if ratio >= ON_TRACK:
        return Pace.ON_TRACK
    return Pace.BEHIND if ratio >= BEHIND else Pace.AT_RISK


def is_stale(checked_on: date | None, today: date) -> bool:
    """Tell whether nobody has checked in for a month, or ever."""
    return checked_on is None or today - checked_on > FRESH
