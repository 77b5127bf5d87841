"""When each unit is open: hours of the week, days off, holidays on which it opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.i18n import FALLBACK
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Unit
from cxgame.people.names import clean
from cxgame.people.opening import calendar
from cxgame.people.opening.hours import Stretch
from cxgame.people.opening.models import OpeningHours, SpecialDay

DAY_MINUTES = 24 * 60
MOST_STRETCHES = 4  # of one day

Week = tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True)
class WeekView:
    """The week of a unit (None: the company's); not its own where the company's holds."""

    unit_id: int | None
    week: Week
    is_own: bool


@dataclass(frozen=True)
class DayView:
    """A day off, or a holiday worked; national ones have no id and can't be removed."""

    id: int | None
    unit_id: int | None
    on_day: date
    name: str
    is_open: bool


def week_of(session: Session, *, unit_id: int | None) -> WeekView:
    """Return a unit's week as it holds today."""
    own = col(OpeningHours.unit_id)
    query = select(OpeningHours.id).where(own.is_(None) if unit_id is None else own == unit_id)
    is_own = session.exec(query.limit(1)).first() is not None
    return WeekView(unit_id, calendar.Calendars(session).week(unit_id), is_own)


def special_days(
    session: Session, *, unit_id: int | None, year: int, locale: str = FALLBACK
) -> list[DayView]:
    """Return the holidays and days off of a year that hold for a unit, by day."""
    named = calendar.national(year, locale=locale)
    found = [DayView(None, None, day, name, False) for day, name in named.items()]
    column = col(SpecialDay.unit_id)
    scope = column.is_(None) if unit_id is None else column.is_(None) | (column == unit_id)
    query = select(SpecialDay).where(
        scope,
        col(SpecialDay.on_day) >= date(year, 1, 1),
        col(SpecialDay.on_day) <= date(year, 12, 31),
    )
    found += [
        DayView(row.id, row.unit_id, row.on_day, row.name, row.is_open)
        for row in session.exec(query)
    ]
    return sorted(found, key=lambda one: (one.on_day, one.id or 0))


def set_opening_hours(
    session: Session,
    *,
    actor: Actor,
    unit_id: int | None,
    week: Sequence[Sequence[Stretch]],
    now: datetime,
) -> None:
    """Set the week of a unit, or of the company; seven empty days give a unit the company's.

    Minutes count from midnight; a stretch that ends at or before its start ends on the next day.
    What was promised before stays promised. Raise InvalidInput for stretches that overlap, or a
    company that never opens.
    """
    permissions.require(actor, "people.set_opening_hours")
    _check_unit(session, unit_id)
    tidy = [_day(stretches) for stretches in week]
    if len(tidy) != calendar.WEEK:
        raise InvalidInput("A week has seven days.")
    if unit_id is None and not any(tidy):
        raise InvalidInput("A company opens on one day of the week at least.")
    column = col(OpeningHours.unit_id)
    mine = column.is_(None) if unit_id is None else column == unit_id
    session.execute(delete(OpeningHours).where(mine))
    for weekday, stretches in enumerate(tidy):
        for opens, closes in stretches:
            row = OpeningHours(unit_id=unit_id, weekday=weekday, opens=opens, closes=closes)
            session.add(row)
    session.flush()
    audit.note(session, actor, "people.set_opening_hours", "unit", unit_id, now=now)


def add_special_day(
    session: Session,
    *,
    actor: Actor,
    unit_id: int | None,
    on_day: date,
    name: str,
    is_open: bool = False,
    now: datetime,
) -> int:
    """Note a day on which a unit (None: all) stays closed, or opens although it is a holiday.

    Raise Conflict where the day is noted already.
    """
    permissions.require(actor, "people.add_special_day")
    _check_unit(session, unit_id)
    column = col(SpecialDay.unit_id)
    mine = column.is_(None) if unit_id is None else column == unit_id
    query = select(SpecialDay.id).where(mine, SpecialDay.on_day == on_day)
    if session.exec(query).first() is not None:
        raise Conflict("This day is noted already.")
    row = SpecialDay(unit_id=unit_id, on_day=on_day, name=clean(name), is_open=is_open)
    session.add(row)
    session.flush()
    audit.note(session, actor, "people.add_special_day", "special_day", row.id, now=now)
    return row.id


def remove_special_day(session: Session, *, actor: Actor, day_id: int, now: datetime) -> None:
    """Take a noted day away again; raise NotFound when there is none."""
    permissions.require(actor, "people.remove_special_day")
    row = session.get(SpecialDay, day_id)
    if row is None:
        raise NotFound("There is no such day.")
    session.delete(row)
    session.flush()
    audit.note(session, actor, "people.remove_special_day", "special_day", day_id, now=now)


def _check_unit(session: Session, unit_id: int | None) -> None:
    if unit_id is not None and session.get(Unit, unit_id) is None:
        raise NotFound("There is no such unit.")


def _day(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches of a day in order; raise InvalidInput where they overlap."""
    if len(stretches) > MOST_STRETCHES:
        raise InvalidInput("At most {n} opening times a day.", n=MOST_STRETCHES)
    tidy: list[Stretch] = []
    for opens, closes in sorted(stretches):
        if not (0 <= opens < DAY_MINUTES and 0 <= closes <= 2 * DAY_MINUTES):
            raise InvalidInput("Write times as 09:00.")
        end = closes if closes > opens else closes + DAY_MINUTES
        if end > opens + DAY_MINUTES:
            raise InvalidInput("Write times as 09:00.")
        if tidy and opens < tidy[-1][1]:
            raise InvalidInput("Two opening times of a day overlap.")
        tidy.append((opens, end))
    return tidy
