"""Find a customer's names and words wherever else somebody wrote them, and take them out.

Cards, studies, notes on other cases, notices, saved filters: no list of tables is kept. Every text
of the rooms that hear customers is looked through, so a table that comes later is too.
"""

import json
import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import JSON, ColumnElement, String, cast, inspect, or_, select
from sqlalchemy.orm import Mapper
from sqlmodel import Session, SQLModel
from sqlmodel.sql.sqltypes import AutoString

from cxgame import db
from cxgame.feedback import erased
from cxgame.feedback.models import FeedbackRecord, RecordTag
from cxgame.feedback.words import found_by
from cxgame.game.models import Kudos
from cxgame.thread.privacy import scrub
from cxgame.thread.privacy.models import Erasure
from cxgame.thread.privacy.scrub import Scrub
from cxgame.thread.privacy.subject import Subject

ROOMS = ("cxgame.feedback", "cxgame.boards", "cxgame.notices", "cxgame.thread")
MORE = (Kudos,)  # of other rooms, where colleagues write to each other
LEFT_OUT = (Erasure,)  # numbers and hashes, only ever added to
# Millions of rows of customers' own words: they are asked for names, not for quotations.
LARGE = ("feedback_record", "answer_part", "record_tag", "invitation", "mail", "customer")
# What the company asks and answers in its own words: a customer's sentence may be the same.
COMPANYS = (
    *("survey", "survey_question", "survey_version", "case_rule", "case_reason", "tag_rule"),
    *("answer_template", "import_mapping", "board", "board_column", "visit_template"),
)
_SENDERS_KEY = "submission_id"  # of a record or an invitation: it is sealed, never reworded
# Words of ours, and what follows from others: to read them too would double the time.
_OURS = ("kind", "channel", "survey_kind", "band", "language", "legal_basis", "state", "folded")
_TOGETHER = 20  # needles of one statement; SQLite bounds how deep a condition is


def sweep(session: Session, subject: Subject, quotes: Sequence[str]) -> int:
    """Take a customer's names out of every text, and quotations out of what colleagues wrote.

    Return how many rows changed.
    """
    names, hints = scrub.names_of(subject), scrub.hints_of(subject)
    changed = 0
    for table in swept():
        more = () if table.__tablename__ in (*LARGE, *COMPANYS) else quotes
        changed += _sweep(session, table, [*names, *more], [*hints, *more])
    return changed


def swept() -> list[type[SQLModel]]:
    """Return the tables that are looked through."""
    places = {import_module(name).__name__ for name in model_modules()}
    mappers: list[Mapper[Any]] = list(SQLModel._sa_registry.mappers)
    tables = [mapper.class_ for mapper in mappers]
    found = [
        table
        for table in tables
        if (table.__module__ in places or table in MORE) and table not in LEFT_OUT
    ]
    return sorted(found, key=lambda table: str(table.__tablename__))


@cache
def model_modules() -> tuple[str, ...]:
    """Return the modules of tables in the rooms, found in the folders.

    What a process has imported so far says nothing: a page that nobody opened yet is missing.
    """
    found: list[str] = []
    for room in ROOMS:
        package = import_module(room)
        inside = pkgutil.walk_packages(package.__path__, f"{room}.")
        found += [each.name for each in inside if each.name.endswith(".models")]
    return tuple(found)


def _sweep(
    session: Session, table: type[SQLModel], needles: Sequence[str], hints: Sequence[str]
) -> int:
    """Reword the rows of a table that hold a needle; they are among those that hold a hint."""
    columns = _texts(table)
    if not hints or not columns:
        return 0
    rid, changed = scrub.without(needles), 0
    for row in _hits(session, table, columns, hints):
        changed += _reword(session, row, columns, rid)
    session.flush()
    return changed


def _texts(table: type[SQLModel]) -> list[Any]:
    """Return the columns that hold words, but those that name the row for others."""
    return [
        column
        for column in db.table_of(table).columns
        if isinstance(column.type, (AutoString, String, JSON))
        and (not column.unique or column.key == _SENDERS_KEY)
        and column.key not in _OURS
        and (not column.primary_key or table is RecordTag)
    ]


def _hits(
    session: Session, table: type[SQLModel], columns: list[Any], hints: Sequence[str]
) -> Iterator[SQLModel]:
    seen: dict[object, SQLModel] = {}
    words = [column for column in columns if not isinstance(column.type, JSON)]
    values = [cast(column, String) for column in columns if isinstance(column.type, JSON)]
    for start in range(0, len(hints), _TOGETHER):
        some = hints[start : start + _TOGETHER]
        escaped = [json.dumps(hint)[1:-1] for hint in some]
        found = [*_contain(session, words, some), *_contain(session, values, escaped)]
        for row in session.scalars(select(table).where(or_(*found))).all():
            key = inspect(row).identity
            if key not in seen:
                seen[key] = row
                yield row


def _contain(
    session: Session, columns: list[Any], hints: Sequence[str]
) -> Iterator[ColumnElement[bool]]:
    """Yield a condition for each column and hint, whatever the capitals."""
    # LIKE makes no difference between them on SQLite; lower() would cost twice as much.
    is_plain = db.is_sqlite(session)
    for column in columns:
        for hint in hints:
            if is_plain:
                yield column.contains(hint, autoescape=True)
            else:
                yield column.icontains(hint, autoescape=True)


def _reword(session: Session, row: SQLModel, columns: list[Any], rid: Scrub) -> bool:
    if isinstance(row, RecordTag):
        if rid(row.tag) == row.tag:
            return False
        session.delete(row)
        return True
    changed = False
    for column in columns:
        before = getattr(row, column.key)
        after = _reworded(before, rid)
        if column.key == _SENDERS_KEY and after != before:
            after = erased.seal(before)
        if after != before:
            setattr(row, column.key, after)
            changed = True
    if changed and isinstance(row, FeedbackRecord):
        row.folded = found_by(row.text)
    return changed


def _reworded(value: Any, rid: Scrub) -> Any:  # what JSON can hold
    if isinstance(value, str):
        return rid(value)
    if isinstance(value, list):
        return [_reworded(each, rid) for each in value]
    if isinstance(value, dict):
        return {rid(name): _reworded(each, rid) for name, each in value.items()}
    return value
