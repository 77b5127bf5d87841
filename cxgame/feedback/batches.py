"""Imports as things of their own: opened, counted, taken back whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col

from cxgame.errors import Conflict, NotFound
from cxgame.feedback import cells
from cxgame.feedback.cases import taking_back
from cxgame.feedback.customers import many
from cxgame.feedback.models import CustomersServed, FeedbackRecord, ImportBatch
from cxgame.feedback.rollups import Counts, ScoreKey, VoiceKey
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

BatchKind = Literal["feedback", "served", "customers"]


class BatchState(StrEnum):
    """Where an import stands; an interrupted one stays running until it goes on or is undone."""

    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an import that is not finished got: rows read, and what became of them."""

    batch_id: int
    attempt: int
    read: int = 0
    created: int = 0
    duplicates: int = 0


@dataclass(frozen=True, slots=True)
class Interrupted:
    """An interrupted import, and how it read its file: `options` as the batch keeps them."""

    standing: Standing
    mapping: dict[str, str]
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BatchView:
    """An import, as the screen lists it."""

    id: int
    kind: str
    file_name: str
    read: int
    created: int
    duplicates: int
    rejected: int
    state: BatchState
    created_at: datetime
    undone_at: datetime | None


def open_import(
    session: Session,
    *,
    actor: Actor,
    kind: BatchKind,
    file_name: str,
    file_hash: str,
    mapping: Mapping[str, str],
    options: Mapping[str, Any],
    now: datetime,
) -> int:
    """Open an import and return its id; what it stores bears this id."""
    permissions.require(actor, "feedback.open_import")
    batch = ImportBatch(
        kind=kind,
        file_name=file_name[:200],
        file_hash=file_hash,
        mapping=dict(mapping),
        options=dict(options),
        state=BatchState.RUNNING,
        actor=actor.label,
        created_at=now,
    )
    session.add(batch)
    session.flush()
    audit.note(session, actor, "feedback.open_import", "import_batch", batch.id, now=now, kind=kind)
    return batch.id


def resume_import(session: Session, *, actor: Actor, batch_id: int, now: datetime) -> Standing:
    """Let an import that was interrupted go on, and return how far it got.

    Should it still run somewhere after all, that attempt stops at its next rows: only the newest
    one may store. Raise NotFound for an unknown import, Conflict for one that is over.
    """
    permissions.require(actor, "feedback.resume_import")
    batch = session.get(ImportBatch, batch_id, with_for_update=True)
    if batch is None:
        raise NotFound("There is no such import.")
    if batch.state != BatchState.RUNNING:
        raise Conflict("This import is over.")
    batch.attempt += 1
    session.flush()
    audit.note(session, actor, "feedback.resume_import", "import_batch", batch_id, now=now)
    return _standing(batch)


def undo_import(session: Session, *, actor: Actor, batch_id: int, now: datetime) -> str:
    """Begin to take an import back and return its kind; from now on nothing more goes in.

    `remove_some` then removes what it stored, bit by bit, so that nobody waits long. Raise
    NotFound for an unknown import, Conflict when it is undone already.
    """
    permissions.require(actor, "feedback.undo_import")
    batch = session.get(ImportBatch, batch_id, with_for_update=True)
    if batch is None:
        raise NotFound("There is no such import.")
    if batch.state == BatchState.UNDONE:
        raise Conflict("This import was taken back already.")
    batch.state = BatchState.UNDOING
    session.flush()
    audit.note(session, actor, "feedback.undo_import", "import_batch", batch_id, now=now)
    return batch.kind


