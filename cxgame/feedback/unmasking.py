"""Show what is hidden in one record, and leave a trace of who looked."""

from datetime import datetime

from sqlmodel import Session

from cxgame.feedback import picked
from cxgame.people import audit
from cxgame.people.actor import Actor


def unmask_record(session: Session, *, actor: Actor, record_id: int, now: datetime) -> None:
    """Note that the actor looks at the personal data in a record: whoever shows it asks this first.

    Raise NotFound for an unknown record, NotAllowed outside the actor's reach.
    """
    (record,) = picked.records(session, actor, "feedback.unmask_record", [record_id])
    audit.note(session, actor, "feedback.unmask_record", "record", record.id, now=now)
