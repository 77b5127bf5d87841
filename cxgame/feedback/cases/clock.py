"""When a promise falls due, by the opening hours of a unit: pure, on plain values."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cxgame.feedback.cases.words import SlaUnit
from cxgame.people.opening.hours import Hours

DAY = timedelta(days=1)
LAST_SECOND = timedelta(seconds=1)
PATIENCE = 400  # days to look ahead; a unit that never opens counts by the calendar


def deadline(start: datetime, length: int, unit: SlaUnit, hours: Hours) -> datetime:
    """Return the moment, in UTC, by which a promise that began at `start` is kept.

    Business hours run while the unit is open. Hours run around the clock, but stand still on days
    on which it does not open. Business days and calendar days leave the first day out and end with
    the last one: at its closing, or just before midnight. Hours are real ones, so a night on which
    clocks change is an hour shorter or longer. A unit that does not open for over a year counts by
    the calendar. Raise ValueError for a length below 1.
    """
    if length < 1:
        raise ValueError("a promise takes some time")
    match unit:
        case SlaUnit.BUSINESS_HOURS:
            return _after(start, timedelta(hours=length), _open(start, hours))
        case SlaUnit.HOURS:
            return _after(start, timedelta(hours=length), _open_days(start, hours))
        case SlaUnit.BUSINESS_DAYS:
            return _closing(start, length, hours)
        case SlaUnit.DAYS:
            return _end_of(_day(start, hours) + length * DAY, hours)


def open_time(start: datetime, end: datetime, hours: Hours) -> timedelta:
    """Return how long the unit is open between two moments; nothing where they are turned round."""
    total = timedelta(0)
    for opens, closes in _open(start, hours):
        if opens >= end:
            break
        total += min(closes, end) - opens
    return total


def is_open(moment: datetime, hours: Hours) -> bool:
    """Tell whether the unit is open at a moment; it is no more at its closing time."""
    opens = next((opens for opens, _closes in _open(moment, hours)), None)
    return opens is not None and opens <= moment


def _after(
    start: datetime, length: timedelta, stretches: Iterator[tuple[datetime, datetime]]
) -> datetime:
    """Return when so much time has run within the stretches."""
    left = length
    for opens, closes in stretches:
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    return start.astimezone(UTC) + length


def _open(start: datetime, hours: Hours) -> Iterator[tuple[datetime, datetime]]:
    """Yield the open stretches from a moment on, in UTC, cut at it and at the stretch before."""
    reached = start.astimezone(UTC)
    day = _day(start, hours) - DAY  # last night's shift may still be on
    for _ in range(PATIENCE):
        for opens, closes in hours.stretches(day):
            first = max(reached, _moment(day, opens, hours.zone))
            last = _moment(day, closes, hours.zone)
            if last > first:
                yield first, last
                reached = last
        day += DAY


def _open_days(start: datetime, hours: Hours) -> Iterator[tuple[datetime, datetime]]:
    """Yield the whole days on which the unit opens, from a moment on, in UTC."""
    reached, day = start.astimezone(UTC), _day(start, hours)
    for _ in range(PATIENCE):
        if hours.opens_on(day):
            yield max(reached, _moment(day, 0, hours.zone)), _moment(day + DAY, 0, hours.zone)
        day += DAY


def _closing(start: datetime, length: int, hours: Hours) -> datetime:
    first = _day(start, hours)
    day, left = first, length
    for _ in range(PATIENCE):
        day += DAY
        stretches = hours.stretches(day)
        left -= bool(stretches)
        if not left:
            return _moment(day, stretches[-1][1], hours.zone)
    return _end_of(first + length * DAY, hours)


def _end_of(day: date, hours: Hours) -> datetime:
    return _moment(day + DAY, 0, hours.zone) - LAST_SECOND


def _day(moment: datetime, hours: Hours) -> date:
    return moment.astimezone(hours.zone).date()


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Return a time of the wall clock in UTC; an hour that is skipped counts as the one after."""
    later, minute = divmod(minutes, 24 * 60)
    wall = time(minute // 60, minute % 60)
    return datetime.combine(day + later * DAY, wall, tzinfo=zone).astimezone(UTC)
