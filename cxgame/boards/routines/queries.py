"""Read routines: what is due today, and how well they are kept."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.boards.routines import days, rhythm
from cxgame.boards.routines.models import Routine, RoutineCheck
from cxgame.boards.routines.rhythm import Rhythm, State
from cxgame.boards.routines.service import RoutineForm
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.opening.calendar import Calendars

WINDOW = timedelta(days=30)  # of the adherence
STRIP = 14  # days that are shown one by one


@dataclass(frozen=True)
class Mark:
    """A day of a routine: done, missed, or None where it was not due."""

    day: date
    state: State | None


@dataclass(frozen=True)
class RoutineView:
    """A routine as its team sees it.

    `is_due` today; `done_by` and `done_at` tell who ticked it today. Of `due` checks of the last 30
    days, `done` were done; `marks` are the last 14 days, oldest first.
    """

    id: int
    form: RoutineForm
    team: str
    responsible: str
    is_due: bool
    is_late: bool
    done_by: str
    done_at: datetime | None
    note: str
    done: int
    due: int
    marks: tuple[Mark, ...]
    can_do: bool
    can_change: bool
    version: int

    @property
    def adherence(self) -> float | None:
        """Return the share of checks that were done, None before the first was due."""
        return self.done / self.due if self.due else None


def routines(
    session: Session, *, actor: Actor, now: datetime, team_id: int | None = None
) -> list[RoutineView]:
    """Return the running routines of the actor's teams: what is due and open first."""
    query = select(Routine).where(col(Routine.ended_at).is_(None), _in_sight(actor))
    if team_id is not None:
        query = query.where(Routine.team_id == team_id)
    found = list(session.exec(query.order_by(col(Routine.due_at), col(Routine.id))))
    shelf = _Shelf(session, actor, found, now)
    views = [shelf.view(routine) for routine in found]
    return sorted(views, key=lambda one: not one.is_due or one.done_at is not None)


class _Shelf:
    """What stands around routines, read once for all of them."""

    def __init__(self, session: Session, actor: Actor, found: list[Routine], now: datetime) -> None:
        self._session, self._actor = session, actor
        self._teams, self._names = people.team_names(session), people.person_names(session)
        self._today, self._calendars = clock.local_day(now), Calendars(session)
        self._checks = _checks(session, found, self._today)
        local = now.astimezone(clock.zone())
        self._minute = local.hour * 60 + local.minute

    def view(self, routine: Routine) -> RoutineView:
        """Return a routine as its team sees it."""
        known = self._checks.get(routine.id, {})
        check, is_due = known.get(self._today), self._is_due(routine)
        return RoutineView(
            id=routine.id,
            form=form_of(routine),
            team=self._teams.get(routine.team_id, ""),
            responsible=self._names.get(routine.responsible_id or 0, ""),
            is_due=is_due,
            is_late=is_due and check is None and self._minute > routine.due_at,
            done_by=self._names.get(check.done_by or 0, "") if check else "",
            done_at=check.done_at if check else None,
            note=check.note if check else "",
            done=sum(one.state == State.DONE for one in known.values()),
            due=len(known),
            marks=_marks(known, self._today),
            can_do=self._may("boards.do_check", routine),
            can_change=self._may("boards.change_routine", routine),
            version=routine.version,
        )

    def _is_due(self, routine: Routine) -> bool:
        opens_on = days.opens(self._session, self._calendars, routine.team_id)
        is_due = rhythm.falls_on(days.rule_of(routine), self._today, opens_on)
        return is_due and self._today >= routine.starts_on

    def _may(self, command: str, routine: Routine) -> bool:
        return permissions.allows(self._actor, command, team_id=routine.team_id)


def form_of(routine: Routine) -> RoutineForm:
    """Return a routine as its form shows it."""
    return RoutineForm(
        title=routine.title,
        team_id=routine.team_id,
        words=routine.words,
        rhythm=Rhythm(routine.rhythm),
        weekdays=tuple(int(figure) for figure in routine.weekdays),
        month_day=routine.month_day,
        due_at=routine.due_at,
        responsible_id=routine.responsible_id,
        touchpoint_id=routine.touchpoint_id,
        sop_step_id=routine.sop_step_id,
    )


def _in_sight(actor: Actor) -> ColumnElement[bool]:
    if actor.sees_all:
        return true()
    own = col(Routine.responsible_id) == actor.person_id
    return col(Routine.team_id).in_(actor.team_ids) | own


def _checks(
    session: Session, found: list[Routine], today: date
) -> dict[int, dict[date, RoutineCheck]]:
    """Return the checks of the last 30 days by routine and day."""
    query = select(RoutineCheck).where(
        col(RoutineCheck.routine_id).in_([one.id for one in found]),
        col(RoutineCheck.on_day) > today - WINDOW,
    )
    checks: dict[int, dict[date, RoutineCheck]] = defaultdict(dict)
    for check in session.exec(query):
        checks[check.routine_id][check.on_day] = check
    return checks


def _marks(known: dict[date, RoutineCheck], today: date) -> tuple[Mark, ...]:
    shown = (today - timedelta(days=back) for back in reversed(range(STRIP)))
    return tuple(Mark(day, State(known[day].state) if day in known else None) for day in shown)
