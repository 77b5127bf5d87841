"""Put a record where it belongs, and let go what was held."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.errors import Conflict, NotFound
from cxgame.feedback import places
from cxgame.feedback.entries import Entry, tidy_tags
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.rollups import Counts
from cxgame.feedback.scales import Band, SurveyKind, stored_scale
from cxgame.feedback.scope import open_to
from cxgame.feedback.tagging import tags as marks
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor


def classify_record(
    session: Session,
    *,
    actor: Actor,
    record_id: int,
    touchpoint_id: int | None,
    sop_step_id: int | None,
    tags: Sequence[str],
    version: int,
    now: datetime,
) -> None:
    """Set a record's touchpoint, SOP step and tags; the roll-ups follow.

    Raise NotFound for an unknown record, touchpoint or step, Conflict on a stale version.
    """
    record = _reached(session, actor, "feedback.classify_record", record_id)
    if record.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")
    found = places.place(session, touchpoint_id=touchpoint_id, sop_step_id=sop_step_id)
    counts = Counts()
    counts.count(as_counted(record), -1)
    record.touchpoint_id = found.touchpoint_id
    record.sop_id, record.sop_step_id = found.sop_id, found.sop_step_id
    named = tidy_tags(tags)
    record.version = version + 1
    counts.count(as_counted(record))
    session.flush()
    counts.write(session)
    marks.replace(session, record.id, named)
    audit.note(session, actor, "feedback.classify_record", "record", record_id, now=now)


def release_held(session: Session, *, actor: Actor, record_id: int, now: datetime) -> None:
    """Count a record that was held; a second call changes nothing. Raise NotFound if unknown."""
    record = _reached(session, actor, "feedback.release_held", record_id)
    if not record.is_held:
        return
    record.is_held, record.held_reason = False, None
    record.version += 1
    counts = Counts()
    counts.count(as_counted(record))
    session.flush()
    counts.write(session)
    audit.note(session, actor, "feedback.release_held", "record", record_id, now=now)


def as_counted(record: FeedbackRecord) -> Entry:
    """Return what the roll-ups need to know of a stored record."""
    return Entry(
        submission_id=record.submission_id,
        kind=Kind(record.kind),
        channel=Channel(record.channel),
        collected_at=record.collected_at,
        on_day=record.on_day,
        survey_kind=SurveyKind(record.survey_kind) if record.survey_kind else None,
        scale=stored_scale(record.scale_low, record.scale_high, record.is_reversed),
        score=record.score,
        band=Band(record.band) if record.band else None,
        team_id=record.team_id,
        touchpoint_id=record.touchpoint_id,
        held_reason=record.held_reason,
    )


def _reached(session: Session, actor: Actor, command: str, record_id: int) -> FeedbackRecord:
    """Return the record, locked until the transaction ends, if the actor may touch it."""
    query = select(FeedbackRecord).where(col(FeedbackRecord.id) == record_id, *open_to(actor))
    record = session.exec(query.with_for_update()).first()
    permissions.require(actor, command, team_id=record.team_id if record else None)
    if record is None:
        raise NotFound("There is no such record.")
    return record
