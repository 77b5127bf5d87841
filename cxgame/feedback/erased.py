"""Records whose customer was erased: what remains of them, and that no file brings them back."""

import hashlib
import re
from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, exists, select
from sqlmodel import Session, col

from cxgame import db
from cxgame.feedback.models import FeedbackRecord

PREFIX = "erased:"
_AFTER = "erased;"  # the next text after all that begin with the prefix
_SEALED = re.compile(r"erased:[0-9a-f]{64}")
_ASKED_AT_ONCE = 500
# A look into the index, where texts are in the order of their bytes: on SQLite alone.
_ANY = select(
    exists().where(
        col(FeedbackRecord.submission_id) >= PREFIX, col(FeedbackRecord.submission_id) < _AFTER
    )
)


def seal(submission_id: str) -> str:
    """Return what stands in place of a sender's key once its record is erased."""
    if _SEALED.fullmatch(submission_id):
        return submission_id
    return PREFIX + hashlib.sha256(submission_id.encode("utf-8", "surrogatepass")).hexdigest()


def is_erased() -> ColumnElement[bool]:
    """Return the condition that a record was erased or made anonymous."""
    return col(FeedbackRecord.submission_id).startswith(PREFIX)


def known(session: Session, submission_ids: Iterable[str]) -> set[str]:
    """Return which of the keys belong to records that were erased: they don't come in again."""
    if db.is_sqlite(session) and not session.scalar(_ANY):
        return set()
    return set(_known(session, list(submission_ids)))


def _known(session: Session, submission_ids: list[str]) -> Iterator[str]:
    for start in range(0, len(submission_ids), _ASKED_AT_ONCE):
        sealed = {seal(key): key for key in submission_ids[start : start + _ASKED_AT_ONCE]}
        key = col(FeedbackRecord.submission_id)
        for found in session.scalars(select(key).where(key.in_(sealed))):
            yield sealed[found]
