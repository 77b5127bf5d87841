"""Dates as people and machines write them; day first or month first is a whole column's."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

from cxgame import clock
from cxgame.errors import InvalidInput

MOST_REMEMBERED = 20_000  # dates; a file repeats them
MOST_SLIPS = 0.05  # share of dates in the other order that may be slips of the pen


class Order(StrEnum):
    """Which comes first in 3/4/2026."""

    DAY_FIRST = "d/m/y"
    MONTH_FIRST = "m/d/y"


_NUMBERS = re.compile(
    r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})"
    r"(?:[ T,]+(\d{1,2})[:h](\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*([AaPp])\.?[Mm]\.?)?)?"
)
_ZONE = re.compile(r"(?<=\d)\s*(?:(Z|UTC|GMT)|([+-]\d{2}):?(\d{2})?)$", re.IGNORECASE)
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")  # since 1970, from 2001 to 2033; or thousandths of it
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_FORMATS = {
    "d/m/y": Order.DAY_FIRST,
    "dd/mm/yyyy": Order.DAY_FIRST,
    "m/d/y": Order.MONTH_FIRST,
    "mm/dd/yyyy": Order.MONTH_FIRST,
}


@dataclass(slots=True)
class Votes:
    """What a column's dates say about their order, counted one by one."""

    day_first: int = 0
    month_first: int = 0
    numbers: int = 0
    others: int = 0

    def look(self, text: str) -> None:
        """Count one cell."""
        found = _NUMBERS.match(text.strip())
        if found is None:
            self.others += bool(text.strip())
            return
        self.numbers += 1
        self.day_first += int(found[1]) > 12
        self.month_first += int(found[2]) > 12

    @property
    def order(self) -> Order:
        """Month first only where the column proves it; else as most of the world writes."""
        return Order.MONTH_FIRST if self.month_first > self.day_first else Order.DAY_FIRST

    @property
    def is_mixed(self) -> bool:
        """Tell whether both orders are in the column, and neither is a mere slip."""
        fewer, more = sorted((self.day_first, self.month_first))
        return fewer > 0 and fewer >= more * MOST_SLIPS

    @property
    def name(self) -> str:
        """Return what was found: "d/m/y", "m/d/y", "ISO", or "" without dates."""
        if self.numbers > self.others:
            return self.order
        return "ISO" if self.others else ""


class Dates:
    """Read the dates of one column; a date without a zone is the company's."""

    def __init__(self, order: Order, pattern: str = "") -> None:
        self.order, self.pattern = order, pattern
        self.zone: ZoneInfo = clock.zone()
        self._known: dict[str, tuple[datetime, date]] = {}

    def read(self, text: str) -> tuple[datetime, date]:
        """Return the moment in UTC and the company's day; raise InvalidInput for no date."""
        found = self._known.get(text)
        if found is not None:
            return found
        moment = self._parsed(text.strip())
        if moment.tzinfo is None:
            found = moment.replace(tzinfo=self.zone).astimezone(UTC), moment.date()
        else:
            found = moment.astimezone(UTC), moment.astimezone(self.zone).date()
        if len(self._known) < MOST_REMEMBERED:
            self._known[text] = found
        return found

    def _parsed(self, text: str) -> datetime:
        if not text:
            raise InvalidInput("The date is missing.")
        try:
            if self.pattern:
                return datetime.strptime(text, self.pattern)  # noqa: DTZ007  # the zone is ours
            if _SECONDS.fullmatch(text):
                return datetime.fromtimestamp(int(text[:10]), UTC)
            written, zone = _zone_apart(text)
            if found := _NUMBERS.fullmatch(written):
                return self._from_numbers(*found.groups()).replace(tzinfo=zone)
            moment = datetime.fromisoformat(_YEAR_FIRST.sub(_dashes, written, count=1))
            return moment.replace(tzinfo=zone) if zone else moment
        except (ValueError, OverflowError):
            raise InvalidInput("The date can't be read.") from None

    def _from_numbers(self, one: str, two: str, year: str, *rest: str | None) -> datetime:
        day, month = (one, two) if self.order is Order.DAY_FIRST else (two, one)
        hour, minute, second, half = rest
        hours = int(hour or 0)
        if half:
            hours = hours % 12 + (12 if half in "Pp" else 0)
        whole_year = int(year) + (2000 if len(year) == 2 else 0)
        return datetime(  # noqa: DTZ001  # the zone is ours
            whole_year, int(month), int(day), hours, int(minute or 0), int(second or 0)
        )


def dates_for(written: str, votes: Votes) -> Dates:
    """Return a reader for a format as given ("d/m/y", "%d.%m.%y"), "" for what the votes say.

    Raise InvalidInput for a format that we don't know, and where the votes contradict each other.
    """
    if not written:
        if votes.is_mixed:
            raise InvalidInput(
                "Some dates have the day first, others the month, so 3/4 could be either. "
                "Say which it is."
            )
        return Dates(votes.order)
    known = _FORMATS.get(written.lower().replace("-", "/").replace(".", "/"))
    if known is not None or written.upper() == "ISO":
        return Dates(known or Order.DAY_FIRST)
    if "%" not in written:
        raise InvalidInput("Write the date format as d/m/y, m/d/y, ISO or like %d.%m.%Y.")
    return Dates(Order.DAY_FIRST, written)


def _zone_apart(text: str) -> tuple[str, timezone | None]:
    """Return a date without its zone, and the zone; a date without a time has none."""
    found = _ZONE.search(text) if ":" in text else None
    if found is None:
        return text, None
    name, hours, minutes = found.groups()
    if name:
        return text[: found.start()], UTC
    sign = -1 if hours[0] == "-" else 1
    offset = timedelta(hours=int(hours[1:]), minutes=int(minutes or 0)) * sign
    return text[: found.start()], timezone(offset)


def _dashes(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return f"{year}-{int(month):02}-{int(day):02}"
