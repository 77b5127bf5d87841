"""Read the question bank: its list, one question, and the files it came from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from cxgame.content import Kind, Question
from cxgame.content.fields import Cursor
from cxgame.content.formats import Format
from cxgame.content.question import read_question
from cxgame.errors import NotFound
from cxgame.learning.bank.models import BankBatch, BankQuestion
from cxgame.people import permissions, queries
from cxgame.people.actor import Actor
from cxgame.people.names import fold

MOST_ROWS = 200


@dataclass(frozen=True)
class Filter:
    """What to read; empty values don't filter. `search` ignores accents and capitals."""

    search: str = ""
    language: str = ""
    kind: Kind | None = None
    batch_id: int | None = None
    is_unused: bool = False


@dataclass(frozen=True)
class BankView:
    """A question of the bank; it speaks one language only, and `used_in` is a module's slug."""

    id: int
    question: Question
    language: str
    title: str
    line: int
    used_in: str
    batch_id: int
    file_name: str
    format: Format
    created_at: datetime

    @property
    def prompt(self) -> str:
        """Return what is asked."""
        return self.question.prompt.in_language(self.language)


@dataclass(frozen=True)
class BankPage:
    """Some questions, newest first, of how many there are in all."""

    questions: tuple[BankView, ...]
    total: int


@dataclass(frozen=True)
class BankBatchView:
    """A file that was brought in, as the screen lists it; `left` of its questions are there."""

    id: int
    file_name: str
    format: Format
    language: str
    read: int
    imported: int
    left: int
    by: str
    created_at: datetime
    undone_at: datetime | None


def bank(
    session: Session, *, actor: Actor, wanted: Filter = Filter(), limit: int = 25, offset: int = 0
) -> BankPage:
    """Return questions of the bank to those who may bring some in."""
    if not permissions.may(actor, "learning.import_bank"):
        return BankPage((), 0)
    asked = _conditions(wanted)
    total = session.scalar(select(func.count()).select_from(BankQuestion).where(*asked)) or 0
    query = (
        select(BankQuestion, BankBatch)
        .join(BankBatch, col(BankBatch.id) == col(BankQuestion.batch_id))
        .where(*asked)
        .order_by(col(BankQuestion.batch_id).desc(), col(BankQuestion.id))
        .limit(min(limit, MOST_ROWS))
        .offset(offset)
    )
    return BankPage(tuple(_view(*row) for row in session.execute(query)), total)


def bank_question(session: Session, *, actor: Actor, question_id: int) -> BankView:
    """Return one question of the bank; raise NotFound where the actor may see none."""
    row = None
    if permissions.may(actor, "learning.import_bank"):
        row = session.get(BankQuestion, question_id)
    if row is None:
        raise NotFound("There is no such question in the bank.")
    return _view(row, session.get_one(BankBatch, row.batch_id))


def bank_batches(session: Session, *, actor: Actor, limit: int = 50) -> list[BankBatchView]:
    """Return the files that were brought in last, newest first, to those who may do it."""
    if not permissions.may(actor, "learning.import_bank"):
        return []
    names = queries.person_names(session)
    batches = session.scalars(select(BankBatch).order_by(col(BankBatch.id).desc()).limit(limit))
    counted = select(col(BankQuestion.batch_id), func.count()).group_by(col(BankQuestion.batch_id))
    left: dict[int, int] = {batch: int(n) for batch, n in session.execute(counted)}
    return [
        BankBatchView(
            id=row.id,
            file_name=row.file_name,
            format=Format(row.format),
            language=row.language,
            read=row.read,
            imported=row.imported,
            left=left.get(row.id, 0),
            by=names.get(row.created_by or 0, ""),
            created_at=row.created_at,
            undone_at=row.undone_at,
        )
        for row in batches
    ]


def read_body(body: dict[str, Any]) -> Question:
    """Return the question of a stored body; a missing language or step is no fault here."""
    return read_question(Cursor(body, "", []))


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    asked = [
        col(BankQuestion.folded).contains(word, autoescape=True)
        for word in fold(wanted.search).split()
    ]
    if wanted.language:
        asked.append(col(BankQuestion.language) == wanted.language)
    if wanted.kind is not None:
        asked.append(col(BankQuestion.kind) == wanted.kind.value)
    if wanted.batch_id is not None:
        asked.append(col(BankQuestion.batch_id) == wanted.batch_id)
    if wanted.is_unused:
        asked.append(col(BankQuestion.used_in).is_(None))
    return asked


def _view(row: BankQuestion, batch: BankBatch) -> BankView:
    return BankView(
        id=row.id,
        question=read_body(row.body),
        language=row.language,
        title=row.title,
        line=row.line,
        used_in=row.used_in or "",
        batch_id=row.batch_id,
        file_name=batch.file_name,
        format=Format(batch.format),
        created_at=batch.created_at,
    )
