"""Read units, teams, persons and the company."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame.i18n import FALLBACK
from cxgame.people.actor import Actor
from cxgame.people.models import (
    ApiKey,
    Company,
    Person,
    PersonScope,
    Role,
    SignInSession,
    Team,
    Unit,
)
from cxgame.people.passwords import fingerprint
from cxgame.settings import get_settings


@dataclass(frozen=True)
class CompanyView:
    """The company's name, and whether it is the demonstration."""

    name: str
    is_demo: bool


@dataclass(frozen=True)
class UnitView:
    """A unit, as the admin page shows it."""

    id: int
    name: str
    is_active: bool
    version: int


@dataclass(frozen=True)
class TeamView:
    """A team with its unit's name and how many active people call it home."""

    id: int
    name: str
    unit_id: int
    unit: str
    members: int
    is_active: bool
    version: int


@dataclass(frozen=True)
class PersonView:
    """A person, as the admin page shows it; `has_password` is False until the link was used."""

    id: int
    name: str
    sign_in_name: str
    email: str
    role: str
    team_id: int | None
    team: str
    language: str | None
    scope_units: tuple[int, ...]
    scope_teams: tuple[int, ...]
    has_password: bool
    is_ombudsman: bool
    is_active: bool
    version: int


@dataclass(frozen=True)
class SessionView:
    """A browser in which somebody is signed in; `is_this` marks the one that asks."""

    started_at: datetime
    expires_at: datetime
    is_this: bool


def company(session: Session) -> CompanyView:
    """Return the company; before it is founded, the name from the settings."""
    row = session.get(Company, 1)
    return CompanyView(row.name, row.is_demo) if row else CompanyView(get_settings().company, False)


def units(session: Session) -> list[UnitView]:
    """Return every unit by name."""
    rows = session.exec(select(Unit).order_by(col(Unit.name)))
    return [UnitView(row.id, row.name, row.is_active, row.version) for row in rows]


def teams(session: Session, *, actor: Actor, with_closed: bool = False) -> list[TeamView]:
    """Return the teams that the actor sees, by unit and name."""
    members = (
        select(Person.team_id, func.count().label("members"))
        .where(Person.is_active)
        .group_by(col(Person.team_id))
        .subquery()
    )
    query = (
        select(Team, Unit.name, func.coalesce(members.c.members, 0))
        .join(Unit, col(Unit.id) == col(Team.unit_id))
        .outerjoin(members, members.c.team_id == Team.id)
        .order_by(col(Unit.name), col(Team.name))
    )
    if not actor.sees_all:
        query = query.where(col(Team.id).in_(actor.team_ids))
    if not with_closed:
        query = query.where(Team.is_active)
    return [
        TeamView(team.id, team.name, team.unit_id, unit, count, team.is_active, team.version)
        for team, unit, count in session.exec(query)
    ]


def people(session: Session, *, actor: Actor, with_inactive: bool = False) -> list[PersonView]:
    """Return the people whom the actor sees (own teams; all for directors and admins), by name."""
    query = select(Person, Team.name).outerjoin(Team, col(Team.id) == col(Person.team_id))
    if not actor.sees_all:
        in_reach = col(Person.team_id).in_(actor.team_ids)
        query = query.where(in_reach | (col(Person.id) == actor.person_id))
    if not with_inactive:
        query = query.where(Person.is_active)
    scopes = _scopes(session)
    rows = session.exec(query.order_by(col(Person.name)))
    return [_view(person, team, scopes) for person, team in rows]


def own_person(session: Session, *, actor: Actor) -> PersonView:
    """Return the actor as the profile shows them."""
    query = select(Person, Team.name).outerjoin(Team, col(Team.id) == col(Person.team_id))
    person, team = session.exec(query.where(Person.id == actor.person_id)).one()
    return _view(person, team, _scopes(session))


def person_names(session: Session) -> dict[int, str]:
    """Return the name of every person by id, inactive ones too: for showing who did what."""
    return dict(session.exec(select(Person.id, Person.name)).all())


def team_names(session: Session) -> dict[int, str]:
    """Return the name of every team by id, closed ones too."""
    return dict(session.exec(select(Team.id, Team.name)).all())


