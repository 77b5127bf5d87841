"""Read the rota: one's own days, and the week of the people of a team."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from cxgame.errors import NotAllowed
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role
from cxgame.people.rota import days
from cxgame.people.rota.days import Rota, Weekdays
from cxgame.people.rota.models import Leave, LeaveKind, Outage, ShiftPattern
from cxgame.settings import get_settings


@dataclass(frozen=True)
class LeaveView:
    """A leave that holds, both days included."""

    id: int
    kind: LeaveKind
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class PersonWeek:
    """A person's week as it stands; `is_known` is False while the company's default serves."""

    person_id: int
    name: str
    weekdays: Weekdays
    is_known: bool
    is_away: bool
    leaves: tuple[LeaveView, ...]


def rota_of(session: Session, person_id: int) -> Rota:
    """Return one person's days, for rules: whoever asks answers for what is shown."""
    return rotas(session, [person_id])[person_id]


def rotas(session: Session, person_ids: Collection[int]) -> dict[int, Rota]:
    """Return the days of these people, for rules."""
    patterns: dict[int, list[tuple[date, Weekdays]]] = defaultdict(list)
    query = select(ShiftPattern).where(col(ShiftPattern.person_id).in_(person_ids))
    for row in session.exec(query.order_by(col(ShiftPattern.starts_on))):
        patterns[row.person_id].append((row.starts_on, days.read(row.weekdays)))
    leaves: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for leave in _leaves(session, person_ids):
        leaves[leave.person_id].append((leave.starts_on, leave.ends_on))
    outages = frozenset(session.exec(select(col(Outage.on_day))))
    default = days.read(get_settings().shift_weekdays)
    return {
        person_id: Rota(default, tuple(patterns[person_id]), tuple(leaves[person_id]), outages)
        for person_id in person_ids
    }


def own_week(session: Session, *, actor: Actor, today: date) -> PersonWeek:
    """Return the actor's own week and leave."""
    person = session.get_one(Person, actor.person_id)
    return _weeks(session, [person], today)[0]


def team_weeks(session: Session, *, actor: Actor, team_id: int, today: date) -> list[PersonWeek]:
    """Return the week and the leave of a team's active people, by name.

    Raise NotAllowed for a team that is not the actor's to lead.
    """
    leads = actor.role in (Role.MANAGER, Role.ADMIN, Role.SYSTEM)
    if not leads or not actor.sees_team(team_id):
        raise NotAllowed("This belongs to a team or a person outside your reach.")
    query = select(Person).where(Person.team_id == team_id, Person.is_active)
    return _weeks(session, list(session.exec(query.order_by(col(Person.name)))), today)


def planners(session: Session, *, actor: Actor) -> list[str]:
    """Return the names of those who can change the actor's week and leave, by name.

    Who leads the team, else the administrators; never the actor.
    """
    leading = people.managers_of(session, team_id=actor.team_id) if actor.team_id else []
    asked = set(leading) - {actor.person_id} or set(people.admins(session)) - {actor.person_id}
    names = people.person_names(session)
    return sorted(names[person_id] for person_id in asked)


def outages(session: Session, *, limit: int = 20) -> list[date]:
    """Return the days on which the app was down, newest first."""
    query = select(col(Outage.on_day)).order_by(col(Outage.on_day).desc()).limit(limit)
    return list(session.exec(query))


def _weeks(session: Session, people: list[Person], today: date) -> list[PersonWeek]:
    ids = [person.id for person in people]
    known = rotas(session, ids)
    leaves: dict[int, list[LeaveView]] = defaultdict(list)
    for one in _leaves(session, ids):
        if one.ends_on >= today:
            view = LeaveView(one.id, LeaveKind(one.kind), one.starts_on, one.ends_on)
            leaves[one.person_id].append(view)
    return [
        PersonWeek(
            person_id=person.id,
            name=person.name,
            weekdays=known[person.id].pattern(today),
            is_known=bool(known[person.id].patterns),
            is_away=known[person.id].is_away(today),
            leaves=tuple(leaves[person.id]),
        )
        for person in people
    ]


def _leaves(session: Session, person_ids: Collection[int]) -> list[Leave]:
    query = select(Leave).where(
        col(Leave.person_id).in_(person_ids), col(Leave.cancelled_at).is_(None)
    )
    return list(session.exec(query.order_by(col(Leave.starts_on))))
