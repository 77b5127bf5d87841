"""Read who stands in for whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.people.stand_ins.models import StandIn


@dataclass(frozen=True)
class StandInView:
    """Somebody who stands in for a person, both days included; `is_now` today."""

    id: int
    person_id: int
    person: str
    delegate_id: int
    delegate: str
    starts_on: date
    ends_on: date
    reason: str
    is_now: bool
    can_end: bool


def stands_in_for(session: Session, person_id: int, day: date) -> frozenset[int]:
    """Return the people in whose place somebody acts on a day."""
    query = select(StandIn.person_id).where(StandIn.delegate_id == person_id, _holds_on(day))
    return frozenset(session.exec(query))


def in_place_of(session: Session, person_ids: Collection[int], day: date) -> dict[int, int]:
    """Return who acts in the place of these people on a day, by person, if still here."""
    if not person_ids:
        return {}
    query = (
        select(StandIn.person_id, StandIn.delegate_id)
        .join(Person, col(Person.id) == col(StandIn.delegate_id))
        .where(col(StandIn.person_id).in_(person_ids), Person.is_active, _holds_on(day))
    )
    return dict(session.exec(query).all())


def coming(session: Session, *, actor: Actor, today: date) -> list[StandInView]:
    """Return what holds today or will: of the actor, and of the people whom the actor may help."""
    query = select(StandIn).where(col(StandIn.ended_at).is_(None), StandIn.ends_on >= today)
    names = people.person_names(session)
    homes = dict(session.exec(select(Person.id, Person.team_id)).all())
    found = []
    for row in session.exec(query.order_by(col(StandIn.starts_on), col(StandIn.id))):
        can_end = may_name(actor, row.person_id, homes.get(row.person_id))
        if not can_end and row.delegate_id != actor.person_id:
            continue
        view = StandInView(
            id=row.id,
            person_id=row.person_id,
            person=names.get(row.person_id, ""),
            delegate_id=row.delegate_id,
            delegate=names.get(row.delegate_id, ""),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            reason=row.reason,
            is_now=row.starts_on <= today,
            can_end=can_end,
        )
        found.append(view)
    return found


def may_name(actor: Actor, person_id: int, team_id: int | None) -> bool:
    """Tell whether the actor may say who stands in for a person: for oneself, always."""
    own = person_id == actor.person_id and permissions.may(actor, "people.name_stand_in")
    return own or permissions.allows(
        actor, "people.name_stand_in", team_id=team_id, person_id=person_id
    )


def _holds_on(day: date) -> ColumnElement[bool]:
    is_dated = (col(StandIn.starts_on) <= day) & (col(StandIn.ends_on) >= day)
    return col(StandIn.ended_at).is_(None) & is_dated
