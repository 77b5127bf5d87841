"""The engine, the transactions, and the column types that both databases share."""

import math
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, Engine, Table, TypeDecorator, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlmodel import Session, SQLModel, create_engine

from cxgame.settings import get_settings

# Named constraints are the ones that a migration can change later.
SQLModel.metadata.naming_convention = {
    "ix": "ix__%(table_name)s__%(column_0_N_name)s",
    "uq": "uq__%(table_name)s__%(column_0_N_name)s",
    "ck": "ck__%(table_name)s__%(constraint_name)s",
    "fk": "fk__%(table_name)s__%(column_0_N_name)s",
    "pk": "pk__%(table_name)s",
}

SQLITE_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # an acknowledged answer survives a power cut; it costs 3-6 %
    "busy_timeout = 30000",
    "foreign_keys = ON",
    "cache_size = -65536",
    "temp_store = MEMORY",
)

# SQLite has one writer. Threads that queue here take turns at once; SQLite's own waiting sleeps.
_sqlite_writer = threading.RLock()


class UtcDateTime(TypeDecorator[datetime]):
    """A datetime that is always aware and always UTC, on both databases."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> datetime | None:
        """Store UTC without its zone; refuse a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Any) -> datetime | None:
        """Give the zone back."""
        return value.replace(tzinfo=UTC) if value else None


@lru_cache
def engine() -> Engine:
    """Return the one engine of this process."""
    return connect(get_settings().database_url)


def connect(url: str) -> Engine:
    """Return a tuned engine for a SQLite or PostgreSQL URL, making the file's folder if need be."""
    parsed = make_url(url)
    quiet = {"hide_parameters": True}  # an error goes to the log, customers' words don't
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20, **quiet)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(
        url, connect_args={"check_same_thread": False}, pool_size=20, max_overflow=40, **quiet
    )
    tune_sqlite(made)
    return made


def tune_sqlite(made: Engine) -> None:
    """Make a SQLite engine durable, strict about keys and honest about when it begins."""
    event.listen(made, "connect", _set_pragmas)
    event.listen(made, "begin", _begin_sqlite)


def is_sqlite(session: Session) -> bool:
    """Tell whether the session speaks to SQLite."""
    return session.get_bind().dialect.name == "sqlite"


def insert(session: Session, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that may say ON CONFLICT, in the words of the session's database.

    It is the same object every time, so that what is built on it can be cached.
    """
    return _insert(is_sqlite(session), table)


def table_of(model: type[SQLModel]) -> Table:
    """Return the table behind a model, for statements on many rows."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


@contextmanager
def transaction(target: Engine | None = None) -> Iterator[Session]:
    """Commit when the block ends well, roll back when anything is raised."""
    bound = target or engine()
    if bound.dialect.name != "sqlite":
        with Session(bound) as session, session.begin():
            yield session
        return
    with _sqlite_writer, Session(bound) as session, session.begin():
        yield session


@contextmanager
def reading(source: Engine | None = None) -> Iterator[Session]:
    """Give a session that sees one moment of a database (ours) and changes nothing."""
    target = source or engine()
    bound = target.execution_options(is_reading=True)
    if target.dialect.name != "sqlite":  # where each statement would see a moment of its own
        bound = bound.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with Session(bound) as session:
        yield session
        session.rollback()


def forget_deleted(target: Engine | None = None) -> bool:
    """Rewrite the database so that nothing deleted is left in its bytes; tell whether that worked.

    On SQLite the whole file is rewritten and its log emptied, which waits for readers of an older
    moment: False where one stayed. On PostgreSQL dead rows go; its own logs expire by themselves.
    """
    bound = target or engine()
    if bound.dialect.name != "sqlite":
        with bound.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM (ANALYZE)")
        return True
    with _sqlite_writer, bound.connect() as connection:
        raw: Any = connection.connection.dbapi_connection  # a sqlite3.Connection
        raw.execute("PRAGMA temp_store = FILE")  # it may be too large for the memory
        try:
            raw.execute("VACUUM")
            busy, _in_log, _moved = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.execute("PRAGMA temp_store = MEMORY")
    return not busy


def overwrite_deleted(session: Session) -> None:
    """Let SQLite write zeros over what this session's connection deletes from now on."""
    if is_sqlite(session):
        session.connection().exec_driver_sql("PRAGMA secure_delete = ON")


@lru_cache
def _insert(for_sqlite: bool, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    rows = table_of(table)
    return sqlite.insert(rows) if for_sqlite else postgresql.insert(rows)


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN loses read-then-write updates
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    _give_mathematics(connection)


def _give_mathematics(connection: Any) -> None:
    """Let SQLite raise to a power and round down where it was built without such functions."""
    try:
        connection.execute("SELECT pow(2, 0.5), floor(0.5)")
    except sqlite3.OperationalError:
        connection.create_function("pow", 2, _unless_null(math.pow), deterministic=True)
        connection.create_function("floor", 1, _unless_null(math.floor), deterministic=True)


def _unless_null(function: Callable[..., float]) -> Callable[..., float | None]:
    return lambda *values: None if None in values else function(*values)


def _begin_sqlite(connection: Connection) -> None:
    is_reading = connection.get_execution_options().get("is_reading")
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")
