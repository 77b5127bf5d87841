"""Commands on stand-ins: name one for some days, call it off."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.people import audit, permissions, turns
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.people.stand_ins import queries
from cxgame.people.stand_ins.models import StandIn

LONGEST = timedelta(days=365)
LONGEST_REASON = 200


def name_stand_in(
    session: Session,
    *,
    actor: Actor,
    person_id: int,
    delegate_id: int,
    starts_on: date,
    ends_on: date,
    reason: str = "",
    leave_id: int | None = None,
    now: datetime,
) -> int:
    """Let somebody act in a person's place on some days and return the number of it.

    The stand-in sees, does and approves what is the person's. Raise InvalidInput for days past,
    turned round or too many, NotFound for nobody active, Conflict where another one stands in.
    """
    _require(session, actor, "people.name_stand_in", person_id)
    _check_days(starts_on, ends_on, clock.local_day(now))
    delegate = session.get(Person, delegate_id)
    if delegate is None or not delegate.is_active:
        raise NotFound("There is no such person.")
    if delegate_id == person_id:
        raise InvalidInput("Somebody else stands in for a person.")
    _check_free(session, person_id, starts_on, ends_on)
    row = StandIn(
        person_id=person_id,
        delegate_id=delegate_id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=" ".join(reason.split())[:LONGEST_REASON],
        leave_id=leave_id,
        created_by=actor.person_id,
        created_at=now,
    )
    session.add(row)
    session.flush()
    people = {"of": person_id, "by": delegate_id}
    audit.note(session, actor, "people.name_stand_in", "stand_in", row.id, now=now, **people)
    return row.id


def end_stand_in(session: Session, *, actor: Actor, stand_in_id: int, now: datetime) -> None:
    """Call a stand-in off; what was done in the person's place stays done."""
    if not permissions.may(actor, "people.end_stand_in"):
        permissions.require(actor, "people.end_stand_in")
    row = session.get(StandIn, stand_in_id)
    if row is None:
        raise NotFound("There is no such stand-in.")
    _require(session, actor, "people.end_stand_in", row.person_id)
    if row.ended_at is None:
        row.ended_at, row.ended_by = now, actor.person_id
    session.flush()
    audit.note(session, actor, "people.end_stand_in", "stand_in", stand_in_id, now=now)


def end_cover(session: Session, *, leave_id: int, by: int | None, now: datetime) -> None:
    """Call off whoever covered a leave that was called off; part of that command."""
    query = select(StandIn).where(StandIn.leave_id == leave_id, col(StandIn.ended_at).is_(None))
    for row in session.exec(query):
        row.ended_at, row.ended_by = now, by
    session.flush()


def _require(session: Session, actor: Actor, command: str, person_id: int) -> None:
    person = session.get(Person, person_id)
    if person is not None and queries.may_name(actor, person_id, person.team_id):
        return
    permissions.require(
        actor, command, team_id=person.team_id if person else None, person_id=person_id
    )
    raise NotFound("There is no such person.")


def _check_free(session: Session, person_id: int, starts_on: date, ends_on: date) -> None:
    """Raise Conflict where somebody stands in for a person on some of these days; others wait."""
    turns.lock_person(session, person_id)
    meeting = select(StandIn.id).where(
        StandIn.person_id == person_id,
        col(StandIn.ended_at).is_(None),
        StandIn.starts_on <= ends_on,
        StandIn.ends_on >= starts_on,
    )
    if session.exec(meeting).first() is not None:
        raise Conflict("Somebody stands in on some of these days already.")


def _check_days(starts_on: date, ends_on: date, today: date) -> None:
    if ends_on < starts_on:
        raise InvalidInput("The last day comes before the first.")
    if ends_on < today:
        raise InvalidInput("These days are past: nobody can stand in any more.")
    if ends_on - starts_on > LONGEST:
        raise InvalidInput("Name a stand-in for a year at most.")
