"""The people of the invented company: founded once, then the cast of everything that happens."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from cxgame.demo import words
from cxgame.notices import service as notices
from cxgame.people import accounts, names, passwords, service
from cxgame.people.actor import Actor
from cxgame.people.demo_accounts import DEMO_PASSWORD
from cxgame.people.models import Person, Role

COMPANY = "Bicho Bom"
SYSTEM = Actor.system("demo")


@dataclass
class Cast:
    """Who is there: actors by the name they sign in with, teams by the key of their story."""

    language: str
    people: dict[str, Actor] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    team_names: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[Actor]] = field(default_factory=dict)
    managers: dict[str, Actor] = field(default_factory=dict)

    def ids(self, *sign_in_names: str) -> tuple[int, ...]:
        """Return the ids of these people."""
        return tuple(self.people[name].person_id or 0 for name in sign_in_names)


def found(session: Session, *, language: str, now: datetime) -> Cast:
    """Add the company with its units, teams and people, who all share one password."""
    told, cast = words.read("people"), Cast(language)
    secret = passwords.hashed(DEMO_PASSWORD)
    service.found_company(session, name=COMPANY, is_demo=True)
    units = {
        one["key"]: service.add_unit(session, actor=SYSTEM, name=one["name"], now=now)
        for one in told["units"]
    }
    for team in told["teams"]:
        key, name = team["key"], team["name"][language]
        cast.team_names[key] = name
        cast.teams[key] = service.add_team(
            session, actor=SYSTEM, unit_id=units[team["unit"]], name=name, now=now
        )
        cast.members[key] = [
            _add(session, cast, one, Role.FRONTLINE, secret, now, team=key)
            for one in team["people"]
        ]
    for one in told["managers"]:
        unit = units[one["unit"]]
        actor = _add(
            session, cast, one["name"], Role.MANAGER, secret, now, team=one["team"], unit=unit
        )
        here = [team["key"] for team in told["teams"] if team["unit"] == one["unit"]]
        cast.managers |= dict.fromkeys(here, actor)
    for name in told["directors"]:
        _add(session, cast, name, Role.DIRECTOR, secret, now)
    _add(session, cast, told["admin"]["name"], Role.ADMIN, secret, now, told["admin"]["sign-in"])
    return cast


def _add(
    session: Session,
    cast: Cast,
    name: str,
    role: Role,
    secret: str,
    now: datetime,
    sign_in_name: str = "",
    *,
    team: str = "",
    unit: int | None = None,
) -> Actor:
    """Add somebody and return the actor; the language is whatever the browser asks for."""
    known_as = sign_in_name or first_name(name)
    person_id = service.add_person(
        session,
        actor=SYSTEM,
        name=name,
        role=role,
        sign_in_name=known_as,
        team_id=cast.teams[team] if team else None,
        scope_units=[unit] if unit else [],
        password_hash=secret,
        now=now,
    )
    actor = accounts.as_actor(session, session.get_one(Person, person_id))
    cast.people[names.fold(known_as)] = actor
    return actor


def read_notices(session: Session, cast: Cast, *, now: datetime) -> None:
    """Let everybody read what waits in the inbox."""
    for actor in cast.people.values():
        notices.mark_read(session, actor=actor, person_id=actor.person_id or 0, now=now)


def first_name(name: str) -> str:
    """Return what colleagues and customers call somebody."""
    return name.split()[0]
