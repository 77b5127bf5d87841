"""Commands on routines: make, change, end one; tick its check of today, take the tick back."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, select

from cxgame import clock
from cxgame.boards import form as forms
from cxgame.boards.routines import days
from cxgame.boards.routines.models import Routine, RoutineCheck
from cxgame.boards.routines.rhythm import DAY, Rhythm, State
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.people import audit, names, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Team

WEEK = 7
MOST_OF_A_TEAM = 50


@dataclass(frozen=True)
class RoutineForm:
    """What somebody types into a routine; `due_at` are minutes of the day."""

    title: str
    team_id: int
    words: str = ""
    rhythm: Rhythm = Rhythm.DAILY
    weekdays: tuple[int, ...] = tuple(range(WEEK))
    month_day: int = 1
    due_at: int = 1439
    responsible_id: int | None = None
    touchpoint_id: int | None = None
    sop_step_id: int | None = None


def add_routine(session: Session, *, actor: Actor, form: RoutineForm, now: datetime) -> int:
    """Make a routine of a team, due from today on, and return its id."""
    permissions.require(actor, "boards.add_routine", team_id=form.team_id)
    today = clock.local_day(now)
    routine = Routine(
        team_id=form.team_id,
        title="",
        rhythm="",
        starts_on=today,
        closed_until=today - DAY,
        created_by=actor.person_id,
        created_at=now,
    )
    query = select(Routine.id).where(Routine.team_id == form.team_id, Routine.ended_at == None)  # noqa: E711
    if len(session.exec(query).all()) >= MOST_OF_A_TEAM:
        raise Conflict("A team has at most {n} routines.", n=MOST_OF_A_TEAM)
    _write(session, routine, form)
    audit.note(session, actor, "boards.add_routine", "routine", routine.id, now=now)
    return routine.id


def change_routine(
    session: Session,
    *,
    actor: Actor,
    routine_id: int,
    form: RoutineForm,
    version: int,
    now: datetime,
) -> int:
    """Change a routine from today on, and return its version; days past stay as they were."""
    routine = _reached(session, "boards.change_routine", actor, routine_id, version)
    if form.team_id != routine.team_id:
        raise InvalidInput("A routine stays with its team: end it and make another one.")
    days.look_back(session, routine, until=clock.local_day(now) - DAY)
    _write(session, routine, form)
    routine.version += 1
    session.flush()
    audit.note(session, actor, "boards.change_routine", "routine", routine_id, now=now)
    return routine.version


def end_routine(
    session: Session, *, actor: Actor, routine_id: int, version: int, now: datetime
) -> None:
    """Let a routine recur no more; what was done and missed stays."""
    routine = _reached(session, "boards.end_routine", actor, routine_id, version)
    days.look_back(session, routine, until=clock.local_day(now) - DAY)
    routine.ended_at, routine.version = now, routine.version + 1
    session.flush()
    audit.note(session, actor, "boards.end_routine", "routine", routine_id, now=now)


def do_check(
    session: Session, *, actor: Actor, routine_id: int, note: str = "", now: datetime
) -> None:
    """Note that a routine was done today; doing so twice changes nothing.

    Raise Conflict on a day on which it is not due, NotFound for one out of reach.
    """
    routine = _to_do(session, "boards.do_check", actor, routine_id)
    today = clock.local_day(now)
    if not days.is_due(session, routine, today):
        raise Conflict("This is not due today.")
    if _check(session, routine, today) is not None:
        return
    local = now.astimezone(clock.zone())
    session.add(
        RoutineCheck(
            routine_id=routine.id,
            on_day=today,
            state=State.DONE.value,
            is_late=local.hour * 60 + local.minute > routine.due_at,
            note=forms.text(note),
            done_by=actor.person_id,
            done_at=now,
        )
    )
    session.flush()
    audit.note(session, actor, "boards.do_check", "routine", routine_id, now=now)


def undo_check(session: Session, *, actor: Actor, routine_id: int, now: datetime) -> None:
    """Take back today's tick; nothing happens where there is none."""
    routine = _to_do(session, "boards.undo_check", actor, routine_id)
    check = _check(session, routine, clock.local_day(now))
    if check is None:
        return
    session.delete(check)
    session.flush()
    audit.note(session, actor, "boards.undo_check", "routine", routine_id, now=now)


def _to_do(session: Session, command: str, actor: Actor, routine_id: int) -> Routine:
    if not permissions.may(actor, command):
        permissions.require(actor, command)
    query = select(Routine).where(Routine.id == routine_id).with_for_update()
    routine = session.exec(query).first()
    if routine is None or routine.ended_at is not None:
        raise NotFound("There is no such routine.")
    permissions.require(actor, command, team_id=routine.team_id)
    return routine


def _reached(
    session: Session, command: str, actor: Actor, routine_id: int, version: int
) -> Routine:
    routine = _to_do(session, command, actor, routine_id)
    if routine.version != version:
        raise Conflict("Somebody else changed this routine meanwhile. Look at it, then repeat.")
    return routine


def _check(session: Session, routine: Routine, day: date) -> RoutineCheck | None:
    query = select(RoutineCheck).where(
        RoutineCheck.routine_id == routine.id, RoutineCheck.on_day == day
    )
    return session.exec(query).first()


def _write(session: Session, routine: Routine, form: RoutineForm) -> None:
    """Write a form into a routine; raise InvalidInput for what can't recur, or nobody here."""
    weekdays = sorted(set(form.weekdays))
    if not weekdays or not all(0 <= day < WEEK for day in weekdays):
        raise InvalidInput("Choose at least one day of the week.")
    if not 1 <= form.month_day <= 31:
        raise InvalidInput("A day of the month lies between 1 and 31.")
    if not 0 <= form.due_at < 24 * 60:
        raise InvalidInput("Write times as 09:00.")
    team = session.get(Team, form.team_id)
    person = session.get(Person, form.responsible_id) if form.responsible_id else None
    if team is None or not team.is_active:
        raise InvalidInput("There is no such open team.")
    if form.responsible_id and (person is None or not person.is_active):
        raise NotFound("There is no such person.")
    routine.title, routine.words = names.clean(form.title), forms.text(form.words)
    routine.rhythm, routine.month_day = form.rhythm.value, form.month_day
    routine.weekdays, routine.due_at = "".join(map(str, weekdays)), form.due_at
    routine.responsible_id = form.responsible_id
    routine.touchpoint_id, routine.sop_step_id = form.touchpoint_id, form.sop_step_id
    session.add(routine)
    session.flush()
