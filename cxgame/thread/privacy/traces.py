"""After an erasure, leave nothing of it in the index of words nor in the bytes of the file."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select, text
from sqlmodel import col

from cxgame import db
from cxgame.errors import Conflict
from cxgame.feedback import text_index
from cxgame.thread.privacy.models import Erasure

SMALL = 256 * 2**20  # bytes of a database that is rewritten in a second or two
LOOK_BACK = timedelta(days=2)  # a night that was missed is made up the next


def clean(target: Engine | None = None) -> None:
    """Rewrite index and database without what was deleted; between transactions, never in one.

    Raise Conflict when a reader held on to an older moment; then it has to be done again.
    """
    with db.transaction(target) as session:
        text_index.purge(session)
    if not db.forget_deleted(target):
        raise Conflict("Somebody is reading an older state of the database. Try again.")


def clean_if_small() -> bool:
    """Clean at once where that takes a moment only; tell whether it was done, else the night will.

    Asked for by whoever just erased something and waits for the page.
    """
    with db.reading() as session:
        if not db.is_sqlite(session):
            return False
        size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        is_small = (session.scalar(text(size)) or 0) <= SMALL
    if not is_small:
        return False
    try:
        clean()
    except Conflict:  # somebody reads just now
        return False
    return True


def clean_after_erasures(*, now: datetime) -> int:
    """Clean if anything was erased lately, and return how many erasures there were."""
    with db.reading() as session:
        lately = select(func.count()).where(col(Erasure.at) > now - LOOK_BACK)
        count = session.scalar(lately) or 0
    if count:
        clean()
    return count