def count_rows(session: Session, standing: Standing, *, rejected: int) -> None:
    """Note how far an import is, in the transaction that stored the rows.

    Raise Conflict when somebody is taking it back, or it goes on elsewhere.
    """
    table = ImportBatch
    running = update(table).where(
        col(table.id) == standing.batch_id,
        col(table.state) == BatchState.RUNNING,
        col(table.attempt) == standing.attempt,
    )
    counted = running.values(
        rows_read=standing.read,
        created=standing.created,
        duplicates=standing.duplicates,
        rejected=rejected,
    )
    if session.execute(counted).rowcount == 0:  # type: ignore[attr-defined]  # a CursorResult
        raise Conflict("Somebody took this import back while it ran, or started it anew.")


def close_import(session: Session, batch_id: int, *, now: datetime) -> None:
    """Note that every row of an import was read."""
    batch = session.get_one(ImportBatch, batch_id)
    batch.state, batch.finished_at = BatchState.DONE, now
    session.flush()


def remove_some(session: Session, batch_id: int, *, limit: int) -> int:
    """Remove up to `limit` records of an import, their roll-up counts and their cases."""
    table = FeedbackRecord
    ids = select(col(table.id)).where(col(table.batch_id) == batch_id).order_by(col(table.id))
    some = ids.limit(limit).subquery()
    last, count = session.execute(select(func.max(some.c.id), func.count())).one()
    if not count:
        gone = delete(CustomersServed).where(col(CustomersServed.batch_id) == batch_id)
        session.execute(gone)
        return 0
    part = (col(table.batch_id) == batch_id, col(table.id) <= last)
    counts = Counts()
    keys = len(ScoreKey._fields)
    for row in session.execute(cells.scores(*part)):
        counts.add_score(ScoreKey(*row[:keys]), [-int(n) for n in row[keys:]])
    for *key, n in session.execute(cells.voices(*part)):
        counts.add_voice(VoiceKey(*key), -int(n))
    taking_back.cancel_letters(session, part)
    session.execute(delete(table).where(*part).execution_options(synchronize_session=False))
    counts.write(session)
    return int(count)


def close_undo(session: Session, batch_id: int, *, now: datetime) -> int:
    """Note that nothing of an import is left: the customers it alone told of go last.

    So do those of an import undone before, whom only records of this one still named. Return how
    many customers went or are again what they were before.
    """
    batch = session.get_one(ImportBatch, batch_id)
    batch.state, batch.undone_at = BatchState.UNDONE, now
    session.flush()
    undone = select(col(ImportBatch.id)).where(col(ImportBatch.state) == BatchState.UNDONE)
    restored = many.restore_customers(session, batch_id)
    return restored + many.forget_customers(session, undone)


def unfinished(
    session: Session, *, actor: Actor, kind: BatchKind, file_hash: str
) -> list[Interrupted]:
    """Return the interrupted imports of a file, newest first, to those who may import."""
    if not permissions.may(actor, "feedback.resume_import"):
        return []
    query = select(ImportBatch).where(
        col(ImportBatch.file_hash) == file_hash,
        col(ImportBatch.kind) == kind,
        col(ImportBatch.state) == BatchState.RUNNING,
    )
    rows = session.scalars(query.order_by(col(ImportBatch.id).desc()))
    return [Interrupted(_standing(row), dict(row.mapping), dict(row.options)) for row in rows]


def imports(session: Session, *, actor: Actor, limit: int = 50) -> list[BatchView]:
    """Return the last imports, newest first, to those who may import."""
    if not permissions.may(actor, "feedback.open_import"):
        return []
    query = select(ImportBatch).order_by(col(ImportBatch.id).desc()).limit(limit)
    return [
        BatchView(
            id=row.id,
            kind=row.kind,
            file_name=row.file_name,
            read=row.rows_read,
            created=row.created,
            duplicates=row.duplicates,
            rejected=row.rejected,
            state=BatchState(row.state),
            created_at=row.created_at,
            undone_at=row.undone_at,
        )
        for row in session.scalars(query)
    ]


def _standing(batch: ImportBatch) -> Standing:
    return Standing(batch.id, batch.attempt, batch.rows_read, batch.created, batch.duplicates)
