"""Run an import from a file to the tables, or rehearse it; take one back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from sqlmodel import Session

from cxgame import clock
from cxgame.feedback import batches
from cxgame.feedback.importing.reading import Progress as Progress  # what a task may have
from cxgame.feedback.importing.reading import Reading
from cxgame.feedback.importing.reading import Task as Task  # what is run here
from cxgame.feedback.importing.report import Report
from cxgame.people import permissions
from cxgame.people.actor import Actor

ROWS = 25_000  # of one transaction: others get their turn in between, pages are written once

Transactions = Callable[[], AbstractContextManager[Session]]  # such as db.transaction


def bring_in(transactions: Transactions, task: Task) -> Report:
    """Store the good rows of a file, some thousands a transaction, and report on all.

    An import of the same file, read in the same way, that was interrupted goes on where it
    stopped. A strict import with a bad row stores nothing: its report is refused and has no
    batch. Raise NotAllowed, InvalidInput when file or options can't work at all, Conflict when
    somebody takes the import back meanwhile.
    """
    permissions.require(task.actor, "feedback.open_import")
    if task.options.is_strict:
        rehearsed = rehearse(transactions, task)
        if rehearsed.rejected:
            return rehearsed.refused()
    with Reading(task) as reading:
        with transactions() as session:
            reading.begin(session)
            reading.open(session)
        standing = reading.standing
        for chunk in reading.chunks(ROWS):
            with transactions() as session:
                items = [item for _number, item in chunk]
                outcome = reading.rows.store(
                    session, items, actor=task.actor, batch_id=standing.batch_id
                )
                reading.add(chunk, outcome)
                reading.count(session)
        with transactions() as session:
            batches.close_import(session, standing.batch_id, now=clock.now())
    reading.report.rejected.sort(key=lambda one: one.row)
    return reading.report


def rehearse(readings: Transactions, task: Task) -> Report:
    """Return the report that bringing the file in would give; store nothing."""
    permissions.require(task.actor, "feedback.open_import")
    with Reading(task) as reading:
        with readings() as session:
            reading.begin(session)
        for chunk in reading.chunks(ROWS):
            with readings() as session:
                outcome = reading.rows.rehearse(session, [item for _number, item in chunk])
            reading.add(chunk, outcome)
    reading.report.rejected.sort(key=lambda one: one.row)
    return reading.report


def take_back(transactions: Transactions, *, actor: Actor, batch_id: int, now: datetime) -> int:
    """Remove everything that an import stored and return how many records that were.

    Of an import of customers it is how many of them went, or are again what they were before.
    """
    with transactions() as session:
        kind = batches.undo_import(session, actor=actor, batch_id=batch_id, now=now)
    done = 0
    while True:
        with transactions() as session:
            some = batches.remove_some(session, batch_id, limit=ROWS)
            if not some:
                customers = batches.close_undo(session, batch_id, now=now)
                return customers if kind == "customers" else done
        done += some
