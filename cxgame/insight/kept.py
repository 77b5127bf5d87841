"""Figures kept in memory while nothing that they rest on has changed.

Many people open the same page between two answers. A figure is kept under the version of the
data it was made from, so nobody ever sees an old one; each process keeps its own.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from enum import StrEnum
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, String, cast, func, select
from sqlmodel import Session, col

from cxgame import db
from cxgame.feedback.models import FeedbackRecord, ImportBatch
from cxgame.learning.models import QuestionAnswer
from cxgame.learning.practice.models import PracticeRun, ReviewEntry
from cxgame.people.actor import Actor
from cxgame.people.models import AuditEntry

T = TypeVar("T")
MOST = 512  # figures of one database

_kept: WeakKeyDictionary[Engine, OrderedDict[Hashable, Any]] = WeakKeyDictionary()
_lock = threading.Lock()


class Rests(StrEnum):
    """What a figure rests on."""

    ON_FEEDBACK = "feedback"
    ON_LEARNING = "learning"  # answers and reviews, and feedback too


def figure(
    session: Session,
    actor: Actor,
    key: Hashable,
    make: Callable[[], T],
    *,
    of: Rests = Rests.ON_FEEDBACK,
) -> T:
    """Return what `make` makes, from memory where it was made before of the same data.

    `key` names the figure and everything it depends on besides the data and the actor's reach.
    """
    version = _version(session, of)
    if version is None:
        return make()
    whole = (version, actor.sees_all or actor.team_ids, actor.role, key)
    with _lock:
        kept = _kept.setdefault(db.engine(), OrderedDict())
        if whole in kept:
            kept.move_to_end(whole)
            found: T = kept[whole]
            return found
    made = make()
    with _lock:
        kept[whole] = made
        while len(kept) > MOST:
            kept.popitem(last=False)
    return made


def _version(session: Session, of: Rests) -> Hashable | None:
    """Return what changes with every change of the data, None where nothing may be kept."""
    if not session.connection().get_execution_options().get("is_reading"):
        return None  # what a transaction has not committed is nobody else's to see
    if not db.is_sqlite(session):
        # An older id may become visible after a newer one: only what is committed tells.
        seen = session.scalar(select(cast(func.pg_current_snapshot(), String)))
        return str(seen)
    fed = _last_write(session)
    if fed is None or of is Rests.ON_FEEDBACK:
        return fed
    return fed, _last_answer(session)


def _last_write(session: Session) -> Hashable | None:
    """Return what rises with every write, where one writer commits after the other.

    A record has a rising id, an import counts its rows, and every other command on feedback
    leaves an audit row. An import is taken back in several steps: meanwhile nothing is kept.
    """
    undoing = select(func.count()).where(col(ImportBatch.state) == "undoing").scalar_subquery()
    last_record = select(func.max(FeedbackRecord.id)).scalar_subquery()
    last_command = select(func.max(AuditEntry.seq)).scalar_subquery()
    brought_in = select(func.sum(ImportBatch.rows_read)).scalar_subquery()
    undone = select(func.max(ImportBatch.undone_at)).scalar_subquery()
    row = session.execute(select(last_record, last_command, brought_in, undone, undoing)).one()
    return None if row[4] else tuple(row[:4])


def _last_answer(session: Session) -> Hashable:
    """Return what rises with every answer and review; a reset of cards leaves an audit row."""
    tables = (QuestionAnswer, ReviewEntry, PracticeRun)
    newest = (select(func.max(table.id)).scalar_subquery() for table in tables)
    return tuple(session.execute(select(*newest)).one())
