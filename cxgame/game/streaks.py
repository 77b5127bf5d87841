"""Streaks of shifts: what follows from the days that somebody works and the units they did."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cxgame.people.rota.days import Rota

FREEZES = 2  # a streak begins with so many, and never has more
GIVEN_BACK_AFTER = 10  # shifts kept since a freeze was used
DAY = timedelta(days=1)


class Mark(StrEnum):
    """What a day was, or is going to be."""

    KEPT = "kept"  # a shift with a module or a practice
    FROZEN = "frozen"  # a shift without: a freeze took care of it
    MISSED = "missed"  # a shift without, and no freeze was left, or there was nothing to keep
    LEAVE = "leave"
    OUTAGE = "outage"
    OFF = "off"
    TODAY = "today"  # a shift that is still open
    PLANNED = "planned"


@dataclass(frozen=True)
class Streak:
    """How many shifts in a row somebody kept until today, with what is left to protect them.

    `longest` is the longest of all times and `best` its days, the first it needed; `marks` says
    what each day was, from the first unit on. `to_freeze` counts the shifts until a freeze comes
    back, 0 where none is missing.
    """

    length: int = 0
    freezes: int = FREEZES
    to_freeze: int = 0
    is_open: bool = False  # today is a shift, and nothing was done yet
    longest: int = 0
    best: tuple[date, ...] = ()
    marks: tuple[tuple[date, Mark], ...] = ()


@dataclass
class _Run:
    """The streak while it is counted."""

    kept: list[date]
    freezes: int = FREEZES
    since_freeze: int = 0

    def keep(self, day: date) -> None:
        self.kept.append(day)
        if self.freezes == FREEZES:
            return
        self.since_freeze += 1
        if self.since_freeze == GIVEN_BACK_AFTER:
            self.freezes, self.since_freeze = self.freezes + 1, 0

    def miss(self) -> Mark:
        if not self.kept:
            return Mark.MISSED
        if self.freezes:
            self.freezes, self.since_freeze = self.freezes - 1, 0
            return Mark.FROZEN
        self.kept, self.freezes, self.since_freeze = [], FREEZES, 0
        return Mark.MISSED


def streak(rota: Rota, done: Collection[date], today: date) -> Streak:
    """Return the streak of somebody who did a unit (a module, a practice) on these days.

    A shift with a unit adds one. A shift without takes a freeze; where none is left, or nothing
    was kept yet, the count begins again. Leave, outages and days off neither add nor break, not
    even with a unit: rest is rest, and nobody gains by working through it. A unit on the day of an
    outage counts, for to that person it was none. What lies after today counts for nothing.
    """
    units = {day for day in done if day <= today}
    if not units:
        return Streak(is_open=_mark(rota, today, units, today) is Mark.TODAY)
    run = _Run([])
    best: list[date] = []
    marks: list[tuple[date, Mark]] = []
    day = min(units)
    while day <= today:
        mark = _mark(rota, day, units, today)
        if mark is Mark.KEPT:
            run.keep(day)
        elif mark is Mark.MISSED:
            best = max(best, run.kept, key=len)
            mark = run.miss()
        marks.append((day, mark))
        day += DAY
    best = max(best, run.kept, key=len)
    return Streak(
        length=len(run.kept),
        freezes=run.freezes,
        to_freeze=0 if run.freezes == FREEZES else GIVEN_BACK_AFTER - run.since_freeze,
        is_open=marks[-1][1] is Mark.TODAY,
        longest=len(best),
        best=tuple(best),
        marks=tuple(marks),
    )


def week(found: Streak, rota: Rota, monday: date, today: date) -> list[tuple[date, Mark]]:
    """Return the seven days of a week; what lies before the first unit is not held against anyone.

    A shift to come is planned, and one before the first unit is like a day off.
    """
    known = dict(found.marks)
    days = [monday + n * DAY for n in range(7)]
    return [(day, known.get(day) or _unmarked(rota, day, today)) for day in days]


def _mark(rota: Rota, day: date, units: set[date], today: date) -> Mark:
    if rota.is_away(day):
        return Mark.LEAVE
    if not rota.works(day):
        return Mark.OUTAGE if day in rota.outages else Mark.OFF
    if day in units:
        return Mark.KEPT
    if day in rota.outages:
        return Mark.OUTAGE
    return Mark.TODAY if day == today else Mark.MISSED


def _unmarked(rota: Rota, day: date, today: date) -> Mark:
    mark = _mark(rota, day, set(), today)
    if mark is not Mark.MISSED:
        return mark
    return Mark.PLANNED if day > today else Mark.OFF
