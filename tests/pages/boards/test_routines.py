"""Routines on screen."""

from sqlmodel import select

from cxgame import clock, db
from cxgame.boards.routines import service
from cxgame.boards.routines.models import Routine, RoutineCheck
from cxgame.boards.routines.service import RoutineForm
from cxgame.people.opening import service as opening
from tests.conftest import Town
from tests.pages.conftest import OpenAs


def open_always(town: Town) -> None:
    with db.transaction() as session:
        day = [(0, 1440)]
        opening.set_opening_hours(
            session, actor=town.root, unit_id=town.north, week=[day] * 7, now=clock.now()
        )
        for year_day in opening.special_days(session, unit_id=town.north, year=clock.now().year):
            opening.add_special_day(
                session,
                actor=town.root,
                unit_id=town.north,
                on_day=year_day.on_day,
                name="Open",
                is_open=True,
                now=clock.now(),
            )


def test_a_routine_is_made_ticked_and_ended(town: Town, open_as: OpenAs) -> None:
    open_always(town)
    screen = open_as(town.diana, "routines?form=new")
    sent = {"title": "Check the cooler", "team_id": str(town.desk), "rhythm": "daily"}
    days = "\n".join(map(str, range(7)))
    screen.tap("routine-new", "save", weekdays=days, due_at="23:58", **sent)
    with db.reading() as session:
        routine = session.exec(select(Routine.id)).one()
    bob = open_as(town.bob, "routines")
    assert "Check the cooler" in bob.sheet("routines")
    bob.tap("routines", "do", str(routine), words="4 °C")
    assert "Bob" in bob.sheet("routines") and "4 °C" in bob.sheet("routines")
    assert "100%" in bob.sheet("routines")
    bob.tap("routines", "undo", str(routine))
    with db.reading() as session:
        assert session.exec(select(RoutineCheck)).first() is None
    screen = open_as(town.diana, f"routines?form={routine}")
    screen.tap(f"routine-{routine}", "save", **sent | {"version": "1", "weekdays": ""})
    assert "at least one day" in screen.text
    screen.tap(f"routine-{routine}", "end")
    assert "No routines yet" in open_as(town.bob, "routines").sheet("routines")


def test_the_frontline_only_ticks(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        form = RoutineForm("Check the cooler", town.desk)
        made = service.add_routine(session, actor=town.diana, form=form, now=clock.now())
    screen = open_as(town.bob, f"routines?form={made}")
    assert "New routine" not in screen.sheet("routines")
    assert f"routine-{made}" not in screen.sheets
    assert "No routines yet" in open_as(town.charlie, "routines").sheet("routines")
