"""The one writer of feedback records: a record, its roll-up and its case in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Session

from cxgame import db
from cxgame.feedback import bulk, erased
from cxgame.feedback.cases import opening
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Channel
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.rollups import Counts, Insert
from cxgame.feedback.scales import Scale
from cxgame.feedback.tagging import queries, rules, tags
from cxgame.feedback.words import found_by

_SENT_AGAIN = (Channel.API, Channel.FILE, Channel.PLATFORM)  # by other systems, with their keys


def write(
    session: Session, entries: Sequence[Entry], *, now: datetime, batch_id: int | None = None
) -> dict[str, int]:
    """Store what is new and return its record ids by submission id.

    A submission id that is known already, or comes twice, is one record: the first. One whose
    record was erased stays out.
    """
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.submission_id, entry)
    again = [key for key, entry in first.items() if entry.channel in _SENT_AGAIN]
    for key in erased.known(session, again) if again else ():
        del first[key]
    if not first:
        return {}
    words = {key: found_by(entry.text) for key, entry in first.items()}
    ruled = queries.in_force(session)
    if ruled:
        for key, entry in first.items():
            rules.mark(ruled, entry, words[key])
    rows = [_row(entry, words[key], now, batch_id) for key, entry in first.items()]
    if len(rows) >= bulk.ENOUGH:
        stored = bulk.insert_new(session, rows)
    else:
        storing = _storing(db.insert(session, FeedbackRecord))
        stored = dict(session.connection().execute(storing, rows).all())
    counts = Counts()
    for submission_id in stored:
        counts.count(first[submission_id])
    counts.write(session)
    tags.attach(session, {stored[key]: first[key].tags for key in stored if first[key].tags})
    written = ((record_id, first[key]) for key, record_id in stored.items())
    opening.open_by_rules(session, written, now=now, is_history=batch_id is not None)
    return stored


@lru_cache
def _storing(insert: Insert) -> ReturningInsert[str, int]:
    table = insert.table
    return insert.on_conflict_do_nothing().returning(table.c.submission_id, table.c.id)


def _row(entry: Entry, words: str, now: datetime, batch_id: int | None) -> dict[str, Any]:
    if entry.is_secret and entry.tells:
        raise ValueError("what a secret record tells is kept by the ombudsman alone")
    return {
        "submission_id": entry.submission_id,
        "kind": entry.kind,
        "channel": entry.channel,
        "survey_kind": entry.survey_kind,
        "score": entry.score,
        **_scale(entry.scale),
        "band": entry.band,
        "text": entry.text,
        "folded": words,
        "language": entry.language,
        "team_id": entry.team_id,
        "touchpoint_id": entry.touchpoint_id,
        "sop_id": entry.sop_id,
        "sop_step_id": entry.sop_step_id,
        "survey_id": entry.survey_id,
        "survey_version": entry.survey_version,
        "legal_basis": entry.legal_basis,
        "consent_version": entry.consent_version,
        "customer": entry.customer,
        "contact": entry.contact,
        "details": entry.details,
        "author_id": entry.author_id,
        "observation_kind": entry.observation_kind,
        "mood": entry.mood,
        "severity": entry.severity,
        "is_held": entry.held_reason is not None,
        "held_reason": entry.held_reason,
        "is_secret": entry.is_secret,
        "batch_id": batch_id,
        "collected_at": entry.collected_at,
        "on_day": entry.on_day,
        "created_at": now,
        "version": 1,
    }


def _scale(scale: Scale | None) -> dict[str, Any]:
    return {
        "scale_low": scale.low if scale else None,
        "scale_high": scale.high if scale else None,
        "is_reversed": scale.is_reversed if scale else False,
    }
