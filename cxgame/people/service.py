"""Commands on units, teams and persons."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import delete
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.i18n import LOCALES
from cxgame.people import accounts, audit, names, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import (
    PERSON_ROLES,
    Company,
    Person,
    PersonScope,
    Role,
    Team,
    Unit,
)

Row = TypeVar("Row", Unit, Team, Person)


def found_company(session: Session, *, name: str, is_demo: bool = False) -> None:
    """Name the company of this installation, once; a second call changes nothing."""
    if session.get(Company, 1) is None:
        session.add(Company(id=1, name=names.clean(name), is_demo=is_demo))
        session.flush()


def add_unit(session: Session, *, actor: Actor, name: str, now: datetime) -> int:
    """Add a unit and return its id; raise Conflict when the name is taken."""
    permissions.require(actor, "people.add_unit")
    name = names.clean(name)
    _refuse_taken(session, select(Unit.id).where(Unit.name == name))
    unit = Unit(name=name)
    session.add(unit)
    session.flush()
    audit.note(session, actor, "people.add_unit", "unit", unit.id, now=now)
    return unit.id


def change_unit(
    session: Session,
    *,
    actor: Actor,
    unit_id: int,
    name: str,
    is_active: bool,
    version: int,
    now: datetime,
) -> None:
    """Rename, close or reopen a unit; a unit with open teams can't be closed."""
    permissions.require(actor, "people.change_unit")
    unit = _current(session.get(Unit, unit_id), version)
    name = names.clean(name)
    _refuse_taken(session, select(Unit.id).where(Unit.name == name, Unit.id != unit_id))
    open_teams = select(Team.id).where(Team.unit_id == unit_id, Team.is_active)
    if not is_active and session.exec(open_teams).first():
        raise Conflict("Close the teams of this unit first.")
    unit.name, unit.is_active, unit.version = name, is_active, version + 1
    session.flush()
    audit.note(session, actor, "people.change_unit", "unit", unit_id, now=now, is_active=is_active)


def add_team(session: Session, *, actor: Actor, unit_id: int, name: str, now: datetime) -> int:
    """Add a team to a unit and return its id; raise Conflict when the name is taken."""
    permissions.require(actor, "people.add_team")
    _open_unit(session, unit_id)
    name = names.clean(name)
    _refuse_taken(session, select(Team.id).where(Team.name == name))
    team = Team(unit_id=unit_id, name=name)
    session.add(team)
    session.flush()
    audit.note(session, actor, "people.add_team", "team", team.id, now=now, unit_id=unit_id)
    return team.id


def change_team(
    session: Session,
    *,
    actor: Actor,
    team_id: int,
    name: str,
    unit_id: int,
    is_active: bool,
    version: int,
    now: datetime,
) -> None:
    """Rename, move, close or reopen a team; a team with active people can't be closed."""
    permissions.require(actor, "people.change_team")
    team = _current(session.get(Team, team_id), version)
    if is_active:
        _open_unit(session, unit_id)
    name = names.clean(name)
    _refuse_taken(session, select(Team.id).where(Team.name == name, Team.id != team_id))
    members = select(Person.id).where(Person.team_id == team_id, Person.is_active)
    if not is_active and session.exec(members).first():
        raise Conflict("Move or deactivate the people of this team first.")
    team.name, team.unit_id, team.is_active = name, unit_id, is_active
    team.version = version + 1
    session.flush()
    audit.note(session, actor, "people.change_team", "team", team_id, now=now, unit_id=unit_id)


def add_person(
    session: Session,
    *,
    actor: Actor,
    name: str,
    role: Role,
    now: datetime,
    sign_in_name: str = "",
    email: str = "",
    team_id: int | None = None,
    scope_units: Sequence[int] = (),
    scope_teams: Sequence[int] = (),
    language: str | None = None,
    password_hash: str | None = None,
) -> int:
    """Add somebody and return the id; without a sign-in name the folded name serves.

    Raise InvalidInput for a role, team or language that does not fit, Conflict when the sign-in
    name or e-mail is taken.
    """
    permissions.require(actor, "people.add_person")
    person = Person(
        name=names.clean(name),
        sign_in_name=_sign_in_name(session, sign_in_name or name, None),
        email=_email(session, email, None),
        role=_role(session, role, team_id),
        team_id=team_id,
        language=_language(language),
        password_hash=password_hash,
        created_at=now,
    )
    session.add(person)
    session.flush()
    _set_scope(session, person, scope_units, scope_teams)
    audit.note(session, actor, "people.add_person", "person", person.id, now=now, role=role.value)
    return person.id


