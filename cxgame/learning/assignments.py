"""Modules given to people, by whom and until when, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, func, select

from cxgame import clock, i18n
from cxgame.errors import InvalidInput, NotAllowed, NotFound
from cxgame.i18n import N_
from cxgame.learning.assigning import audience
from cxgame.learning.assigning.audience import Audience
from cxgame.learning.models import AssignedPerson, Assignment, Module
from cxgame.notices import languages
from cxgame.people import audit
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role
from cxgame.standards.models import SopStep
from cxgame.standards.sops import words_of


@dataclass(frozen=True)
class AssignmentView:
    """A module that one person was given; `done_at` is None until it was passed after that."""

    id: int
    slug: str
    title: str
    minutes: int
    due_on: date | None
    given_at: datetime
    given_by: int | None
    record_id: int | None
    done_at: datetime | None


@dataclass(frozen=True)
class TeamAssignment:
    """A module given to some people at once: to how many, and how many have passed it since."""

    id: int
    slug: str
    title: str
    team_id: int | None
    due_on: date | None
    given_at: datetime
    given_by: int | None
    record_id: int | None
    step_id: int | None
    people: int
    done: int


def assign_module(
    session: Session,
    *,
    actor: Actor,
    module_slug: str,
    team_id: int | None = None,
    role: str | None = None,
    person_ids: Iterable[int] | None = None,
    everybody: bool = False,
    due_on: date | None = None,
    record_id: int | None = None,
    step_id: int | None = None,
    now: datetime,
) -> int:
    """Give a module to a team, a role, a role in a team, everybody, or these people.

    Return the assignment's id. Each gets a notice. Whoever joins a team or a role later gets what
    stands for it too. `step_id` is the SOP step for whose sake it is given. Raise NotFound for an
    unknown module or step, InvalidInput when nobody is meant or the day is past, NotAllowed for
    people outside the actor's reach.
    """
    meant = Audience(
        team_id=team_id,
        role=audience.read_role(role),
        person_ids=audience.tuple_of(person_ids),
        is_everybody=everybody,
    )
    people = audience.reached(session, actor, "learning.assign_module", meant)
    module = active_module(session, module_slug)
    if due_on is not None and due_on < clock.local_day(now):
        raise InvalidInput("Choose a day from today on.")
    given = _row(module, meant, actor, due_on, now)
    given.record_id, given.step_id = record_id, _known_step(session, step_id)
    session.add(given)
    session.flush()
    hand_out(session, module, given, people, now=now)
    audit.note(session, actor, "learning.assign_module", "assignment", given.id, now=now)
    return given.id


def hand_out(
    session: Session,
    module: Module,
    given: Assignment,
    people: Iterable[Person],
    *,
    due_on: date | None = None,
    now: datetime,
) -> int:
    """Give an assignment to more people and tell them; return how many were told.

    `due_on` is their own day, where it is not the assignment's.
    """
    readers = {one.id: one.language for one in people}
    session.add_all(
        AssignedPerson(assignment_id=given.id, person_id=person_id, due_on=due_on)
        for person_id in readers
    )
    session.flush()
    until = due_on or given.due_on
    message = N_("A module for you: {title}")
    if until is not None:
        message = N_("A module for you, by {due}: {title}")
    return languages.tell(
        session,
        people=readers,
        key=f"assignment:{given.id}",
        message=message,
        link=f"module?m={module.slug}",
        worded=lambda locale: {
            "title": words_of(module.title, locale),
            "due": i18n.short_day(locale, until) if until else "",
        },
        now=now,
    )


def settle(session: Session, *, person_id: int, module_id: int, now: datetime) -> None:
    """Mark as done what a person was given of a module that was just passed."""
    given = select(Assignment.id).where(Assignment.module_id == module_id)
    session.execute(
        update(AssignedPerson)
        .where(
            col(AssignedPerson.person_id) == person_id,
            col(AssignedPerson.done_at).is_(None),
            col(AssignedPerson.assignment_id).in_(given),
        )
        .values(done_at=now)
    )


def assignments_of(
    session: Session, *, actor: Actor, person_id: int, with_done: bool = False
) -> list[AssignmentView]:
    """Return what a person was given, the soonest due first; raise NotAllowed out of reach."""
    _require_sight(session, actor, person_id)
    query = (
        select(Assignment, AssignedPerson, Module)
        .join(AssignedPerson, col(AssignedPerson.assignment_id) == col(Assignment.id))
        .join(Module, col(Module.id) == col(Assignment.module_id))
        .where(AssignedPerson.person_id == person_id)
        .where(col(Assignment.withdrawn_at).is_(None) | col(AssignedPerson.done_at).is_not(None))
    )
    if not with_done:
        query = query.where(col(AssignedPerson.done_at).is_(None))
    views = [
        AssignmentView(
            id=given.id,
            slug=module.slug,
            title=words_of(module.title, actor.locale),
            minutes=module.minutes,
            due_on=mine.due_on or given.due_on,
            given_at=given.created_at,
            given_by=given.given_by,
            record_id=given.record_id,
            done_at=mine.done_at,
        )
        for given, mine, module in session.exec(query)
    ]
    return sorted(views, key=lambda view: (view.due_on or date.max, view.given_at))


def assignments_of_team(session: Session, *, actor: Actor, team_id: int) -> list[TeamAssignment]:
    """Return what a team was given, the newest first; raise NotAllowed out of reach."""
    if not actor.sees_team(team_id):
        raise NotAllowed("This belongs to a team or a person outside your reach.")
    return _summed(session, actor, col(Assignment.team_id) == team_id)


def assignments_by_record(
    session: Session, *, actor: Actor, record_id: int
) -> list[TeamAssignment]:
    """Return what was given because of a feedback record, the newest first."""
    return _summed(session, actor, col(Assignment.record_id) == record_id)


def assignment(session: Session, *, actor: Actor, assignment_id: int) -> TeamAssignment:
    """Return one assignment with its progress; raise NotFound where there is none to see."""
    found = _summed(session, actor, col(Assignment.id) == assignment_id)
    if not found:
        raise NotFound("There is no such assignment.")
    return found[0]


def overdue_by_team(session: Session, *, actor: Actor, today: date) -> dict[int, int]:
    """Return how many active people of each team the actor sees are late with a module."""
    query = (
        select(col(Person.team_id), func.count(func.distinct(Person.id)))
        .join(AssignedPerson, col(AssignedPerson.person_id) == col(Person.id))
        .join(Assignment, col(Assignment.id) == col(AssignedPerson.assignment_id))
        .where(
            Person.is_active,
            col(AssignedPerson.done_at).is_(None),
            col(Assignment.withdrawn_at).is_(None),
            func.coalesce(col(AssignedPerson.due_on), col(Assignment.due_on)) < today,
            col(Person.team_id).is_not(None),
        )
    )
    if not actor.sees_all:
        query = query.where(col(Person.team_id).in_(actor.team_ids))
    counts = session.exec(query.group_by(col(Person.team_id)))
    return {team_id: count for team_id, count in counts if team_id is not None}


def active_module(session: Session, slug: str) -> Module:
    """Return a module in use; raise NotFound where there is none of this name."""
    module = session.exec(select(Module).where(Module.slug == slug, Module.is_active)).first()
    if module is None:
        raise NotFound("There is no such module.")
    return module


def _known_step(session: Session, step_id: int | None) -> int | None:
    if step_id is not None and session.get(SopStep, step_id) is None:
        raise NotFound("There is no such step.")
    return step_id


def _row(
    module: Module, meant: Audience, actor: Actor, due_on: date | None, now: datetime
) -> Assignment:
    return Assignment(
        module_id=module.id,
        team_id=meant.team_id,
        role=meant.role.value if meant.role else None,
        is_open=meant.is_open,
        given_by=actor.person_id,
        due_on=due_on,
        created_at=now,
    )


def _summed(session: Session, actor: Actor, condition: ColumnElement[bool]) -> list[TeamAssignment]:
    """Return assignments with their progress; of a company-wide one everybody who leads sees it."""
    query = (
        select(
            Assignment,
            Module,
            func.count(col(AssignedPerson.id)),
            func.count(col(AssignedPerson.done_at)),
        )
        .join(AssignedPerson, col(AssignedPerson.assignment_id) == col(Assignment.id))
        .join(Module, col(Module.id) == col(Assignment.module_id))
        .where(condition)
        .group_by(col(Assignment.id), col(Module.id))
        .order_by(col(Assignment.created_at).desc(), col(Assignment.id).desc())
    )
    return [
        TeamAssignment(
            id=given.id,
            slug=module.slug,
            title=words_of(module.title, actor.locale),
            team_id=given.team_id,
            due_on=given.due_on,
            given_at=given.created_at,
            given_by=given.given_by,
            record_id=given.record_id,
            step_id=given.step_id,
            people=people,
            done=done,
        )
        for given, module, people, done in session.exec(query)
        if given.team_id is None or actor.sees_team(given.team_id)
    ]


def _require_sight(session: Session, actor: Actor, person_id: int) -> None:
    """Raise NotAllowed unless the person is the actor, or somebody whom the actor leads."""
    if actor.person_id == person_id:
        return
    person = session.get(Person, person_id)
    leads = actor.role is not Role.FRONTLINE and person and actor.sees_team(person.team_id)
    if not leads:
        raise NotAllowed("This belongs to a team or a person outside your reach.")
