"""Empty databases for tests: one engine a process, so that each statement is compiled once."""

import os
import sqlite3

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool, StaticPool
from sqlmodel import create_engine

from cxgame import db
from tests import stories

STATEMENTS = 10_000  # compiled ones kept: more than all tests have

# To empty a database costs a tenth of making one. No key is checked and no guard stirs meanwhile.
_WIPE = text("""
DO $$ DECLARE name regclass; is_used boolean; counter regclass; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s)', name) INTO is_used;
    IF is_used THEN EXECUTE format('DELETE FROM %s', name); END IF;
  END LOOP;
  FOR counter IN SELECT format('%I.%I', schemaname, sequencename)::regclass FROM pg_sequences
    WHERE last_value IS NOT NULL
  LOOP PERFORM setval(counter, 1, false); END LOOP;
END $$
""")
_STRANGERS = text("""
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
""")
_SHAPE = text("""
SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
       (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal),
       (SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace)
""")


class Memory:
    """SQLite in memory: each test has a connection of its own, to a copy of the template."""

    def __init__(self, template: sqlite3.Connection) -> None:
        self.template, self.connection = template, template
        self.engine = create_engine(
            "sqlite://",
            poolclass=StaticPool,
            creator=lambda: self.connection,
            query_cache_size=STATEMENTS,
        )
        db.tune_sqlite(self.engine)

    def take(self) -> Engine:
        """Return an engine on an empty database; it shares what was compiled, and nothing else."""
        self.connection = sqlite3.connect(":memory:", check_same_thread=False)
        self.template.backup(self.connection)
        return _of_its_own(self.engine)

    def give_back(self, *, is_large: bool) -> None:
        """Forget the test's database, however large it grew."""
        self.engine.dispose()
        self.connection.close()


class Server:
    """PostgreSQL: one database of this process is emptied after each test, or made anew."""

    def __init__(self, url: str, template: str) -> None:
        self.url, self.template, self.made = url, template, 0
        self.admin = _keeper(url)
        self.name = ""

    def take(self) -> Engine:
        """Return an engine on an empty database; it shares what was compiled, and nothing else."""
        if not self.name:
            self._make()
        return _of_its_own(self.engine)

    def give_back(self, *, is_large: bool) -> None:
        """Empty the database; drop it where the test changed its tables or filled them."""
        self.engine.dispose()
        if is_large or self._shape() != self.shape:
            self.keeper.close()
            self.admin.execute(text(f'DROP DATABASE "{self.name}" WITH (FORCE)'))
            self.name = ""
            return
        self.keeper.execute(_STRANGERS)
        self.keeper.execute(_WIPE)

    def _make(self) -> None:
        self.made += 1
        self.name = f"t_{os.getpid()}_{self.made}"
        self.admin.execute(text(f'CREATE DATABASE "{self.name}" TEMPLATE {self.template}'))
        self.keeper = _keeper(renamed(self.url, self.name))
        self.engine = db.connect(renamed(self.url, self.name))
        self.shape = self._shape()

    def _shape(self) -> tuple[object, ...]:
        return tuple(self.keeper.execute(_SHAPE).one())


def _of_its_own(engine: Engine) -> Engine:
    """Return the same engine as another object, so that no test meets another's listeners."""
    own = engine.execution_options()
    stories.watch(own)
    return own


def _keeper(url: str) -> Connection:
    """Return a connection that stays open from test to test."""
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()


def renamed(url: str, database: str) -> str:
    """Return a PostgreSQL address with another database name."""
    return make_url(url).set(database=database).render_as_string(hide_password=False)
