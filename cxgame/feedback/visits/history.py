"""Find a visit to be changed, and note in its history what happened to it."""

from datetime import datetime

from sqlmodel import Session

from cxgame.errors import Conflict, NotFound
from cxgame.feedback.visits.kinds import EventKind, VisitState
from cxgame.feedback.visits.models import Visit, VisitEvent
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor


def of_team(session: Session, command: str, actor: Actor, visit_id: int) -> Visit:
    """Return a visit, locked, whose team the actor answers for; raise NotAllowed or NotFound."""
    visit = session.get(Visit, visit_id, with_for_update=True)
    permissions.require(actor, command, team_id=visit.team_id if visit else None)
    if visit is None:
        raise NotFound("There is no such visit.")
    return visit


def of_visitor(session: Session, command: str, actor: Actor, visit_id: int) -> Visit:
    """Return the actor's own visit, locked, as long as it is a draft.

    Raise NotAllowed for somebody else's, Conflict once it was sent.
    """
    visit = session.get(Visit, visit_id, with_for_update=True)
    permissions.require(actor, command, person_id=visit.visitor_id if visit else None)
    if visit is None:
        raise NotFound("There is no such visit.")
    must_be(visit, VisitState.DRAFT)
    return visit


def must_be(visit: Visit, *states: VisitState) -> None:
    """Raise Conflict unless the visit is in one of these states."""
    if visit.state not in states:
        raise Conflict("This visit has gone on meanwhile. Look at it again.")


def must_be_fresh(visit: Visit, version: int) -> None:
    """Raise Conflict unless the visit is as it was seen."""
    if visit.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")


def note(
    session: Session,
    visit: Visit,
    kind: EventKind,
    actor: Actor,
    now: datetime,
    *,
    words: str = "",
    item_key: str = "",
    before: str = "",
    after: str = "",
) -> None:
    """Write one line of a visit's history, and count the change."""
    visit.version += 1
    session.add(
        VisitEvent(
            visit_id=visit.id,
            kind=kind,
            item_key=item_key,
            before=before,
            after=after,
            words=words,
            person_id=actor.person_id,
            at=now,
        )
    )
    session.flush()


def audited(session: Session, actor: Actor, command: str, visit: Visit, now: datetime) -> None:
    """Note a command on a visit in the audit."""
    audit.note(session, actor, command, "visit", visit.id, now=now)
