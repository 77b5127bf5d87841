"""Put many records where they belong, or count many that were held, in one go."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from cxgame.errors import InvalidInput
from cxgame.feedback import picked, places
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.review import as_counted
from cxgame.feedback.rollups import Counts
from cxgame.people import audit
from cxgame.people.actor import Actor


def place_records(
    session: Session,
    *,
    actor: Actor,
    record_ids: Sequence[int],
    touchpoint_id: int | None = None,
    sop_step_id: int | None = None,
    now: datetime,
) -> int:
    """Give records a touchpoint, an SOP step, or both; what is None stays. Return how many.

    The roll-ups follow. Raise NotFound for an unknown touchpoint or step, or like `picked.records`.
    """
    records = picked.records(session, actor, "feedback.place_records", record_ids)
    if touchpoint_id is None and sop_step_id is None:
        raise InvalidInput("Choose a touchpoint or a step.")
    found = places.place(session, touchpoint_id=touchpoint_id, sop_step_id=sop_step_id)

    def put(record: FeedbackRecord) -> None:
        if found.touchpoint_id is not None and (touchpoint_id or record.touchpoint_id is None):
            record.touchpoint_id = found.touchpoint_id
        if found.sop_step_id is not None:
            record.sop_id, record.sop_step_id = found.sop_id, found.sop_step_id

    counts = Counts()
    for record in records:
        counts.count(as_counted(record), -1)
        put(record)
        counts.count(as_counted(record))
        record.version += 1
    _done(session, actor, "feedback.place_records", records, counts, now)
    return len(records)


def release_records(
    session: Session, *, actor: Actor, record_ids: Sequence[int], now: datetime
) -> int:
    """Count records that were held, and return how many of the chosen ones were."""
    chosen = picked.records(session, actor, "feedback.release_records", record_ids)
    records = [record for record in chosen if record.is_held]
    counts = Counts()
    for record in records:
        record.is_held, record.held_reason = False, None
        record.version += 1
        counts.count(as_counted(record))
    _done(session, actor, "feedback.release_records", records, counts, now)
    return len(records)


def _done(
    session: Session,
    actor: Actor,
    command: str,
    records: Sequence[FeedbackRecord],
    counts: Counts,
    now: datetime,
) -> None:
    session.flush()
    counts.write(session)
    for record in records:
        audit.note(session, actor, command, "record", record.id, now=now)
