from datetime import date, timedelta

import pytest
from sqlmodel import Session

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.people.opening import calendar
from cxgame.people.opening import service as opening_hours
from cxgame.people.opening.hours import Stretch
from tests.conftest import NOON, Town

USUAL = (9 * 60, 18 * 60)


def week(session: Session, town: Town, unit: int | None, *days: list[Stretch]) -> None:
    opening_hours.set_opening_hours(session, actor=town.root, unit_id=unit, week=days, now=NOON)


def of(session: Session, unit: int | None) -> tuple[tuple[Stretch, ...], ...]:
    return calendar.Calendars(session).week(unit)


def test_a_unit_keeps_the_companys_hours_until_it_has_its_own(session: Session, town: Town) -> None:
    assert of(session, town.north) == ((USUAL,),) * 6 + ((),)
    week(session, town, None, *[[(600, 1320)]] * 7)
    assert of(session, town.north) == (((600, 1320),),) * 7
    night = [(22 * 60, 6 * 60)]  # ends on the next day
    week(session, town, town.north, *[night] * 5, [], [])
    assert of(session, town.north)[0] == ((1320, 1800),)
    assert opening_hours.week_of(session, unit_id=town.north).is_own
    assert not opening_hours.week_of(session, unit_id=town.south).is_own
    week(session, town, town.north, *[[]] * 7)
    assert of(session, town.north) == (((600, 1320),),) * 7


@pytest.mark.parametrize(
    "day",
    [
        [(540, 720), (700, 1080)],
        [(1500, 1600)],
        [(540, 3000)],
        [(n * 60, n * 60 + 30) for n in range(5)],
    ],
)
def test_it_refuses_hours_that_cannot_be(session: Session, town: Town, day: list[Stretch]) -> None:
    with pytest.raises(InvalidInput):
        week(session, town, None, day, *[[]] * 6)


def test_a_company_opens_on_one_day_and_a_week_has_seven(session: Session, town: Town) -> None:
    for days in ([[]] * 7, [[USUAL]] * 6):
        with pytest.raises(InvalidInput):
            week(session, town, None, *days)
    with pytest.raises(NotFound):
        week(session, town, 99, *[[USUAL]] * 7)


def test_national_holidays_city_days_and_holidays_worked(session: Session, town: Town) -> None:
    def closed(unit: int | None, day: date) -> bool:
        return not calendar.Calendars(session).of_unit(unit, day.year).opens_on(day)

    tiradentes, anniversary = date(2026, 4, 21), date(2027, 1, 25)
    assert closed(None, tiradentes)
    assert not closed(town.north, anniversary)
    add = opening_hours.add_special_day
    city = add(
        session,
        actor=town.root,
        unit_id=town.north,
        on_day=anniversary,
        name="São Paulo",
        now=NOON,
    )
    add(
        session,
        actor=town.root,
        unit_id=town.south,
        on_day=tiradentes,
        name="We open",
        is_open=True,
        now=NOON,
    )
    assert closed(town.north, anniversary)
    assert not closed(town.south, anniversary)
    assert closed(town.north, tiradentes)
    assert not closed(town.south, tiradentes)
    with pytest.raises(Conflict):
        add(session, actor=town.root, unit_id=town.north, on_day=anniversary, name="x", now=NOON)
    listed = opening_hours.special_days(session, unit_id=town.north, year=2027)
    assert [one.name for one in listed if one.id] == ["São Paulo"]
    assert len(listed) > 8
    in_portuguese = calendar.national(2026, locale="pt-BR")
    assert in_portuguese[date(2026, 12, 25)] == "Natal"
    opening_hours.remove_special_day(session, actor=town.root, day_id=city, now=NOON)
    assert not closed(town.north, anniversary)


def test_a_promise_follows_the_hours_of_the_teams_unit(session: Session, town: Town) -> None:
    week(session, town, town.north, *[[USUAL]] * 5, [], [])
    hours = calendar.Calendars(session).of_team(town.desk, NOON)
    saturday = clock.local_day(NOON) + timedelta(days=5)
    assert not hours.opens_on(saturday)
    assert calendar.Calendars(session).of_team(town.grooming, NOON).opens_on(saturday)
