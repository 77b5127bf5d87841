"""After an erasure, leave nothing of it in the index of words nor in the bytes of the file."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select
from sqlmodel import col

from cxgame import db
from cxgame.errors import Conflict
from cxgame.feedback import text_index
from cxgame.thread.privacy.models import Erasure

LOOK_BACK = timedelta(days=2)  # a night that was missed is made up the next


def clean(target: Engine | None = None) -> None:
    """Rewrite index and database without what was deleted; between transactions, never in one.

    Raise Conflict when a reader held on to an older moment; then it has to be done again.
    """
    with db.transaction(target) as session:
        text_index.purge(session)
    if not db.forget_deleted(target):
        raise Conflict("Somebody is reading an older state of the database. Try again.")


def clean_after_erasures(*, now: datetime) -> int:
    """Clean if anything was erased lately, and return how many erasures there were."""
    with db.reading() as session:
        lately = select(func.count()).where(col(Erasure.at) > now - LOOK_BACK)
        count = session.scalar(lately) or 0
    if count:
        clean()
    return count
