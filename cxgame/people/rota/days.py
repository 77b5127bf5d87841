"""Which days somebody works, as plain values: patterns of the week, leave, outages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cxgame.errors import InvalidInput

WEEK = 7  # days
Weekdays = frozenset[int]  # Monday 0 to Sunday 6


@dataclass(frozen=True)
class Rota:
    """One person's days.

    `default` holds before the first pattern; `patterns` are (first day, weekdays), oldest first;
    `leaves` are (first day, last day); on `outages` the app was down for everybody.
    """

    default: Weekdays
    patterns: tuple[tuple[date, Weekdays], ...] = ()
    leaves: tuple[tuple[date, date], ...] = ()
    outages: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Tell whether the day is a scheduled shift, leave and outages aside."""
        return day.weekday() in self.pattern(day)

    def is_away(self, day: date) -> bool:
        """Tell whether the person is on leave."""
        return any(first <= day <= last for first, last in self.leaves)

    def pattern(self, day: date) -> Weekdays:
        """Return the weekdays of the pattern that holds on a day."""
        held = [weekdays for first, weekdays in self.patterns if first <= day]
        return held[-1] if held else self.default


def stored(weekdays: Iterable[int]) -> str:
    """Return weekdays as they are stored; raise InvalidInput where one is none."""
    days = sorted(set(weekdays))
    if not all(0 <= day < WEEK for day in days):
        raise InvalidInput("A week has seven days.")
    return "".join(map(str, days))


def read(weekdays: str) -> Weekdays:
    """Return stored weekdays: "01234" is Monday to Friday."""
    return frozenset(int(figure) for figure in weekdays)
