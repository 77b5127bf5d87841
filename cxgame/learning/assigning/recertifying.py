"""When somebody has to show again what they once passed: pure rules on days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

AHEAD = timedelta(days=14)  # what was passed is asked for again two weeks before it lapses
AT_LEAST = timedelta(days=14)  # so much time everybody has, however late a rule came


@dataclass(frozen=True)
class Reasons:
    """What a rule asks for: again after so many months, and again after a major change."""

    every_months: int | None
    on_major_change: bool


def due_again(
    reasons: Reasons, *, passed_on: date, changed_on: date | None, today: date
) -> date | None:
    """Return until when a module has to be passed again, None while it need not.

    `changed_on` is the day on which the newest major change since then takes effect, None where
    there was none. Where both reasons hold, the sooner day counts.
    """
    days = []
    if reasons.every_months is not None:
        lapses = add_months(passed_on, reasons.every_months)
        if today >= lapses - AHEAD:
            days.append(lapses)
    if reasons.on_major_change and changed_on is not None:
        days.append(changed_on)
    return max(min(days), today + AT_LEAST) if days else None


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, the month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
