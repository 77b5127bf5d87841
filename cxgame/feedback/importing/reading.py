"""A file on its way in: what was settled about it, its rows in chunks, what became of them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, BinaryIO, Self

from sqlmodel import Session

from cxgame.errors import CxgameError, InvalidInput, Reason
from cxgame.feedback import batches
from cxgame.feedback.batches import BatchKind, Standing
from cxgame.feedback.importing import findings, layouts
from cxgame.feedback.importing import mapping as mappings
from cxgame.feedback.importing.customer_rows import CustomerRows
from cxgame.feedback.importing.feedback_rows import FeedbackRows
from cxgame.feedback.importing.names import Names
from cxgame.feedback.importing.options import Options, options_from
from cxgame.feedback.importing.outcome import Outcome
from cxgame.feedback.importing.report import Rejected, Report, Written
from cxgame.feedback.importing.served_rows import ServedRows
from cxgame.people.actor import Actor
from cxgame.tabular.dates import dates_for
from cxgame.tabular.source import Source, open_source

Progress = Callable[[int, int], None]  # rows done, rows in all
Rows = FeedbackRows | ServedRows | CustomerRows
Chunk = list[tuple[int, Any]]  # row numbers with what was read of the rows

MOST_REASONS = 10_000  # that are remembered

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


class Reading:
    """One reading of a file; close it, or use it in a `with`."""

    rows: Rows

    def __init__(self, task: Task) -> None:
        self.task = task
        self.source: Source = open_source(task.file, task.name, task.options.form)
        with ExitStack() as otherwise:
            otherwise.callback(self.source.close)
            self._settle()
            otherwise.pop_all()

    def _settle(self) -> None:
        options = self.task.options
        self.layout = layouts.named(options.layout) if options.layout else None
        self.options = self._options()
        fields = mappings.FIELDS[self.task.kind]
        self.mapping = mappings.settle(self.source.columns, self.options.mapping, fields)
        self.findings = findings.find(self.source, self._wanted(), options.only)
        self.dates = dates_for(options.date_format, self.findings.votes)
        self.standing = Standing(0, 0)
        self._reasons: dict[tuple[str, ...], Reason] = {}
        self.report = Report(mapping=self.mapping)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.source.close()

    def begin(self, session: Session) -> None:
        """Learn the names of teams and touchpoints; raise InvalidInput for bad options."""
        self.rows = self._rows(session)
        self.report.written = self._written()
        if standing := self._interrupted(session):
            self.report.resumes, self.report.stood = standing.batch_id, standing.read

    def open(self, session: Session) -> None:
        """Open the import that the rows belong to, or let the interrupted one go on."""
        task = self.task
        if self.report.resumes is not None:
            self.standing = batches.resume_import(
                session, actor=task.actor, batch_id=self.report.resumes, now=task.now
            )
        else:
            batch_id = batches.open_import(
                session,
                actor=task.actor,
                kind=task.kind,
                file_name=task.name,
                file_hash=self.source.hash,
                mapping=self.mapping,
                options=task.options.as_json(),
                now=task.now,
            )
            self.standing = Standing(batch_id, attempt=1)
        self.report.batch, self.report.stood = self.standing.batch_id, self.standing.read
        self.report.created = self.standing.created
        self.report.duplicates = self.standing.duplicates

    def chunks(self, size: int) -> Iterator[Chunk]:
        """Yield the rows that can be stored, some thousands at a time; note the others.

        Rows that stand from an attempt before are read, for the keys of the rest, and passed over.
        """
        chunk: Chunk = []
        stood = self.standing.read
        for number, cells in findings.rows_of(self.source, self.task.options.only):
            self.report.read += 1
            if cells is None:
                self.report.rejected.append(Rejected(number, _UNREADABLE))
                continue
            try:
                item = self.rows.read(cells)
            except CxgameError as error:
                self.report.rejected.append(Rejected(number, self._reason(error)))
                continue
            if self.report.read > stood:
                chunk.append((number, item))
            if len(chunk) == size:
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

    def count(self, session: Session) -> None:
        """Note how far the import is, in the transaction of the rows."""
        report = self.report
        self.standing = replace(
            self.standing, read=report.read, created=report.created, duplicates=report.duplicates
        )
        batches.count_rows(session, self.standing, rejected=len(report.rejected))

    def _rows(self, session: Session) -> Rows:
        task = self.task
        if task.kind == "customers":
            return CustomerRows(self.source, self.mapping, task.now)
        names = Names(session, task.now, creates_teams=task.options.creates_teams)
        try:
            names.team(task.options.team)
        except CxgameError as error:
            raise InvalidInput(error.message, **error.values) from error
        kind = FeedbackRows if task.kind == "feedback" else ServedRows
        return kind(
            self.source, self.options, self.mapping, self.dates, names, self.findings, task.now
        )

    def _options(self) -> Options:
        """Return the options with what a ready-made mapping adds; what was said goes before."""
        options = self.task.options
        if self.layout is None:
            return options
        mapping = {**self.layout.mapping(self.source.columns), **options.mapping}
        if missing := [one for one in self.layout.needed if one not in mapping]:
            raise InvalidInput(
                "This is no file of {title}: it has no column for {fields}.",
                title=self.layout.title,
                fields=", ".join(missing),
            )
        says_kind = options.survey or options.kind or "survey" in mapping or "kind" in mapping
        return replace(
            options, mapping=mapping, kind=options.kind if says_kind else self.layout.kind
        )

    def _wanted(self) -> findings.Wanted:
        return findings.Wanted(
            date=self.mapping.get(mappings.DATE[self.task.kind], ""),
            survey=self.mapping.get("survey", ""),
            score=self.mapping.get("score", ""),
        )

    def _written(self) -> Written:
        rows, source = self.rows, self.source
        is_mixed = isinstance(rows, FeedbackRows) and rows.kinds.is_by_column
        return Written(
            encoding=source.encoding.removesuffix("-sig"),
            separator="" if source.sheets else source.separator,
            sheet=source.sheet,
            heading_row=source.header_row,
            date_format=self.task.options.date_format or self.findings.votes.name,
            decimal=self.task.options.decimal or self.findings.decimal,
            scales={kind: str(scale) for kind, scale in rows.kinds.scales.items()}
            if is_mixed and isinstance(rows, FeedbackRows)
            else {},
            left_out=rows.details.left_out if isinstance(rows, FeedbackRows) else [],
        )

    def _interrupted(self, session: Session) -> Standing | None:
        """Return the interrupted import of this very file, read in this very way."""
        ours = options_from(self.task.options.as_json(), {}).as_json()
        task = self.task
        for one in batches.unfinished(
            session, actor=task.actor, kind=task.kind, file_hash=self.source.hash
        ):
            theirs = options_from(one.options, {}).as_json()
            if one.mapping == self.mapping and theirs == ours:
                return one.standing
        return None

    def _reason(self, error: CxgameError) -> Reason:
        """Return an error's reason, one for all alike: a file may repeat it a million times."""
        key = (error.message, *map(str, error.values.values()))
        found = self._reasons.get(key)
        if found is None:
            found = Reason(error.message, error.values)
            if len(self._reasons) < MOST_REASONS:
                self._reasons[key] = found
        return found

    def _tell(self) -> None:
        """Tell how far it is: what was yielded last is stored, its transaction over."""
        if self.task.progress:
            self.task.progress(self.report.read, self.findings.count)
