"""Routines fall due by the calendar, are ticked, or recorded as missed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from cxgame.boards.routines import days, queries, rhythm, service
from cxgame.boards.routines.models import RoutineCheck
from cxgame.boards.routines.rhythm import Rhythm, Rule, State
from cxgame.boards.routines.service import RoutineForm
from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.people.opening import service as opening
from tests.conftest import NOON, Town

MONDAY = date(2026, 3, 2)  # NOON's day
DAY = timedelta(days=1)
EVERY_DAY = frozenset(range(7))


def always(_day: date) -> bool:
    return True


def weekdays_only(day: date) -> bool:
    return day.weekday() < 5


def add(session: Session, town: Town, **changes: Any) -> int:
    form = RoutineForm(**{"title": "Check the cooler", "team_id": town.desk, **changes})
    return service.add_routine(session, actor=town.diana, form=form, now=NOON)


def at(day: int, hour: int = 12) -> datetime:
    return NOON + timedelta(days=day, hours=hour - 12)


def found(session: Session, town: Town, now: datetime = NOON) -> queries.RoutineView:
    (view,) = queries.routines(session, actor=town.bob, now=now)
    return view


def test_a_month_ends_where_it_ends() -> None:
    rule = Rule(Rhythm.MONTHLY, EVERY_DAY, 31)
    due = rhythm.days_due(rule, date(2026, 1, 1), date(2026, 4, 30), always)
    assert due == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_a_monthly_check_waits_for_the_unit_to_open() -> None:
    rule = Rule(Rhythm.MONTHLY, EVERY_DAY, 1)  # 1 March 2026 is a Sunday
    due = rhythm.days_due(rule, date(2026, 2, 25), date(2026, 4, 5), weekdays_only)
    assert due == [date(2026, 3, 2), date(2026, 4, 1)]


@given(st.integers(1, 31), st.sets(st.integers(0, 6), min_size=1))
def test_once_a_month_is_once_a_month(month_day: int, open_on: set[int]) -> None:
    rule = Rule(Rhythm.MONTHLY, EVERY_DAY, month_day)
    due = rhythm.days_due(
        rule, date(2025, 1, 1), date(2026, 12, 31), lambda day: day.weekday() in open_on
    )
    assert 23 <= len(due) <= 25  # the last of the year before may come over
    assert all(day.weekday() in open_on for day in due)


def test_what_nobody_ticked_is_missed_once(session: Session, town: Town) -> None:
    routine = add(session, town)
    service.do_check(session, actor=town.bob, routine_id=routine, note="4 °C", now=NOON)
    now = at(6, 3)  # the Sunday after: open Monday to Saturday
    assert days.close_routines(session, now=now) == 5
    assert days.close_routines(session, now=now) == 0
    rows = session.exec(select(RoutineCheck).order_by(RoutineCheck.on_day)).all()  # type: ignore[arg-type]
    assert [row.state for row in rows] == ["done", *["missed"] * 5]
    view = found(session, town, now)
    assert (view.done, view.due, view.adherence) == (1, 6, 1 / 6)
    assert not view.is_due  # closed on Sundays
    assert [mark.state for mark in view.marks][-7:] == [
        State.DONE,
        *[State.MISSED] * 5,
        None,
    ]


def test_a_day_off_asks_for_nothing(session: Session, town: Town) -> None:
    add(session, town)
    opening.add_special_day(
        session,
        actor=town.root,
        unit_id=town.north,
        on_day=MONDAY + DAY,
        name="Stock",
        is_open=False,
        now=NOON,
    )
    assert days.close_routines(session, now=at(3, 3)) == 2  # Monday and Wednesday


def test_a_tick_says_who_and_is_taken_back(session: Session, town: Town) -> None:
    routine = add(session, town, due_at=8 * 60)
    assert found(session, town).is_late
    service.do_check(session, actor=town.bob, routine_id=routine, now=NOON)
    service.do_check(session, actor=town.alice, routine_id=routine, now=NOON)  # twice is once
    view = found(session, town)
    assert (view.done_by, view.is_late) == ("Bob", False)
    assert session.exec(select(RoutineCheck.is_late)).one()
    service.undo_check(session, actor=town.alice, routine_id=routine, now=NOON)
    assert found(session, town).done_at is None


def test_it_is_not_done_on_other_days(session: Session, town: Town) -> None:
    routine = add(session, town, weekdays=(1,))
    with pytest.raises(Conflict, match="not due"):
        service.do_check(session, actor=town.bob, routine_id=routine, now=NOON)
    service.do_check(session, actor=town.bob, routine_id=routine, now=at(1))


def test_a_change_holds_from_today_on(session: Session, town: Town) -> None:
    routine = add(session, town)
    form = RoutineForm("Check it twice", town.desk, weekdays=(4,))
    version = service.change_routine(
        session, actor=town.diana, routine_id=routine, form=form, version=1, now=at(2)
    )
    assert len(session.exec(select(RoutineCheck)).all()) == 2  # Monday and Tuesday, missed
    assert days.close_routines(session, now=at(5)) == 1  # Friday alone
    with pytest.raises(Conflict):
        service.end_routine(session, actor=town.diana, routine_id=routine, version=1, now=at(5))
    service.end_routine(session, actor=town.diana, routine_id=routine, version=version, now=at(5))
    assert days.close_routines(session, now=at(30)) == 0
    with pytest.raises(NotFound):
        service.do_check(session, actor=town.bob, routine_id=routine, now=at(7))


def test_each_team_sees_and_does_its_own(session: Session, town: Town) -> None:
    routine = add(session, town)
    assert queries.routines(session, actor=town.charlie, now=NOON) == []
    with pytest.raises(NotAllowed):
        service.do_check(session, actor=town.charlie, routine_id=routine, now=NOON)
    with pytest.raises(NotAllowed):
        add(session, town, team_id=town.grooming)
    for wrong in ({"weekdays": ()}, {"weekdays": (9,)}, {"month_day": 32}, {"title": " "}):
        with pytest.raises(InvalidInput):
            add(session, town, **wrong)
