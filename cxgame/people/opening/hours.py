"""When a unit is open, as plain values."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

Stretch = tuple[int, int]  # minutes of a day, from and to; beyond 1440 is the next day


@dataclass(frozen=True)
class Hours:
    """When a unit is open.

    `week` holds the stretches of each weekday, Monday first, in order and apart from each other; a
    night shift belongs whole to the day on which it begins. On the days in `closed` nothing begins.
    """

    zone: ZoneInfo
    week: tuple[tuple[Stretch, ...], ...]
    closed: frozenset[date] = frozenset()

    def stretches(self, day: date) -> tuple[Stretch, ...]:
        """Return what begins on a day; empty where the unit stays closed."""
        return () if day in self.closed else self.week[day.weekday()]

    def opens_on(self, day: date) -> bool:
        """Tell whether the unit opens at all on a day."""
        return bool(self.stretches(day))
