"""Put a photo beside what one noticed, at once or later."""

from datetime import datetime

from sqlmodel import Session

from cxgame.errors import NotFound
from cxgame.feedback.evidence import store
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor


def add_record_photo(
    session: Session, *, actor: Actor, record_id: int, data: bytes, now: datetime
) -> int:
    """Keep a photo beside one's own observation, drawn anew without place and time.

    Return its id. Raise NotFound for anything but an observation, InvalidInput for what is no
    picture, too large or too many.
    """
    record = session.get(FeedbackRecord, record_id)
    permissions.require(
        actor, "feedback.add_record_photo", person_id=record.author_id if record else None
    )
    if record is None or record.kind != Kind.OBSERVATION or record.is_secret:
        raise NotFound("There is no such observation.")
    file = store.made(data, with_pdf=False)
    made = store.keep(session, file, added_by=actor.person_id, record_id=record_id, now=now)
    audit.note(session, actor, "feedback.add_record_photo", "record", record_id, now=now)
    return made
