"""How far teams are, for whoever leads them: with n, by name only to help, never as a rank."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, func, select

from cxgame import clock
from cxgame.errors import NotAllowed
from cxgame.learning.models import Module, ModuleRun, Track
from cxgame.learning.practice.models import ReviewEntry
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role
from cxgame.standards.sops import words_of


@dataclass(frozen=True)
class TeamProgress:
    """One module in one team: how many of its active members began it, and passed it."""

    team_id: int
    slug: str
    title: str
    members: int
    started: int
    passed: int


@dataclass(frozen=True)
class PersonProgress:
    """How many modules of the role's tracks a person passed, and when one was last on."""

    person_id: int
    name: str
    passed: int
    of: int
    last_on: date | None


def team_progress(
    session: Session, *, actor: Actor, team_ids: Iterable[int] | None = None
) -> list[TeamProgress]:
    """Return every module for every team that the actor sees, by team and title."""
    members = people.members_by_team(session)
    found = _begun_and_passed(session)
    rows = list(session.exec(select(Module).where(Module.is_active)))
    lines = [
        TeamProgress(
            team_id,
            row.slug,
            words_of(row.title, actor.locale),
            members[team_id],
            *found.get((team_id, row.id), (0, 0)),
        )
        for team_id in _seen(actor, members, team_ids)
        for row in rows
    ]
    return sorted(lines, key=lambda line: (line.team_id, line.title))


def person_progress(session: Session, *, actor: Actor, team_id: int) -> list[PersonProgress]:
    """Return the active members of a team by name; raise NotAllowed unless the actor leads it."""
    if actor.role is Role.FRONTLINE or not actor.sees_team(team_id):
        raise NotAllowed("This belongs to a team or a person outside your reach.")
    here = select(Person).where(Person.team_id == team_id, Person.is_active)
    members = list(session.exec(here.order_by(col(Person.name))))
    ids = [person.id for person in members]
    passed, moved, wanted = _passed(session, ids), _moved(session, ids), _wanted(session)
    return [
        PersonProgress(
            person.id,
            person.name,
            len(passed.get(person.id, set()) & wanted.get(person.role, set())),
            len(wanted.get(person.role, set())),
            clock.local_day(moved[person.id]) if person.id in moved else None,
        )
        for person in members
    ]


def practised(session: Session, *, actor: Actor, since: date) -> dict[int, int]:
    """Return by team how many of its active people answered a question since a day."""
    entry = ReviewEntry
    query = (
        select(Person.team_id, func.count(func.distinct(entry.person_id)))
        .join(entry, col(entry.person_id) == col(Person.id))
        .where(Person.is_active, entry.answered_on >= since, col(Person.team_id).is_not(None))
        .group_by(col(Person.team_id))
    )
    counts = session.exec(query)
    return {team: n for team, n in counts if team is not None and actor.sees_team(team)}


def _seen(actor: Actor, known: Iterable[int], wanted: Iterable[int] | None) -> list[int]:
    """Return the teams, of those known and wanted, that the actor sees."""
    teams = set(known) if wanted is None else set(known) & set(wanted)
    return sorted(team_id for team_id in teams if actor.sees_team(team_id))


def _begun_and_passed(session: Session) -> dict[tuple[int, int], tuple[int, int]]:
    """Return how many active people began and passed, by (team, module)."""
    passed = case((col(ModuleRun.is_passed), col(ModuleRun.person_id)))
    query = (
        sa_select(
            col(Person.team_id),
            col(ModuleRun.module_id),
            func.count(func.distinct(ModuleRun.person_id)),
            func.count(func.distinct(passed)),
        )
        .join(ModuleRun, col(ModuleRun.person_id) == col(Person.id))
        .where(col(Person.is_active), col(Person.team_id).is_not(None))
        .group_by(col(Person.team_id), col(ModuleRun.module_id))
    )
    return {(team, module): (begun, done) for team, module, begun, done in session.execute(query)}


def _passed(session: Session, people_ids: list[int]) -> dict[int, set[str]]:
    """Return the slugs of the modules that each person passed."""
    query = (
        select(ModuleRun.person_id, Module.slug)
        .join(Module, col(Module.id) == col(ModuleRun.module_id))
        .where(ModuleRun.is_passed, col(ModuleRun.person_id).in_(people_ids))
    )
    found: dict[int, set[str]] = {}
    for person_id, slug in session.exec(query):
        found.setdefault(person_id, set()).add(slug)
    return found


def _moved(session: Session, people_ids: list[int]) -> dict[int, datetime]:
    """Return when each person was last in a module."""
    query = (
        select(ModuleRun.person_id, func.max(ModuleRun.moved_at))
        .where(col(ModuleRun.person_id).in_(people_ids))
        .group_by(col(ModuleRun.person_id))
    )
    return dict(session.exec(query).all())


def _wanted(session: Session) -> dict[str, set[str]]:
    """Return the slugs of the modules in the tracks for each role."""
    found: dict[str, set[str]] = {}
    for track in session.exec(select(Track).where(Track.is_active)):
        for role in track.roles:
            found.setdefault(role, set()).update(track.modules)
    return found
