"""Bring the database up to the newest migration, one process at a time, after a safety copy."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from cxgame import clock, db
from cxgame.feedback import text_index
from cxgame.migrations import guards

_MIGRATION_LOCK = 4_370_002  # any number, the same in every process


def alembic_config() -> Config:
    """Return Alembic's configuration; there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
    return config


def head() -> str:
    """Return the revision that this version of the program needs."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head() or ""


def current(connection: Connection) -> str | None:
    """Return the revision that the database stands at, None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(target: Engine | None = None) -> str:
    """Run every migration that the database has not seen; return the revision it stands at now."""
    bound = target or db.engine()
    with bound.connect().execution_options(is_reading=True) as connection:
        before = current(connection)
    if before == head():
        return before
    if before is not None:
        _copy_sqlite(bound)
    with _alone(bound) as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        guards.install(connection)
        text_index.install(connection)
    return head()


def make_revision(message: str) -> None:
    """Write a new migration from the difference between the models and the database."""
    with db.engine().begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.revision(config, message=message, autogenerate=True)


@contextmanager
def _alone(bound: Engine) -> Iterator[Connection]:
    """Give a connection in one transaction that no other migrating process can enter."""
    with bound.connect() as connection:
        if bound.dialect.name != "sqlite":
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:k)"), {"k": _MIGRATION_LOCK})
                yield connection
            return
        # A table that is rebuilt is dropped for a moment: keys must not follow. The setting
        # only changes outside a transaction.
        raw = connection.connection.dbapi_connection
        assert raw is not None  # noqa: S101  # a live connection always has one
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken:
                    raise RuntimeError(f"migration would break a foreign key: {tuple(broken)}")
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def _copy_sqlite(bound: Engine) -> None:
    path = bound.url.database
    if bound.dialect.name != "sqlite" or not path or path == ":memory:":
        return  # PostgreSQL is copied by its own tools; docs/operations.md says how
    stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
    copy = sqlite3.connect(f"{path}.before-{stamp}")
    source = sqlite3.connect(path)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()