def team_by_name(session: Session) -> dict[str, int]:
    """Return the id of every open team by its exact name: for imports."""
    return dict(session.exec(select(Team.name, Team.id).where(Team.is_active)).all())


def members_by_team(session: Session) -> dict[int, int]:
    """Return how many active people call each team home."""
    query = select(Person.team_id, func.count()).where(
        Person.is_active, col(Person.team_id).is_not(None)
    )
    counts = session.exec(query.group_by(col(Person.team_id)))
    return {team_id: count for team_id, count in counts if team_id is not None}


def managers_of(session: Session, *, team_id: int) -> list[int]:
    """Return the ids of the active managers whose scope or home holds the team."""
    team = session.get_one(Team, team_id)
    scoped = select(PersonScope.person_id).where(
        (col(PersonScope.team_id) == team_id) | (col(PersonScope.unit_id) == team.unit_id)
    )
    query = select(Person.id).where(
        Person.role == "manager",
        Person.is_active,
        col(Person.id).in_(scoped) | (col(Person.team_id) == team_id),
    )
    return list(session.exec(query.order_by(col(Person.id))))


def open_sessions(
    session: Session, *, actor: Actor, token: str, now: datetime
) -> list[SessionView]:
    """Return where the actor is signed in, newest first; `token` is this browser's secret."""
    query = select(SignInSession).where(
        SignInSession.person_id == actor.person_id,
        col(SignInSession.ended_at).is_(None),
        SignInSession.expires_at > now,
    )
    this = fingerprint(token)
    return [
        SessionView(row.started_at, row.expires_at, row.token_hash == this)
        for row in session.exec(query.order_by(col(SignInSession.started_at).desc()))
    ]


def admins(session: Session) -> list[int]:
    """Return the ids of the active administrators."""
    query = select(Person.id).where(Person.role == "admin", Person.is_active)
    return list(session.exec(query.order_by(col(Person.id))))


def by_language(session: Session, person_ids: Iterable[int]) -> dict[str, list[int]]:
    """Return the active people among these, by the language that they read."""
    query = select(Person.id, Person.language).where(
        col(Person.id).in_(list(person_ids)), Person.is_active
    )
    found: dict[str, list[int]] = {}
    for person_id, language in session.exec(query.order_by(col(Person.id))):
        found.setdefault(language or FALLBACK, []).append(person_id)
    return found


def of_roles(session: Session, roles: Iterable[Role]) -> list[int]:
    """Return the ids of the active people of these roles."""
    wanted = [role.value for role in roles]
    query = select(Person.id).where(col(Person.role).in_(wanted), Person.is_active)
    return list(session.exec(query.order_by(col(Person.id))))


def api_key(session: Session, *, token: str, scope: str) -> Actor | None:
    """Return the integration behind a live key of this scope, None when there is none."""
    query = select(ApiKey).where(
        ApiKey.key_hash == fingerprint(token),
        ApiKey.scope == scope,
        col(ApiKey.revoked_at).is_(None),
    )
    key = session.exec(query).first()
    return Actor.integration(key.name) if key else None


def _scopes(session: Session) -> dict[int, tuple[tuple[int, ...], tuple[int, ...]]]:
    found: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
    for scope in session.exec(select(PersonScope)):
        units, teams = found.get(scope.person_id, ((), ()))
        units += (scope.unit_id,) if scope.unit_id else ()
        teams += (scope.team_id,) if scope.team_id else ()
        found[scope.person_id] = (units, teams)
    return found


def _view(
    person: Person,
    team: str | None,
    scopes: dict[int, tuple[tuple[int, ...], tuple[int, ...]]],
) -> PersonView:
    units, teams = scopes.get(person.id, ((), ()))
    return PersonView(
        id=person.id,
        name=person.name,
        sign_in_name=person.sign_in_name,
        email=person.email or "",
        role=person.role,
        team_id=person.team_id,
        team=team or "",
        language=person.language,
        scope_units=units,
        scope_teams=teams,
        has_password=person.password_hash is not None,
        is_ombudsman=person.is_ombudsman,
        is_active=person.is_active,
        version=person.version,
    )
