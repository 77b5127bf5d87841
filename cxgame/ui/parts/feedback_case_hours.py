"""Hours and holidays on screen: a week typed as times, and the days of a year."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from cxgame import clock, i18n
from cxgame.errors import CxgameError, InvalidInput
from cxgame.look import markup
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.opening import service as opening_hours
from cxgame.people.opening.hours import Stretch
from cxgame.people.opening.service import DayView, WeekView
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, attempt, flash, load

MONDAY = date(2026, 1, 5)  # any: names of weekdays are read from it
DAY_MINUTES = 24 * 60
YEARS = 2  # ahead
_STRETCH = re.compile(
    r"(\d{1,2})[:h.](\d{2})?\s*(?:-|–|—|a|to|às|até)\s*(\d{1,2})[:h.](\d{2})?", re.IGNORECASE
)


def show(actor: Actor, now: datetime) -> None:
    """Show a unit's week and its days off, and store what is sent."""
    units = [one for one in load(people.units) if one.is_active]
    unit_id = address.number("unit")
    unit_id = unit_id if unit_id in {one.id for one in units} else None
    today = clock.local_day(now)
    year = address.number("year") or today.year
    year = min(max(year, today.year), today.year + YEARS)
    week = load(opening_hours.week_of, unit_id=unit_id)
    days = load(opening_hours.special_days, unit_id=unit_id, year=year, locale=locale())
    sent = sheet(
        markup.render(
            "feedback/cases/hours.html",
            locale(),
            units=[(str(one.id), one.name) for one in units],
            unit=unit_id or "",
            week=_week(week),
            is_own=week.is_own,
            years=[(str(n), str(n)) for n in range(today.year, today.year + YEARS + 1)],
            year=year,
            days=[_day(one) for one in days],
            today=today,
            turn=f"{unit_id}-{'-'.join(times(one) for one in week.week)}",
            count=len(days),
        ),
        key="case_hours",
    )
    _follow(actor, unit_id, sent, now)


def times(stretches: tuple[Stretch, ...]) -> str:
    """Return the opening times of a day as they are typed: 08:00-12:00, 13:00-17:00."""
    return ", ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in stretches)


def read_times(words: str) -> list[Stretch]:
    """Return the opening times that somebody typed for a day; empty is closed.

    "9h-18h", "09:00–18:00" and "09:00 às 18:00" are read alike; several stand with commas between.
    Raise InvalidInput for anything else.
    """
    found = []
    for part in re.split(r"[,;]", words):
        if not part.strip():
            continue
        match = _STRETCH.fullmatch(part.strip())
        if match is None:
            raise InvalidInput("Write times as 09:00-18:00.")
        opens, closes = _minutes(match[1], match[2]), _minutes(match[3], match[4])
        found.append((opens % DAY_MINUTES, closes))
    return found


def _minutes(hour: str, minute: str | None) -> int:
    hours, minutes = int(hour), int(minute or 0)
    if hours > 24 or minutes > 59 or (hours == 24 and minutes):
        raise InvalidInput("Write times as 09:00-18:00.")
    return 60 * hours + minutes


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    return f"{hour:02}:{minute:02}"


def _week(view: WeekView) -> list[tuple[str, str, str]]:
    return [
        (f"day{n}", i18n.weekday(locale(), MONDAY + timedelta(days=n)), times(stretches))
        for n, stretches in enumerate(view.week)
    ]


def _day(one: DayView) -> dict[str, Any]:
    if one.id is None:
        what = _("national holiday")
    elif one.is_open:
        what = _("open, although it is a holiday")
    else:
        what = _("not open") if one.unit_id else _("closed everywhere")
    return {
        "id": one.id,
        "name": one.name,
        "when": f"{i18n.weekday(locale(), one.on_day)}, {i18n.day(locale(), one.on_day)}",
        "what": what,
    }


def _follow(actor: Actor, unit_id: int | None, sent: dict[str, str], now: datetime) -> None:
    match sent.get("name"):
        case "unit":
            address.turn(unit=sent.get("unit", ""), year=sent.get("year", ""))
        case "week":
            _save(actor, unit_id, sent, now)
        case "company":
            nothing: list[list[Stretch]] = [[] for _day_of_week in range(7)]
            act(
                _("This unit has the company’s hours now."),
                opening_hours.set_opening_hours,
                actor=actor,
                unit_id=unit_id,
                week=nothing,
                now=now,
            )
        case "add_day":
            _add(actor, unit_id, sent, now)
        case "remove":
            act(
                _("Taken away."),
                opening_hours.remove_special_day,
                actor=actor,
                day_id=feedback.whole(sent, "value") or 0,
                now=now,
            )


def _save(actor: Actor, unit_id: int | None, sent: dict[str, str], now: datetime) -> None:
    try:
        week = [read_times(sent.get(f"day{n}", "")) for n in range(7)]
    except InvalidInput as error:
        feedback.refused(error)
        return
    act(
        _("Saved. It holds for cases opened from now on."),
        opening_hours.set_opening_hours,
        actor=actor,
        unit_id=unit_id,
        week=week,
        now=now,
    )


def _add(actor: Actor, unit_id: int | None, sent: dict[str, str], now: datetime) -> None:
    try:
        day = date.fromisoformat(sent.get("on_day", ""))
    except ValueError:
        feedback.refused(InvalidInput("This is not a day of the calendar."))
        return
    done = attempt(
        opening_hours.add_special_day,
        actor=actor,
        unit_id=unit_id,
        on_day=day,
        name=sent.get("day_name", ""),
        is_open="is_open" in sent,
        now=now,
    )
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    flash(_("The day is noted."))
    address.turn(year=str(day.year))
