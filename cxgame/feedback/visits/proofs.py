"""Put a file beside one's own visit, or take it away again."""

from datetime import datetime

from sqlmodel import Session

from cxgame.feedback.evidence import store
from cxgame.feedback.visits import history
from cxgame.people.actor import Actor


def add_visit_evidence(
    session: Session, *, actor: Actor, visit_id: int, data: bytes, item_key: str = "", now: datetime
) -> int:
    """Keep a photo or a PDF beside one's own draft and return its id.

    Raise InvalidInput for what is neither, too large or too many, Conflict once it was sent.
    """
    visit = history.of_visitor(session, "feedback.add_visit_evidence", actor, visit_id)
    known = {item["key"] for section in visit.sections for item in section["items"]}
    key = item_key if item_key in known else ""
    file = store.made(data)
    made = store.keep(
        session, file, added_by=actor.person_id, visit_id=visit_id, item_key=key, now=now
    )
    history.audited(session, actor, "feedback.add_visit_evidence", visit, now)
    return made


def drop_visit_evidence(
    session: Session, *, actor: Actor, visit_id: int, evidence_id: int, now: datetime
) -> None:
    """Throw a file of one's own draft away; raise Conflict once it was sent."""
    visit = history.of_visitor(session, "feedback.drop_visit_evidence", actor, visit_id)
    store.drop(session, evidence_id=evidence_id, visit_id=visit_id)
    history.audited(session, actor, "feedback.drop_visit_evidence", visit, now)
