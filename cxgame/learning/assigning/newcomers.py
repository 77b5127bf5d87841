"""Reach those who joined a team or a role after something was given to it."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.learning import assignments
from cxgame.learning.assigning import audience
from cxgame.learning.models import AssignedPerson, Assignment, Module, ModuleRun
from cxgame.people import audit
from cxgame.people.actor import Actor
from cxgame.people.models import Person

NEWCOMERS_HAVE = timedelta(days=14)


def reach_newcomers(session: Session, *, now: datetime) -> int:
    """Give what stands for a team or a role to those who joined it since; return to how many.

    They have two weeks at least. Whoever passed the module since it was given is let off.
    """
    query = (
        select(Assignment, Module)
        .join(Module, col(Module.id) == col(Assignment.module_id))
        .where(Assignment.is_open, col(Assignment.withdrawn_at).is_(None), Module.is_active)
        .order_by(col(Assignment.id))
    )
    reached = 0
    for given, module in session.exec(query).all():
        fresh = _newcomers(session, given)
        if not fresh:
            continue
        due_on = given.due_on
        if due_on is not None:
            due_on = max(due_on, clock.local_day(now) + NEWCOMERS_HAVE)
        assignments.hand_out(session, module, given, fresh, due_on=due_on, now=now)
        reached += len(fresh)
    if reached:
        audit.note(
            session,
            Actor.system("jobs"),
            "learning.reach_newcomers",
            "assignment",
            None,
            now=now,
            count=reached,
        )
    return reached


def _newcomers(session: Session, given: Assignment) -> list[Person]:
    """Return who belongs to an open assignment now, was not given it, and did not pass since."""
    query = select(AssignedPerson.person_id).where(AssignedPerson.assignment_id == given.id)
    known = set(session.exec(query))
    passed = select(ModuleRun.person_id).where(
        ModuleRun.module_id == given.module_id,
        ModuleRun.is_passed,
        col(ModuleRun.finished_at) >= given.created_at,
    )
    known |= set(session.exec(passed))
    meant = audience.people_of(session, audience.of_row(given.team_id, given.role))
    return [person for person in meant if person.id not in known]
