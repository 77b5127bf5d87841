"""Routines against the calendar of their unit: when they are due, and what was missed."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.boards.routines import rhythm
from cxgame.boards.routines.models import Routine, RoutineCheck
from cxgame.boards.routines.rhythm import DAY, OpensOn, Rhythm, Rule, State
from cxgame.people.models import Team
from cxgame.people.opening.calendar import Calendars


def rule_of(routine: Routine) -> Rule:
    """Return when a routine recurs."""
    weekdays = frozenset(int(figure) for figure in routine.weekdays)
    return Rule(Rhythm(routine.rhythm), weekdays, routine.month_day)


def opens(session: Session, calendars: Calendars, team_id: int) -> OpensOn:
    """Return what tells on which days the unit of a team opens."""
    unit_id = session.get_one(Team, team_id).unit_id
    return lambda day: calendars.of_unit(unit_id, day.year).opens_on(day)


def is_due(session: Session, routine: Routine, day: date) -> bool:
    """Tell whether a routine is due on a day."""
    opens_on = opens(session, Calendars(session), routine.team_id)
    return day >= routine.starts_on and rhythm.falls_on(rule_of(routine), day, opens_on)


def close_routines(session: Session, *, now: datetime) -> int:
    """Note as missed what was due before today and not done; return how many those are."""
    yesterday = clock.local_day(now) - DAY
    query = select(Routine).where(
        col(Routine.ended_at).is_(None), col(Routine.closed_until) < yesterday
    )
    return sum(
        look_back(session, routine, until=yesterday)
        for routine in session.exec(query.order_by(col(Routine.id))).all()
    )


def look_back(session: Session, routine: Routine, *, until: date) -> int:
    """Note what was missed up to a day, once; return how many days those are."""
    first = max(routine.closed_until + DAY, routine.starts_on)
    if first > until:
        return 0
    opens_on = opens(session, Calendars(session), routine.team_id)
    due = rhythm.days_due(rule_of(routine), first, until, opens_on)
    query = select(col(RoutineCheck.on_day)).where(
        RoutineCheck.routine_id == routine.id, col(RoutineCheck.on_day) >= first
    )
    done = set(session.exec(query))
    missed = [day for day in due if day not in done]
    for day in missed:
        check = RoutineCheck(routine_id=routine.id, on_day=day, state=State.MISSED.value)
        session.add(check)
    routine.closed_until = until
    session.flush()
    return len(missed)
