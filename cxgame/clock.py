"""The only place that asks what time it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from cxgame.settings import get_settings


def now() -> datetime:
    """Return this moment, aware and in UTC."""
    return datetime.now(UTC)


def zone() -> ZoneInfo:
    """Return the company's time zone, the one that people see."""
    return ZoneInfo(get_settings().time_zone)


def local_day(moment: datetime) -> date:
    """Return the calendar day of an aware moment in the company's zone."""
    return moment.astimezone(zone()).date()


def start_of(day: date) -> datetime:
    """Return the first moment of a company day, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=zone()).astimezone(UTC)
