"""The tags that are most used of late: what somebody who tags will probably want."""

from sqlalchemy import func, select
from sqlmodel import Session, col

from cxgame.feedback.models import FeedbackRecord, RecordTag

AMONG = 20_000  # newest records
MOST = 8


def recent_tags(session: Session) -> list[str]:
    """Return the tags borne most often by the records that came in last."""
    last = session.scalar(select(func.max(col(FeedbackRecord.id)))) or 0
    tag, n = col(RecordTag.tag), func.count()
    query = select(tag).where(col(RecordTag.record_id) > last - AMONG).group_by(tag)
    return list(session.scalars(query.order_by(n.desc(), tag).limit(MOST)))
