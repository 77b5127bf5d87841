"""Put another answer in the place of one that a customer just gave; the roll-ups follow."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, select

from cxgame.feedback.cases import opening
from cxgame.feedback.entries import Entry
from cxgame.feedback.extras import parts
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.review import as_counted
from cxgame.feedback.rollups import Counts
from cxgame.feedback.words import found_by


def correct(
    session: Session,
    *,
    record_id: int,
    entry: Entry,
    kept: Mapping[int, Sequence[str]],
    now: datetime,
) -> None:
    """Give a record the score, the words and the parts of a newer form of the same customer.

    Its day, its place and its customer stay; a held one stays held. Called by commands that have
    asked whether their actor may, and that note it. A case may follow now, if none did.
    """
    query = select(FeedbackRecord).where(FeedbackRecord.id == record_id).with_for_update()
    record = session.exec(query).one()
    counts = Counts()
    counts.count(as_counted(record), -1)
    record.score, record.band = entry.score, entry.band
    record.text, record.folded = entry.text, found_by(entry.text)
    record.contact, record.language = entry.contact, entry.language
    record.survey_version = entry.survey_version
    record.legal_basis, record.consent_version = entry.legal_basis, entry.consent_version
    record.version += 1
    counts.count(as_counted(record))
    session.flush()
    counts.write(session)
    parts.replace(session, record_id, kept)
    opening.open_changed(session, record, now=now)
