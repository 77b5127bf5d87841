"""Notice a flood of answers from one network or device."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from cxgame import db
from cxgame.feedback.models import SenderMinute
from cxgame.settings import get_settings

BURST = "burst"
KEEP = timedelta(hours=1)


def is_burst(session: Session, *, sender: str, now: datetime) -> bool:
    """Count one answer of a sender and tell whether it exceeds the limit of a minute.

    The limit is the setting survey_posts_per_minute, 0 lifts it. Only a hash of sender and
    minute is kept, for an hour, so that addresses can be neither read nor followed.
    """
    limit = get_settings().survey_posts_per_minute
    if not limit or not sender:
        return False
    minute = now.replace(second=0, microsecond=0)
    seal = hashlib.sha256(f"{minute.isoformat()} {sender}".encode()).hexdigest()[:32]
    table = db.table_of(SenderMinute)
    insert = db.insert(session, SenderMinute).values(sender=seal, minute=minute, n=1)
    count = session.connection().execute(
        insert.on_conflict_do_update(
            index_elements=["sender", "minute"], set_={"n": table.c.n + 1}
        ).returning(table.c.n)
    )
    n = int(count.scalar_one())
    if n == 1:
        session.execute(delete(SenderMinute).where(col(SenderMinute.minute) < now - KEEP))
    return n > limit
