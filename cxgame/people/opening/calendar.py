"""The opening hours and closed days of every unit, as they are stored, ready for the clock."""

from collections import defaultdict
from datetime import date, datetime
from functools import lru_cache

import holidays
from sqlmodel import Session, select

from cxgame import clock
from cxgame.i18n import FALLBACK
from cxgame.people.models import Team
from cxgame.people.opening.hours import Hours, Stretch
from cxgame.people.opening.models import OpeningHours, SpecialDay
from cxgame.settings import get_settings

WEEK = 7
# Until somebody says otherwise: Monday to Saturday, nine to six.
USUAL: tuple[tuple[Stretch, ...], ...] = (((9 * 60, 18 * 60),),) * 6 + ((),)
TONGUES = {"pt-BR": "pt_BR", "en": "en_US"}  # as the package calls them; else the country's own
AHEAD = 2  # years: no promise reaches further


class Calendars:
    """The hours of units, read once for a command that opens many cases."""

    def __init__(self, session: Session) -> None:
        self._units = dict(session.exec(select(Team.id, Team.unit_id)).all())
        self._weeks: dict[int | None, list[list[Stretch]]] = defaultdict(_empty_week)
        for row in session.exec(select(OpeningHours)):
            self._weeks[row.unit_id][row.weekday].append((row.opens, row.closes))
        self._special: dict[int | None, list[tuple[date, bool]]] = defaultdict(list)
        for special in session.exec(select(SpecialDay)):
            self._special[special.unit_id].append((special.on_day, special.is_open))
        self._made: dict[tuple[int | None, int], Hours] = {}

    def of_team(self, team_id: int | None, at: datetime) -> Hours:
        """Return the hours of a team's unit, of the company without one, from a moment on."""
        unit_id = self._units.get(team_id) if team_id else None
        return self.of_unit(unit_id, at.astimezone(clock.zone()).year)

    def of_unit(self, unit_id: int | None, year: int) -> Hours:
        """Return a unit's hours with the holidays around a year; None is the company."""
        key = (unit_id, year)
        if key not in self._made:
            self._made[key] = Hours(clock.zone(), self.week(unit_id), self._closed(unit_id, year))
        return self._made[key]

    def week(self, unit_id: int | None) -> tuple[tuple[Stretch, ...], ...]:
        """Return the stretches of each weekday: the unit's, else the company's, else the usual."""
        for scope in (unit_id, None):
            if scope in self._weeks:
                return tuple(tuple(sorted(day)) for day in self._weeks[scope])
        return USUAL

    def _closed(self, unit_id: int | None, year: int) -> frozenset[date]:
        """Return holidays and days off; what a unit says goes before what the company says."""
        closed = {day for n in range(-1, AHEAD + 1) for day in national(year + n)}
        for scope in dict.fromkeys((None, unit_id)):
            for day, is_open in self._special.get(scope, ()):
                (closed.discard if is_open else closed.add)(day)
        return frozenset(closed)


def national(year: int, *, locale: str = FALLBACK) -> dict[date, str]:
    """Return the national holidays of a year in the company's country, named in a language.

    Empty for a country whose holidays nobody collected. Source: the package `holidays`.
    """
    return _national(get_settings().country, year, TONGUES[locale])


@lru_cache
def _national(country: str, year: int, tongue: str) -> dict[date, str]:
    try:
        return dict(holidays.country_holidays(country, years=year, language=tongue))
    except NotImplementedError:
        return {}


def _empty_week() -> list[list[Stretch]]:
    return [[] for _ in range(WEEK)]
