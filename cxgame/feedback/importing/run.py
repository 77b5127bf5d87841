"""Run an import from a file to the tables, or rehearse it; take one back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from sqlmodel import Session

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput, Reason
from cxgame.feedback import batches
from cxgame.feedback.batches import BatchKind
from cxgame.feedback.importing import mapping as mappings
from cxgame.feedback.importing.dates import dates_for
from cxgame.feedback.importing.feedback_rows import FeedbackRows
from cxgame.feedback.importing.names import Names
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.outcome import Outcome
from cxgame.feedback.importing.preview import votes_on
from cxgame.feedback.importing.report import Rejected, Report
from cxgame.feedback.importing.served_rows import ServedRows
from cxgame.feedback.importing.source import Source, open_source
from cxgame.people import permissions
from cxgame.people.actor import Actor

ROWS = 25_000  # of one transaction: others get their turn in between, pages are written once

Transactions = Callable[[], AbstractContextManager[Session]]  # such as db.transaction
Progress = Callable[[int, int], None]  # rows done, rows in all
Rows = FeedbackRows | ServedRows
Chunk = list[tuple[int, Any]]  # row numbers with what was read of the rows

_UNREADABLE = Reason("This row can't be read: a quotation mark is not closed, or a cell too long.")


@dataclass(frozen=True)
class Task:
    """One file to bring in, for whom and how; `file` is open for reading bytes."""

    kind: BatchKind
    file: BinaryIO
    name: str
    actor: Actor
    options: Options
    now: datetime
    progress: Progress | None = None


def bring_in(transactions: Transactions, task: Task) -> Report:
    """Store the good rows of a file, some thousands a transaction, and report on all.

    A strict import with a bad row stores nothing: its report is refused and has no batch. Raise
    NotAllowed, InvalidInput when file or options can't work at all, Conflict when somebody
    takes the import back meanwhile.
    """
    permissions.require(task.actor, "feedback.open_import")
    if task.options.is_strict:
        rehearsed = rehearse(transactions, task)
        if rehearsed.rejected:
            return rehearsed.refused()
    reading = _Reading(task)
    with transactions() as session:
        reading.begin(session)
        batch_id = reading.open(session)
    report = reading.report
    for chunk in reading.chunks():
        with transactions() as session:
            items = [item for _number, item in chunk]
            outcome = reading.rows.store(session, items, actor=task.actor, batch_id=batch_id)
            reading.add(chunk, outcome)
            batches.count_rows(
                session,
                batch_id,
                read=report.read,
                created=report.created,
                duplicates=report.duplicates,
                rejected=len(report.rejected),
            )
    with transactions() as session:
        batches.close_import(session, batch_id, now=clock.now())
    report.rejected.sort(key=lambda one: one.row)
    return report


def rehearse(readings: Transactions, task: Task) -> Report:
    """Return the report that bringing the file in would give; store nothing."""
    permissions.require(task.actor, "feedback.open_import")
    reading = _Reading(task)
    with readings() as session:
        reading.begin(session)
    for chunk in reading.chunks():
        with readings() as session:
            outcome = reading.rows.rehearse(session, [item for _number, item in chunk])
        reading.add(chunk, outcome)
    reading.report.rejected.sort(key=lambda one: one.row)
    return reading.report


def take_back(transactions: Transactions, *, actor: Actor, batch_id: int, now: datetime) -> int:
    """Remove everything that an import stored and return how many records that were."""
    with transactions() as session:
        batches.undo_import(session, actor=actor, batch_id=batch_id, now=now)
    done = 0
    while True:
        with transactions() as session:
            some = batches.remove_some(session, batch_id, limit=ROWS)
            if not some:
                batches.close_undo(session, batch_id, now=now)
                return done
        done += some


class _Reading:
    """A file on its way: what was settled about it and what became of it so far."""

    rows: Rows

    def __init__(self, task: Task) -> None:
        self.task = task
        self.source: Source = open_source(task.file, task.name)
        fields = mappings.FIELDS[task.kind]
        self.mapping = mappings.settle(self.source.columns, task.options.mapping, fields)
        votes, self.total = votes_on(self.source, self.mapping.get(mappings.DATE[task.kind], ""))
        self.dates = dates_for(task.options.date_format, votes)
        self.report = Report(
            mapping=self.mapping, date_format=task.options.date_format or votes.name
        )

    def begin(self, session: Session) -> None:
        """Learn the names of teams and touchpoints; raise InvalidInput for bad options."""
        task = self.task
        names = Names(session, task.now, creates_teams=task.options.creates_teams)
        try:
            names.team(task.options.team)
        except CxgameError as error:
            raise InvalidInput(error.message, **error.values) from error
        kind = FeedbackRows if task.kind == "feedback" else ServedRows
        today = clock.local_day(task.now)
        self.rows = kind(
            self.source, task.options, self.mapping, self.dates, names, task.now, today
        )

    def open(self, session: Session) -> int:
        """Open the import that the rows belong to, and return its id."""
        task = self.task
        self.report.batch = batches.open_import(
            session,
            actor=task.actor,
            kind=task.kind,
            file_name=task.name,
            file_hash=self.source.hash,
            mapping=self.mapping,
            options=task.options.as_json(),
            now=task.now,
        )
        return self.report.batch

    def chunks(self) -> Iterator[Chunk]:
        """Yield the rows that can be stored, some thousands at a time; note the others."""
        chunk: Chunk = []
        for number, cells in self.source.rows():
            self.report.read += 1
            if cells is None:
                self.report.rejected.append(Rejected(number, _UNREADABLE))
                continue
            try:
                chunk.append((number, self.rows.read(cells)))
            except CxgameError as error:
                reason = Reason(error.message, error.values)
                self.report.rejected.append(Rejected(number, reason))
            if len(chunk) == ROWS:
                yield chunk
                self._tell()
                chunk = []
        yield chunk
        self._tell()

    def add(self, chunk: Chunk, outcome: Outcome) -> None:
        """Add what became of a chunk to the report."""
        self.report.created += outcome.created
        self.report.duplicates += outcome.duplicates
        self.report.cases += outcome.cases
        for place, reason in outcome.rejected.items():
            self.report.rejected.append(Rejected(chunk[place][0], reason))

    def _tell(self) -> None:
        """Tell how far it is: what was yielded last is stored, its transaction over."""
        if self.task.progress:
            self.task.progress(self.report.read, self.total)
