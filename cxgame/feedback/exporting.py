"""Records to take away, with what is personal in them hidden."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from cxgame.feedback import inbox
from cxgame.feedback.filters import Filter
from cxgame.feedback.inbox import RecordView
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

MOST_ROWS = 50_000
AT_ONCE = 5_000


def export_records(
    session: Session, *, actor: Actor, wanted: Filter, now: datetime
) -> list[RecordView]:
    """Return the records that a filter finds in the actor's reach, newest first, for a file.

    At most 50,000. Whoever writes the file hides what is personal, as a screen does.
    """
    permissions.require(actor, "feedback.export_records")
    found = list(_found(session, actor, wanted))
    audit.note(session, actor, "feedback.export_records", "record", None, now=now, n=len(found))
    return found


def _found(session: Session, actor: Actor, wanted: Filter) -> Iterator[RecordView]:
    ids = inbox.record_ids(session, actor=actor, wanted=wanted, limit=MOST_ROWS)
    for start in range(0, len(ids), AT_ONCE):
        yield from inbox.views(session, actor=actor, record_ids=ids[start : start + AT_ONCE])
