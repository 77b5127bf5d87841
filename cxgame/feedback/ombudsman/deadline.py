"""How long an answer may take: calendar days, and once as many more, with a reason."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON = 5  # days before the last one


class Pressure(StrEnum):
    """How near the last day is."""

    NONE = ""
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Clock:
    """Days left until the last one (negative: overdue), and what that means."""

    days: int
    pressure: Pressure


def due_on(filed_on: date, days: int) -> date:
    """Return the last day for an answer: 30 calendar days (Brazil's Lei 13.460/2017, art. 16)."""
    return filed_on + timedelta(days=days)


def clock(due: date, today: date) -> Clock:
    """Return how much time is left on a day."""
    days = (due - today).days
    if days < 0:
        return Clock(days, Pressure.LATE)
    return Clock(days, Pressure.SOON if days <= SOON else Pressure.NONE)
