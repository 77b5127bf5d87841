"""When somebody is reminded of what is due: a few days before, on the day, then once a week."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DAYS_BEFORE = 3
WEEK = 7  # days


class When(StrEnum):
    """Where today stands against the day that something is due."""

    SOON = "soon"
    TODAY = "today"
    LATE = "late"


@dataclass(frozen=True)
class Reminder:
    """A reminder to be given now; `key` tells it from the others of the same thing."""

    when: When
    key: str


def reminder(due_on: date, today: date) -> Reminder | None:
    """Return the reminder that is to be given by today at the latest, None where there is none.

    Whoever tells each key once reminds once before, once on the day and once in each week after,
    however often it is asked, and makes up for days on which nobody asked.
    """
    days = (due_on - today).days
    if days > DAYS_BEFORE:
        return None
    if days > 0:
        return Reminder(When.SOON, f"{When.SOON}:{due_on}")
    if days == 0:
        return Reminder(When.TODAY, f"{When.TODAY}:{due_on}")
    return Reminder(When.LATE, f"{When.LATE}:{due_on}:{(-days - 1) // WEEK}")
