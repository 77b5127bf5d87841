"""Whom an assignment or a rule is for, and whether the actor may reach them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from cxgame.errors import InvalidInput
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.people.models import PERSON_ROLES, Person, Role


@dataclass(frozen=True)
class Audience:
    """A team, a role, a role in a team, everybody, or these people (of a team, where it is named).

    Everybody is what neither a team nor a role nor people narrow, and has to be meant.
    """

    team_id: int | None = None
    role: Role | None = None
    person_ids: tuple[int, ...] | None = None
    is_everybody: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether people who come later belong to it."""
        is_some = self.team_id is not None or self.role is not None or self.is_everybody
        return is_some and self.person_ids is None


def require(actor: Actor, command: str, audience: Audience) -> None:
    """Raise NotAllowed unless the actor may reach a whole team, role or company.

    Single people are checked by `people_of`, by the teams that they are in.
    """
    if audience.is_open or audience.team_id is not None:
        permissions.require(actor, command, team_id=audience.team_id)


def people_of(session: Session, audience: Audience) -> list[Person]:
    """Return the active people of an audience, by id; nobody where nobody was meant."""
    if audience == Audience():
        return []
    query = select(Person).where(Person.is_active).order_by(col(Person.id))
    if audience.team_id is not None:
        query = query.where(Person.team_id == audience.team_id)
    if audience.role is not None:
        query = query.where(Person.role == audience.role.value)
    if audience.person_ids is not None:
        query = query.where(col(Person.id).in_(audience.person_ids))
    return list(session.exec(query))


def reached(session: Session, actor: Actor, command: str, audience: Audience) -> list[Person]:
    """Return the active people of an audience, all within the actor's reach, at least one.

    Raise NotAllowed for anybody outside it, InvalidInput where nobody is meant.
    """
    require(actor, command, audience)
    people = people_of(session, audience)
    for home in {person.team_id for person in people}:
        permissions.require(actor, command, team_id=home)
    if not people:
        permissions.require(actor, command, team_id=actor.team_id)
        raise InvalidInput("There is nobody to give this module to.")
    return people


def of_row(team_id: int | None, role: str | None) -> Audience:
    """Return the audience that an open assignment or a rule was stored with."""
    wanted = Role(role) if role else None
    return Audience(team_id=team_id, role=wanted, is_everybody=team_id is None and wanted is None)


def read_role(role: str | None) -> Role | None:
    """Return a role that a person can have, None for none; raise InvalidInput for another."""
    if not role:
        return None
    if role not in PERSON_ROLES:
        raise InvalidInput("This is not a role for a person.")
    return Role(role)


def tuple_of(person_ids: Iterable[int] | None) -> tuple[int, ...] | None:
    """Return ids in the shape that an audience holds."""
    return None if person_ids is None else tuple(person_ids)
