"""Read kudos: one's own, and whom one may thank."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from cxgame.errors import NotAllowed
from cxgame.game import thanks
from cxgame.game.models import Kudos
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role, Team


@dataclass(frozen=True)
class KudosView:
    """Thanks that somebody got; `sender` is "" for a customer's, whose words stand in a record."""

    id: int
    sender: str
    value: str
    text: str
    record_id: int | None
    sop_step_id: int | None
    on_day: date


@dataclass(frozen=True)
class Colleague:
    """Somebody whom one can thank; `is_near` is of the same team."""

    person_id: int
    name: str
    team: str
    is_near: bool


def received(session: Session, *, actor: Actor, person_id: int, limit: int = 20) -> list[KudosView]:
    """Return the thanks that somebody got, newest first; own only."""
    if actor.role is not Role.SYSTEM and actor.person_id != person_id:
        raise NotAllowed("Only the person sees this.")
    query = (
        select(Kudos, Person.name)
        .outerjoin(Person, col(Person.id) == col(Kudos.sender_id))
        .where(Kudos.person_id == person_id)
        .order_by(col(Kudos.created_at).desc(), col(Kudos.id).desc())
        .limit(limit)
    )
    return [
        KudosView(
            id=row.id,
            sender="" if row.record_id else (name or ""),
            value=row.value,
            text=row.text,
            record_id=row.record_id,
            sop_step_id=row.sop_step_id,
            on_day=row.on_day,
        )
        for row, name in session.exec(query)
    ]


def colleagues(session: Session, *, actor: Actor) -> list[Colleague]:
    """Return whom the actor can thank: the own team first, then everybody, by name."""
    query = (
        select(Person.id, Person.name, Team.name, Person.team_id)
        .outerjoin(Team, col(Team.id) == col(Person.team_id))
        .where(Person.is_active, col(Person.id) != (actor.person_id or 0))
        .order_by(col(Person.name))
    )
    found = [
        Colleague(person_id, name, team or "", team_id is not None and team_id == actor.team_id)
        for person_id, name, team, team_id in session.exec(query)
    ]
    return sorted(found, key=lambda one: not one.is_near)


def left_today(session: Session, *, actor: Actor, today: date) -> int:
    """Return how many kudos the actor can still give today."""
    query = select(func.count()).where(
        Kudos.sender_id == actor.person_id, col(Kudos.record_id).is_(None), Kudos.on_day == today
    )
    return max(0, thanks.A_DAY - session.exec(query).one())


def thanked_by_record(session: Session, *, record_id: int) -> frozenset[int]:
    """Return who got a customer's compliment already."""
    return frozenset(session.exec(select(Kudos.person_id).where(Kudos.record_id == record_id)))
