"""Give modules again to those who passed them, where a rule says so."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from cxgame import clock
from cxgame.learning import assignments
from cxgame.learning.assigning import audience, recertifying
from cxgame.learning.assigning.recertifying import Reasons
from cxgame.learning.models import (
    AssignedPerson,
    Assignment,
    Module,
    ModuleRun,
    Recertification,
)
from cxgame.people import audit
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.standards import differences, texts
from cxgame.standards.models import SopVersion


def give_again(session: Session, *, now: datetime) -> int:
    """Give modules again whose rules say so, once for each time they were passed.

    Return to how many people.
    """
    today = clock.local_day(now)
    query = (
        select(Recertification, Module)
        .join(Module, col(Module.id) == col(Recertification.module_id))
        .where(col(Recertification.ended_at).is_(None), Module.is_active)
        .order_by(col(Recertification.id))
    )
    count = 0
    for rule, module in session.exec(query).all():
        count += _follow(session, rule, module, today, now)
    if count:
        audit.note(
            session,
            Actor.system("jobs"),
            "learning.give_again",
            "assignment",
            None,
            now=now,
            count=count,
        )
    return count


def _follow(
    session: Session, rule: Recertification, module: Module, today: date, now: datetime
) -> int:
    """Give a rule's module to those who are due again; return how many they are."""
    changes = _major_changes(session, module.sop_id) if rule.on_major_change else []
    by_day: dict[date, list[Person]] = defaultdict(list)
    for person, passed_at in _to_ask(session, rule):
        due_on = recertifying.due_again(
            Reasons(rule.every_months, rule.on_major_change),
            passed_on=clock.local_day(passed_at),
            changed_on=_changed_since(changes, passed_at),
            today=today,
        )
        if due_on is not None:
            by_day[due_on].append(person)
    for due_on, people in sorted(by_day.items()):
        _give(session, rule, module, people, due_on, now)
    return sum(len(people) for people in by_day.values())


def _to_ask(session: Session, rule: Recertification) -> Iterable[tuple[Person, datetime]]:
    """Return the people of a rule who passed its module, with when, and who have not it to do."""
    passed = (
        select(ModuleRun.person_id, func.max(ModuleRun.finished_at))
        .where(ModuleRun.module_id == rule.module_id, ModuleRun.is_passed)
        .group_by(col(ModuleRun.person_id))
    )
    last = dict(session.exec(passed).all())
    has_it = select(AssignedPerson.person_id).join(
        Assignment, col(Assignment.id) == col(AssignedPerson.assignment_id)
    )
    busy = set(
        session.exec(
            has_it.where(
                Assignment.module_id == rule.module_id,
                col(Assignment.withdrawn_at).is_(None),
                col(AssignedPerson.done_at).is_(None),
            )
        )
    )
    asked = _asked_again(session, rule)
    for person in audience.people_of(session, audience.of_row(rule.team_id, rule.role)):
        passed_at = last.get(person.id)
        if passed_at is None or person.id in busy:
            continue
        if person.id not in asked or asked[person.id] < passed_at:
            yield person, passed_at


def _asked_again(session: Session, rule: Recertification) -> dict[int, datetime]:
    """Return when the rule gave its module last to each person, withdrawn or not."""
    query = (
        select(AssignedPerson.person_id, func.max(Assignment.created_at))
        .join(Assignment, col(Assignment.id) == col(AssignedPerson.assignment_id))
        .where(Assignment.rule_id == rule.id)
        .group_by(col(AssignedPerson.person_id))
    )
    return dict(session.exec(query).all())


def _major_changes(session: Session, sop_id: int) -> list[tuple[datetime, date]]:
    """Return when each major change of an SOP came in, and the day it takes effect."""
    rows = session.exec(
        select(SopVersion).where(SopVersion.sop_id == sop_id).order_by(col(SopVersion.id))
    ).all()
    said = [texts.read(row.revision, row.body) for row in rows]
    return [
        (row.created_at, row.effective_on)
        for row, old, new in zip(rows[1:], said, said[1:], strict=False)
        if differences.is_major(old, new)
    ]


def _changed_since(changes: list[tuple[datetime, date]], moment: datetime) -> date | None:
    later = [effective_on for came_at, effective_on in changes if came_at > moment]
    return max(later, default=None)


def _give(
    session: Session,
    rule: Recertification,
    module: Module,
    people: list[Person],
    due_on: date,
    now: datetime,
) -> None:
    given = Assignment(
        module_id=module.id,
        team_id=rule.team_id,
        role=rule.role,
        rule_id=rule.id,
        due_on=due_on,
        created_at=now,
    )
    session.add(given)
    session.flush()
    assignments.hand_out(session, module, given, people, now=now)
