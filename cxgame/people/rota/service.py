"""Commands on the rota: a person's week, leave, days on which the app was down."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.people import audit, permissions, turns
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.people.rota import days
from cxgame.people.rota.models import Leave, LeaveKind, Outage, ShiftPattern
from cxgame.people.stand_ins import service as stand_ins

LONGEST = timedelta(days=365)


def set_shifts(
    session: Session, *, actor: Actor, person_id: int, weekdays: Iterable[int], now: datetime
) -> None:
    """Set the weekdays on which a person works from today on; what was before stays as it was."""
    _require(session, actor, "people.set_shifts", person_id)
    today, week = clock.local_day(now), days.stored(weekdays)
    turns.lock_person(session, person_id)
    query = select(ShiftPattern).where(
        ShiftPattern.person_id == person_id, ShiftPattern.starts_on == today
    )
    pattern = session.exec(query).first()
    if pattern is None:
        pattern = ShiftPattern(person_id=person_id, starts_on=today, weekdays="", created_at=now)
    pattern.weekdays = week
    session.add(pattern)
    session.flush()
    audit.note(session, actor, "people.set_shifts", "person", person_id, now=now, weekdays=week)


def add_leave(
    session: Session,
    *,
    actor: Actor,
    person_id: int,
    kind: LeaveKind,
    starts_on: date,
    ends_on: date,
    cover_id: int | None = None,
    now: datetime,
) -> int:
    """Note that a person is away, and who stands in; return the leave's id.

    Days past may be noted later. Raise InvalidInput where the days are turned round or more than a
    year, Conflict where they meet another leave. The audit never says why somebody is away.
    """
    _require(session, actor, "people.add_leave", person_id)
    _check_leave(session, person_id, starts_on, ends_on)
    leave = Leave(
        person_id=person_id,
        kind=LeaveKind(kind).value,
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=now,
    )
    session.add(leave)
    session.flush()
    audit.note(session, actor, "people.add_leave", "leave", leave.id, now=now, person_id=person_id)
    if cover_id is not None:
        stand_ins.name_stand_in(
            session,
            actor=actor,
            person_id=person_id,
            delegate_id=cover_id,
            starts_on=starts_on,
            ends_on=ends_on,
            leave_id=leave.id,
            now=now,
        )
    return leave.id


def cancel_leave(session: Session, *, actor: Actor, leave_id: int, now: datetime) -> None:
    """Call a leave off; it stays in the books, marked. Raise NotFound where there is none."""
    if not permissions.may(actor, "people.cancel_leave"):
        permissions.require(actor, "people.cancel_leave")
    leave = session.get(Leave, leave_id)
    if leave is None:
        raise NotFound("There is no such leave.")
    _require(session, actor, "people.cancel_leave", leave.person_id)
    leave.cancelled_at = leave.cancelled_at or now
    session.flush()
    stand_ins.end_cover(session, leave_id=leave_id, by=actor.person_id, now=now)
    audit.note(session, actor, "people.cancel_leave", "leave", leave_id, now=now)


def note_outage(session: Session, *, actor: Actor, on_day: date, now: datetime) -> None:
    """Note that the app was down on a day: nobody's streak breaks on it. Twice is once."""
    permissions.require(actor, "people.note_outage")
    if on_day > clock.local_day(now):
        raise InvalidInput("A day to come is no outage yet.")
    if session.get(Outage, on_day) is not None:
        return
    session.add(Outage(on_day=on_day, created_at=now))
    session.flush()
    audit.note(session, actor, "people.note_outage", "outage", on_day.isoformat(), now=now)


def _check_leave(session: Session, person_id: int, starts_on: date, ends_on: date) -> None:
    """Raise for days that are no leave, or meet another one; other writers wait."""
    if ends_on < starts_on:
        raise InvalidInput("The last day comes before the first.")
    if ends_on - starts_on > LONGEST:
        raise InvalidInput("Note a leave of more than a year in parts.")
    turns.lock_person(session, person_id)
    meeting = select(Leave.id).where(
        Leave.person_id == person_id,
        col(Leave.cancelled_at).is_(None),
        Leave.starts_on <= ends_on,
        Leave.ends_on >= starts_on,
    )
    if session.exec(meeting).first() is not None:
        raise Conflict("These days meet a leave that is noted already.")


def _require(session: Session, actor: Actor, command: str, person_id: int) -> None:
    """Raise NotAllowed or NotFound unless the person is there and within the actor's reach."""
    if not permissions.may(actor, command):
        permissions.require(actor, command)
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("There is no such person.")
    permissions.require(actor, command, team_id=person.team_id)
