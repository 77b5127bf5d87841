"""When a job is due: the rhythm of a job and its newest slot."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Every:
    """A slot each `length`, counted from 1970 so that every process agrees."""

    length: timedelta

    def newest(self, now: datetime, _zone: ZoneInfo) -> datetime:
        """Return the newest slot that is not after `now`, in UTC."""
        return _EPOCH + ((now - _EPOCH) // self.length) * self.length


@dataclass(frozen=True)
class Daily:
    """A slot each day at a time of the company's clock; with a weekday (0: Monday) each week."""

    at: time
    weekday: int | None = None

    def newest(self, now: datetime, zone: ZoneInfo) -> datetime:
        """Return the newest slot that is not after `now`, in UTC."""
        day = now.astimezone(zone).date()
        if self._slot(day, zone) > now:
            day -= timedelta(days=1)
        if self.weekday is not None:
            day -= timedelta(days=(day.weekday() - self.weekday) % 7)
        return self._slot(day, zone)

    def _slot(self, day: date, zone: ZoneInfo) -> datetime:
        return datetime.combine(day, self.at, tzinfo=zone).astimezone(UTC)


Rhythm = Every | Daily
