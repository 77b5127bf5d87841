"""On which days a routine falls due: pure, on plain values."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

OpensOn = Callable[[date], bool]
DAY = timedelta(days=1)
PATIENCE = 31  # days that a monthly check waits for the unit to open


class Rhythm(StrEnum):
    """How a routine recurs."""

    DAILY = "daily"  # on every day of the week that is chosen
    MONTHLY = "monthly"


class State(StrEnum):
    """What became of a check."""

    DONE = "done"
    MISSED = "missed"


@dataclass(frozen=True)
class Rule:
    """When a routine recurs; `weekdays` are figures, Monday 0, `month_day` 31 is the last day."""

    rhythm: Rhythm
    weekdays: frozenset[int]
    month_day: int = 1


def falls_on(rule: Rule, day: date, opens_on: OpensOn) -> bool:
    """Tell whether a routine is due on a day.

    While the unit stays closed nothing is due; a monthly check waits for the next day on which it
    opens.
    """
    if not opens_on(day):
        return False
    if rule.rhythm is Rhythm.DAILY:
        return day.weekday() in rule.weekdays
    start = day
    for _ in range(PATIENCE):
        if _is_month_day(rule, start):
            return True
        start -= DAY
        if opens_on(start):
            return False
    return False


def days_due(rule: Rule, first: date, last: date, opens_on: OpensOn) -> list[date]:
    """Return the days from the first to the last on which a routine is due."""
    days = ((first + n * DAY) for n in range((last - first).days + 1))
    return [day for day in days if falls_on(rule, day, opens_on)]


def _is_month_day(rule: Rule, day: date) -> bool:
    last = monthrange(day.year, day.month)[1]
    return day.day == min(rule.month_day, last)
