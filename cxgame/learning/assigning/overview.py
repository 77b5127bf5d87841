"""What was given to whom and how it stands, for whoever leads: with names only to help."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, func, select

from cxgame.errors import NotAllowed, NotFound
from cxgame.learning.models import AssignedPerson, Assignment, Module, Recertification
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role
from cxgame.standards.sops import words_of


@dataclass(frozen=True)
class Holder:
    """One person of an assignment; `done_at` is None until the module was passed after it."""

    name: str
    team_id: int | None
    due_on: date | None
    done_at: datetime | None

    def is_overdue(self, today: date) -> bool:
        """Tell whether it is to be done although its day has passed."""
        return self.done_at is None and self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class Given:
    """An assignment with its people within the actor's reach, by name.

    Without a team and a role it is for everybody when it `is_open`, else for the people it names.
    """

    id: int
    slug: str
    title: str
    team_id: int | None
    role: str | None
    is_open: bool
    is_again: bool
    record_id: int | None
    due_on: date | None
    given_at: datetime
    given_by: int | None
    may_withdraw: bool
    holders: tuple[Holder, ...]

    @property
    def done(self) -> int:
        """Return how many have passed the module since."""
        return sum(holder.done_at is not None for holder in self.holders)

    def overdue(self, today: date) -> list[Holder]:
        """Return those whose day has passed, by name."""
        return [holder for holder in self.holders if holder.is_overdue(today)]


@dataclass(frozen=True)
class Late:
    """Somebody who has modules to do whose day has passed, the longest waiting first."""

    name: str
    modules: tuple[tuple[str, date], ...]


@dataclass(frozen=True)
class RuleView:
    """A rule that gives a module again."""

    id: int
    slug: str
    title: str
    team_id: int | None
    role: str | None
    every_months: int | None
    on_major_change: bool
    may_end: bool


def given(session: Session, *, actor: Actor, today: date) -> list[Given]:
    """Return what stands for people whom the actor leads: what is overdue first, then the newest.

    Raise NotAllowed for the frontline.
    """
    _require_leader(actor)
    holders = _holders(session, actor)
    query = (
        select(Assignment, Module)
        .join(Module, col(Module.id) == col(Assignment.module_id))
        .where(col(Assignment.withdrawn_at).is_(None), col(Assignment.id).in_(list(holders)))
        .order_by(col(Assignment.created_at).desc(), col(Assignment.id).desc())
    )
    found = [_given(row, module, holders[row.id], actor) for row, module in session.exec(query)]
    return sorted(found, key=lambda one: not one.overdue(today))


def one_given(session: Session, *, actor: Actor, assignment_id: int, today: date) -> Given:
    """Return one assignment that stands; raise NotFound where there is none in reach."""
    for one in given(session, actor=actor, today=today):
        if one.id == assignment_id:
            return one
    raise NotFound("There is no such assignment.")


def late_by_team(found: Iterable[Given], today: date) -> dict[int | None, list[Late]]:
    """Return who is late with what, by team and name: to help, never to compare."""
    late: dict[tuple[int | None, str], dict[str, date]] = defaultdict(dict)
    for one in found:
        for holder in one.overdue(today):
            held = late[holder.team_id, holder.name]
            due_on = holder.due_on or today
            held[one.title] = min(due_on, held.get(one.title, due_on))
    teams: dict[int | None, list[Late]] = defaultdict(list)
    for (team_id, name), modules in sorted(late.items(), key=lambda pair: pair[0][1]):
        waiting = sorted(modules.items(), key=lambda pair: (pair[1], pair[0]))
        teams[team_id].append(Late(name, tuple(waiting)))
    return dict(teams)


def rules(session: Session, *, actor: Actor) -> list[RuleView]:
    """Return the rules that touch people in the actor's reach, by module.

    Raise NotAllowed for the frontline.
    """
    _require_leader(actor)
    query = (
        select(Recertification, Module)
        .join(Module, col(Module.id) == col(Recertification.module_id))
        .where(col(Recertification.ended_at).is_(None))
        .order_by(col(Recertification.id))
    )
    found = [
        _rule(row, module, actor)
        for row, module in session.exec(query)
        if row.team_id is None or actor.sees_team(row.team_id)
    ]
    return sorted(found, key=lambda rule: rule.title)


def _require_leader(actor: Actor) -> None:
    if actor.role is Role.FRONTLINE:
        raise NotAllowed("Your role does not allow this. Ask your manager or the administrator.")


def _holders(session: Session, actor: Actor) -> dict[int, list[Holder]]:
    """Return the active people in reach of each assignment, by name."""
    due = func.coalesce(col(AssignedPerson.due_on), col(Assignment.due_on))
    query = (
        sa_select(
            col(AssignedPerson.assignment_id),
            col(Person.name),
            col(Person.team_id),
            due,
            col(AssignedPerson.done_at),
        )
        .join(Person, col(Person.id) == col(AssignedPerson.person_id))
        .join(Assignment, col(Assignment.id) == col(AssignedPerson.assignment_id))
        .where(col(Person.is_active), col(Assignment.withdrawn_at).is_(None))
        .order_by(col(Person.name), col(Person.id))
    )
    if not actor.sees_all:
        query = query.where(col(Person.team_id).in_(actor.team_ids))
    found: dict[int, list[Holder]] = defaultdict(list)
    for assignment_id, *rest in session.execute(query):
        found[assignment_id].append(Holder(*rest))
    return found


def _given(row: Assignment, module: Module, holders: list[Holder], actor: Actor) -> Given:
    whole = row.team_id is not None or row.is_open
    reached = {row.team_id} if whole else {holder.team_id for holder in holders}
    return Given(
        id=row.id,
        slug=module.slug,
        title=words_of(module.title, actor.locale),
        team_id=row.team_id,
        role=row.role,
        is_open=row.is_open,
        is_again=row.rule_id is not None,
        record_id=row.record_id,
        due_on=row.due_on,
        given_at=row.created_at,
        given_by=row.given_by,
        may_withdraw=all(
            permissions.allows(actor, "learning.withdraw_assignment", team_id=team)
            for team in reached
        ),
        holders=tuple(holders),
    )


def _rule(row: Recertification, module: Module, actor: Actor) -> RuleView:
    return RuleView(
        id=row.id,
        slug=module.slug,
        title=words_of(module.title, actor.locale),
        team_id=row.team_id,
        role=row.role,
        every_months=row.every_months,
        on_major_change=row.on_major_change,
        may_end=permissions.allows(actor, "learning.end_recertification", team_id=row.team_id),
    )
