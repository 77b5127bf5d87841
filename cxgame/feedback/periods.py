"""Weeks and months that figures are drawn by."""

from datetime import date, timedelta
from typing import Literal

Step = Literal["week", "month"]


def start_of(day: date, step: Step) -> date:
    """Return the Monday or the first of the month that a day belongs to."""
    if step == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday())


def starts_between(first: date, last: date, step: Step) -> list[date]:
    """Return the first day of every week or month from one start to another, both included."""
    starts = [first]
    while starts[-1] < last:
        starts.append(start_of(starts[-1] + timedelta(days=7 if step == "week" else 32), step))
    return starts
