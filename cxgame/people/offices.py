"""Who holds an office besides the role: the ombudsman."""

from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.errors import Conflict, NotFound
from cxgame.people import audit, permissions, queries
from cxgame.people.actor import Actor
from cxgame.people.models import Person


def set_ombudsman(
    session: Session,
    *,
    actor: Actor,
    person_id: int,
    is_ombudsman: bool,
    version: int,
    now: datetime,
) -> None:
    """Give somebody the office of ombudsman, or take it back; raise Conflict when stale."""
    permissions.require(actor, "people.set_ombudsman")
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("This no longer exists.")
    if person.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")
    person.is_ombudsman, person.version = is_ombudsman, version + 1
    session.flush()
    audit.note(
        session, actor, "people.set_ombudsman", "person", person_id, now=now, is_on=is_ombudsman
    )


def ombudsmen(session: Session) -> list[int]:
    """Return the ids of the active people who hold the office; while nobody does, the admins."""
    query = select(Person.id).where(Person.is_ombudsman, Person.is_active)
    return list(session.exec(query.order_by(col(Person.id)))) or queries.admins(session)
