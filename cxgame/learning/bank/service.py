"""Bring questions of other systems into the bank, each once, and take a file's back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import Session, col

from cxgame import db
from cxgame.content import Question, plain, revision
from cxgame.content.formats import Entry, Reading
from cxgame.errors import Conflict, NotFound, Reason
from cxgame.learning.bank.models import BankBatch, BankQuestion
from cxgame.learning.bank.report import ALREADY_THERE, BankReport, Told, report_on
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.names import fold

ROWS = 500  # of one statement
LONGEST_NAME = 200  # characters of a file's name or a question's title


@dataclass(frozen=True)
class _Sorted:
    """A file's questions: those to bring in by their key, and why the others stay out."""

    fresh: dict[str, Entry]
    skipped: list[Told]


def import_bank(
    session: Session, *, actor: Actor, reading: Reading, file_name: str, now: datetime
) -> BankReport:
    """Store the questions of a file that are new to the bank, and report on all of them."""
    permissions.require(actor, "learning.import_bank")
    found = _sort(reading)
    known = _known(session, found.fresh)
    fresh = {key: entry for key, entry in found.fresh.items() if key not in known}
    if not fresh:
        return _report(found, set(), batch=None)
    batch = BankBatch(
        file_name=file_name[:LONGEST_NAME],
        format=reading.format.value,
        language=reading.language,
        read=len(reading.entries),
        imported=0,
        created_by=actor.person_id,
        created_at=now,
    )
    session.add(batch)
    session.flush()
    stored = _store(session, batch.id, fresh, reading.language)
    batch.imported = len(stored)
    session.flush()
    audit.note(
        session, actor, "learning.import_bank", "bank_batch", batch.id, now=now, count=len(stored)
    )
    return _report(found, stored, batch=batch.id)


def rehearse(session: Session, *, actor: Actor, reading: Reading) -> BankReport:
    """Return the report that bringing the file in would give; store nothing."""
    permissions.require(actor, "learning.import_bank")
    found = _sort(reading)
    return _report(found, set(found.fresh) - _known(session, found.fresh), batch=None)


def undo_bank_import(session: Session, *, actor: Actor, batch_id: int, now: datetime) -> int:
    """Remove the questions that a file brought in, and return how many.

    A module that took one of them keeps it. Raise NotFound for an unknown import, Conflict for
    one that was taken back already.
    """
    permissions.require(actor, "learning.undo_bank_import")
    batch = session.get(BankBatch, batch_id, with_for_update=True)
    if batch is None:
        raise NotFound("There is no such import.")
    if batch.undone_at is not None:
        raise Conflict("This import was taken back already.")
    batch.undone_at = now
    gone = session.execute(delete(BankQuestion).where(col(BankQuestion.batch_id) == batch_id))
    count = int(gone.rowcount)  # type: ignore[attr-defined]  # a CursorResult
    audit.note(
        session, actor, "learning.undo_bank_import", "bank_batch", batch_id, now=now, count=count
    )
    return count


def _sort(reading: Reading) -> _Sorted:
    found = _Sorted({}, [])
    for entry in reading.entries:
        if entry.question is None:
            assert entry.reason is not None  # noqa: S101  # it is one or the other
            found.skipped.append(Told(entry.line, entry.reason))
            continue
        key = revision(entry.question)
        if key in found.fresh:
            line = found.fresh[key].line
            reason = Reason("The same question stands in line {line} already.", {"line": line})
            found.skipped.append(Told(entry.line, reason))
            continue
        found.fresh[key] = entry
    return found


def _known(session: Session, keys: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for part in _parts(keys):
        found.update(
            session.scalars(select(col(BankQuestion.key)).where(col(BankQuestion.key).in_(part)))
        )
    return found


def _store(session: Session, batch_id: int, fresh: dict[str, Entry], language: str) -> set[str]:
    """Insert questions and return the keys of those that nobody else inserted meanwhile."""
    stored: set[str] = set()
    for part in _parts(fresh.items()):
        rows = [_row(batch_id, key, entry, language) for key, entry in part]
        statement = db.insert(session, BankQuestion).values(rows)
        once = statement.on_conflict_do_nothing(index_elements=["key"])
        stored.update(session.scalars(once.returning(col(BankQuestion.key))))
    return stored


def _row(batch_id: int, key: str, entry: Entry, language: str) -> dict[str, Any]:
    question = entry.question
    assert question is not None  # noqa: S101  # only such entries are stored
    return {
        "batch_id": batch_id,
        "line": entry.line,
        "title": entry.title[:LONGEST_NAME],
        "kind": question.kind.value,
        "language": language,
        "key": key,
        "folded": fold(f"{entry.title} {_all_words(question, language)}"),
        "body": plain(question),
    }


def _all_words(question: Question, language: str) -> str:
    """Return everything that a question says, for a search to look in."""
    return " ".join(_words_in(plain(question), language))


def _words_in(value: Any, language: str) -> Iterator[str]:  # any part of a plain question
    if isinstance(value, list):
        for entry in value:
            yield from [entry] if isinstance(entry, str) else _words_in(entry, language)
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from (
                [entry]
                if key == language and isinstance(entry, str)
                else _words_in(entry, language)
            )


def _report(found: _Sorted, stored: set[str], *, batch: int | None) -> BankReport:
    there = [Told(e.line, ALREADY_THERE) for key, e in found.fresh.items() if key not in stored]
    went_in = [entry for key, entry in found.fresh.items() if key in stored]
    return report_on(went_in, [*found.skipped, *there], known=len(there), batch=batch)


def _parts(entries: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(entries)
    while part := list(islice(rest, ROWS)):
        yield part
