"""The tags of records, joined to them: the one place where readings know how tags are stored."""

from typing import Any

from sqlalchemy.sql.selectable import FromClause, Join
from sqlmodel import col

from cxgame.feedback.models import FeedbackRecord, RecordTag


def value() -> Any:
    """Return the column that holds one tag."""
    return col(RecordTag.tag)


def joined(source: FromClause) -> Join:
    """Return records with each of their tags; one without any stands once, its tag NULL."""
    return source.outerjoin(RecordTag, col(RecordTag.record_id) == col(FeedbackRecord.id))
