"""Which cases an actor sees, and may act upon: used by every query and command here."""

from sqlalchemy import ColumnElement, false, or_, true
from sqlmodel import Session, col, select

from cxgame.errors import Conflict, NotFound
from cxgame.feedback.cases.models import Case
from cxgame.feedback.scope import in_reach
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Role


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition of the cases that an actor sees.

    The frontline sees the own ones, leaders those of their teams besides. A secret one is seen by
    whoever holds the ombudsman's office, and by nobody else.
    """
    own = col(Case.owner_id) == actor.person_id if actor.person_id else false()
    if actor.role is Role.FRONTLINE:
        whose = own
    else:
        reach = in_reach(actor, col(Case.team_id))
        whose = true() if reach is None else or_(reach, own)
    if actor.holds_office:
        return or_(whose, col(Case.is_secret))
    return whose & col(Case.is_secret).is_(False)


def reached(
    session: Session, actor: Actor, command: str, case_id: int, version: int | None = None
) -> Case:
    """Return a case, locked until the transaction ends, if the actor may run a command on it.

    Raise NotAllowed, NotFound for an unknown or secret one, Conflict on a stale version.
    """
    case = session.exec(select(Case).where(Case.id == case_id).with_for_update()).first()
    hidden = case is not None and case.is_secret and not actor.holds_office
    if case is None or hidden:
        permissions.require(actor, command)
        raise NotFound("There is no such case.")
    permissions.require(actor, command, team_id=case.team_id, person_id=case.owner_id)
    if version is not None and version != case.version:
        raise Conflict("Somebody else changed this case meanwhile. Look at it again and repeat.")
    return case