def change_person(
    session: Session,
    *,
    actor: Actor,
    person_id: int,
    name: str,
    sign_in_name: str,
    email: str,
    role: Role,
    team_id: int | None,
    scope_units: Sequence[int],
    scope_teams: Sequence[int],
    version: int,
    now: datetime,
) -> None:
    """Change what is known of a person; raise Conflict on a stale version or a taken name."""
    permissions.require(actor, "people.change_person")
    person = _current(session.get(Person, person_id), version)
    if person.role == Role.ADMIN and role is not Role.ADMIN:
        _refuse_last_admin(session, person_id)
    person.name = names.clean(name)
    person.sign_in_name = _sign_in_name(session, sign_in_name or name, person_id)
    person.email = _email(session, email, person_id)
    person.role = _role(session, role, team_id)
    person.team_id = team_id
    person.version = version + 1
    _set_scope(session, person, scope_units, scope_teams)
    session.flush()
    audit.note(
        session, actor, "people.change_person", "person", person_id, now=now, role=role.value
    )


def set_active(
    session: Session, *, actor: Actor, person_id: int, is_active: bool, version: int, now: datetime
) -> None:
    """Deactivate somebody, which ends the sessions, or let them back in."""
    permissions.require(actor, "people.set_active")
    person = _current(session.get(Person, person_id), version)
    if not is_active:
        if person_id == actor.person_id:
            raise Conflict("You can't deactivate yourself.")
        if person.role == Role.ADMIN:
            _refuse_last_admin(session, person_id)
        accounts.end_sessions_of(session, person_id=person_id, now=now)
    person.is_active, person.version = is_active, version + 1
    session.flush()
    audit.note(
        session, actor, "people.set_active", "person", person_id, now=now, is_active=is_active
    )


def choose_language(
    session: Session, *, actor: Actor, person_id: int, language: str, now: datetime
) -> None:
    """Store the language in which a person reads; raise InvalidInput when we don't speak it."""
    permissions.require(actor, "people.choose_language", person_id=person_id)
    person = session.get_one(Person, person_id)
    person.language = _language(language)
    session.flush()
    audit.note(session, actor, "people.choose_language", "person", person_id, now=now)


def _current(row: Row | None, version: int) -> Row:
    if row is None:
        raise NotFound("This no longer exists.")
    if row.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")
    return row


def _refuse_taken(session: Session, query: SelectOfScalar[int]) -> None:
    if session.exec(query).first() is not None:
        raise Conflict("There is already a unit or a team with this name.")


def _open_unit(session: Session, unit_id: int) -> None:
    unit = session.get(Unit, unit_id)
    if unit is None or not unit.is_active:
        raise NotFound("There is no such open unit.")


def _role(session: Session, role: Role, team_id: int | None) -> Role:
    if role not in PERSON_ROLES:
        raise InvalidInput("This is not a role for a person.")
    if role is Role.FRONTLINE and team_id is None:
        raise InvalidInput("A frontline person needs a home team.")
    team = session.get(Team, team_id) if team_id is not None else None
    if team_id is not None and (team is None or not team.is_active):
        raise NotFound("There is no such open team.")
    return role


def _language(language: str | None) -> str | None:
    if language is not None and language not in LOCALES:
        raise InvalidInput("We don't speak this language yet.")
    return language


def _sign_in_name(session: Session, wanted: str, person_id: int | None) -> str:
    folded = names.fold(names.clean(wanted))
    query = select(Person.id).where(
        (Person.sign_in_name == folded) | (Person.email == folded), Person.id != (person_id or 0)
    )
    if session.exec(query).first() is not None:
        raise Conflict("Somebody already signs in with this name. Choose another one.")
    return folded


def _email(session: Session, email: str, person_id: int | None) -> str | None:
    folded = names.fold(email)
    if not folded:
        return None
    local, at, domain = folded.partition("@")
    if not (local and at and "." in domain) or " " in folded:
        raise InvalidInput("This does not look like an e-mail address.")
    query = select(Person.id).where(
        (Person.sign_in_name == folded) | (Person.email == folded), Person.id != (person_id or 0)
    )
    if session.exec(query).first() is not None:
        raise Conflict("Somebody already has this e-mail address.")
    return folded


def _refuse_last_admin(session: Session, person_id: int) -> None:
    query = select(Person.id).where(
        Person.role == Role.ADMIN, Person.is_active, Person.id != person_id
    )
    if session.exec(query).first() is None:
        raise Conflict("This is the last active administrator. Name another one first.")


def _set_scope(
    session: Session, person: Person, units: Sequence[int], teams: Sequence[int]
) -> None:
    if person.role != Role.MANAGER and (units or teams):
        raise InvalidInput("Only a manager has a scope of units and teams.")
    session.execute(delete(PersonScope).where(col(PersonScope.person_id) == person.id))
    for unit_id in dict.fromkeys(units):
        if session.get(Unit, unit_id) is None:
            raise NotFound("There is no such open unit.")
        session.add(PersonScope(person_id=person.id, unit_id=unit_id))
    for team_id in dict.fromkeys(teams):
        if session.get(Team, team_id) is None:
            raise NotFound("There is no such open team.")
        session.add(PersonScope(person_id=person.id, team_id=team_id))
    session.flush()
