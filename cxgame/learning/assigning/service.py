"""The commands besides giving: take an assignment back, and rule that a module is given again."""

from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.errors import InvalidInput, NotFound
from cxgame.learning import assignments
from cxgame.learning.assigning import audience
from cxgame.learning.assigning.audience import Audience
from cxgame.learning.models import AssignedPerson, Assignment, Recertification
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Person

LONGEST = 60  # months


def withdraw_assignment(
    session: Session, *, actor: Actor, assignment_id: int, now: datetime
) -> None:
    """Take an assignment back: nobody has it to do any more; what was passed stays passed.

    Raise NotFound where there is none, NotAllowed where it reaches beyond the actor.
    """
    given = session.get(Assignment, assignment_id)
    if given is None:
        raise NotFound("There is no such assignment.")
    for team_id in _teams(session, given):
        permissions.require(actor, "learning.withdraw_assignment", team_id=team_id)
    if given.withdrawn_at is not None:
        return
    given.withdrawn_at = now
    session.flush()
    audit.note(session, actor, "learning.withdraw_assignment", "assignment", given.id, now=now)


def add_recertification(
    session: Session,
    *,
    actor: Actor,
    module_slug: str,
    team_id: int | None = None,
    role: str | None = None,
    every_months: int | None = None,
    on_major_change: bool = False,
    now: datetime,
) -> int:
    """Rule that a module is given again to those who passed it, and return the rule's id.

    Neither team nor role means everybody. The same rule twice is one. Raise NotFound for an unknown
    module, InvalidInput for a rule without a reason, NotAllowed for people outside the reach.
    """
    meant = Audience(
        team_id=team_id,
        role=audience.read_role(role),
        is_everybody=team_id is None and not role,
    )
    audience.require(actor, "learning.add_recertification", meant)
    module = assignments.active_module(session, module_slug)
    _check(every_months, on_major_change=on_major_change)
    wanted = Recertification(
        module_id=module.id,
        team_id=team_id,
        role=meant.role.value if meant.role else None,
        every_months=every_months,
        on_major_change=on_major_change,
        made_by=actor.person_id,
        created_at=now,
    )
    if (known := _same(session, wanted)) is not None:
        return known
    session.add(wanted)
    session.flush()
    _note(session, actor, "learning.add_recertification", wanted.id, now)
    return wanted.id


def end_recertification(session: Session, *, actor: Actor, rule_id: int, now: datetime) -> None:
    """Give a module no more by this rule; what was given stays. Raise NotFound for no rule."""
    rule = session.get(Recertification, rule_id)
    if rule is None:
        raise NotFound("There is no such rule.")
    permissions.require(actor, "learning.end_recertification", team_id=rule.team_id)
    if rule.ended_at is not None:
        return
    rule.ended_at = now
    session.flush()
    _note(session, actor, "learning.end_recertification", rule_id, now)


def _check(every_months: int | None, *, on_major_change: bool) -> None:
    """Raise InvalidInput for a rule that would never give its module, or not in our days."""
    if every_months is None and not on_major_change:
        raise InvalidInput("Choose when the module is given again.")
    if every_months is not None and not 1 <= every_months <= LONGEST:
        raise InvalidInput("Choose between 1 and {n} months.", n=LONGEST)


def _teams(session: Session, given: Assignment) -> set[int | None]:
    """Return the teams that an assignment reaches: its own, or those of its people."""
    if given.team_id is not None or given.is_open:
        return {given.team_id}
    query = (
        select(Person.team_id)
        .join(AssignedPerson, col(AssignedPerson.person_id) == col(Person.id))
        .where(AssignedPerson.assignment_id == given.id)
    )
    return set(session.exec(query))


def _same(session: Session, wanted: Recertification) -> int | None:
    query = select(Recertification.id).where(
        Recertification.module_id == wanted.module_id,
        col(Recertification.team_id).is_not_distinct_from(wanted.team_id),
        col(Recertification.role).is_not_distinct_from(wanted.role),
        col(Recertification.every_months).is_not_distinct_from(wanted.every_months),
        col(Recertification.on_major_change) == wanted.on_major_change,
        col(Recertification.ended_at).is_(None),
    )
    return session.exec(query).first()


def _note(session: Session, actor: Actor, action: str, rule_id: int, now: datetime) -> None:
    audit.note(session, actor, action, "recertification", rule_id, now=now)
