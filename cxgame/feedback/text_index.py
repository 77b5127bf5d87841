"""The index of the words that were said: FTS5 on SQLite, a GIN index on PostgreSQL.

The database itself keeps it, by triggers, so that whoever writes, imports, takes back or erases
records can't forget it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    column,
    event,
    func,
    literal,
    select,
    table,
    text,
)
from sqlmodel import Session, col

from cxgame import db
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.words import Term

NAME = "record_words"  # the virtual table; what SQLite makes for it begins with this name

# `folded` holds nothing but words and spaces, so the simplest tokenizer cuts it right. Without
# details the index is a third as large; phrases are checked on the column itself.
_SQLITE = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS record_words USING fts5(
        folded, content='feedback_record', content_rowid='id',
        tokenize='ascii', detail='none', columnsize=0)""",
    """CREATE TRIGGER IF NOT EXISTS record_words__new AFTER INSERT ON feedback_record
        WHEN new.folded <> '' BEGIN
        INSERT INTO record_words (rowid, folded) VALUES (new.id, new.folded); END""",
    """CREATE TRIGGER IF NOT EXISTS record_words__gone AFTER DELETE ON feedback_record
        WHEN old.folded <> '' BEGIN
        INSERT INTO record_words (record_words, rowid, folded)
        VALUES ('delete', old.id, old.folded); END""",
    """CREATE TRIGGER IF NOT EXISTS record_words__changed AFTER UPDATE OF folded
        ON feedback_record WHEN old.folded <> new.folded BEGIN
        INSERT INTO record_words (record_words, rowid, folded)
        SELECT 'delete', old.id, old.folded WHERE old.folded <> '';
        INSERT INTO record_words (rowid, folded)
        SELECT new.id, new.folded WHERE new.folded <> ''; END""",
)
_REBUILD = "INSERT INTO record_words (record_words) VALUES ('rebuild')"
_OPTIMIZE = "INSERT INTO record_words (record_words) VALUES ('optimize')"
_POSTGRESQL = """CREATE INDEX IF NOT EXISTS ix__feedback_record__words ON feedback_record
    USING gin (to_tsvector('simple', folded))"""


def install(connection: Connection) -> None:
    """Make the index and what keeps it; a table that a migration rebuilt has lost its triggers."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(_POSTGRESQL)
        return
    known = "SELECT count(*) FROM sqlite_master WHERE name = ?"
    is_new = not connection.exec_driver_sql(known, (NAME,)).scalar()
    for statement in _SQLITE:
        connection.exec_driver_sql(statement)
    if is_new:
        connection.exec_driver_sql(_REBUILD)


def purge(session: Session) -> None:
    """Leave no word of an erased text in the index: SQLite keeps deleted ones until it merges."""
    if db.is_sqlite(session):
        session.connection().exec_driver_sql(_OPTIMIZE)


def ids(session: Session, terms: Sequence[Term], *, of_any: bool = False) -> Select[int]:
    """Select the ids of the records whose text may hold every term, or any, in no order.

    Of a phrase the words count, not their order: ask `holds` too.
    """
    if db.is_sqlite(session):
        words = table(NAME, column("rowid"))
        asked = (" OR " if of_any else " AND ").join(f"({_quoted(term)})" for term in terms)
        match = text(f"{NAME} MATCH :asked").bindparams(bindparam("asked", asked))
        return select(words.c.rowid.label("id")).where(match)
    asked = (" | " if of_any else " & ").join(f"({_lexemes(term)})" for term in terms)
    vector = func.to_tsvector(text("'simple'"), col(FeedbackRecord.folded))
    fits: ColumnElement[bool] = vector.op("@@")(func.to_tsquery(text("'simple'"), asked))
    return select(col(FeedbackRecord.id)).where(fits)


def holds(terms: Sequence[Term]) -> list[ColumnElement[bool]]:
    """Return one condition a term, that a text holds it, read from the text itself."""
    said = literal(" ").concat(col(FeedbackRecord.folded)).concat(" ")
    return [said.contains(_spelt(term)) for term in terms]


def _spelt(term: Term) -> str:
    """Return a term as it stands between spaces; words hold no sign that LIKE takes for more."""
    return " " + " ".join(term.words) + ("" if term.is_prefix else " ")


def _quoted(term: Term) -> str:
    exact = [f'"{word}"' for word in term.words]
    return " AND ".join(exact) + (" *" if term.is_prefix else "")


def _lexemes(term: Term) -> str:
    return " & ".join(f"'{word}'" for word in term.words) + (":*" if term.is_prefix else "")


def _made(_table: object, connection: Connection, **_options: Any) -> None:
    install(connection)


event.listen(db.table_of(FeedbackRecord), "after_create", _made)
