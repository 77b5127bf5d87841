"""One small company for all tests that only read it: the last forty days of the story."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, create_engine, select

from cxgame import db
from cxgame.boards import service as boards
from cxgame.demo import company, prepare
from cxgame.learning import importing
from cxgame.people import accounts
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.settings import Settings
from tests import once

NOW = datetime(2026, 3, 18, 15, tzinfo=UTC)  # a Wednesday, noon in São Paulo
DAYS = 40


def make(engine: Engine, *, language: str = "pt-BR", days: int = DAYS) -> None:
    """Fill an empty database as a first start does."""
    with engine.connect() as connection, connection.begin():
        with company.nested(connection) as session, session.begin():
            importing.import_shipped(session, now=NOW)
            boards.set_up(session, actor=Actor.system(), now=NOW)
        company.make(connection, now=NOW, language=language, days=days)


def copied(template: sqlite3.Connection) -> Engine:
    """Return an engine on a copy of a database in memory."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    template.backup(connection)
    made = create_engine("sqlite://", poolclass=StaticPool, creator=lambda: connection)
    db.tune_sqlite(made)
    return made


def actor(session: Session, sign_in_name: str) -> Actor:
    """Return somebody of the company."""
    query = select(Person).where(Person.sign_in_name == sign_in_name)
    return accounts.as_actor(session, session.exec(query).one())


@pytest.fixture(scope="session")
def small_company(
    sqlite_template: sqlite3.Connection, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """The company in Portuguese, made once."""

    def keep(folder: Path) -> None:
        made = copied(sqlite_template)
        make(made)
        with closing(sqlite3.connect(folder / "company.db")) as file:
            made.raw_connection().driver_connection.backup(file)  # type: ignore[union-attr]
        made.dispose()

    folder = once.for_all_workers(tmp_path_factory, "small-company", keep)
    with closing(sqlite3.connect(folder / "company.db")) as file:
        engine = copied(file)
    yield engine
    engine.dispose()


@pytest.fixture
def told(small_company: Engine) -> Iterator[Session]:
    """A reading of the small company."""
    with Session(small_company) as session:
        yield session
        session.rollback()


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database file after a first start with a demo of two days, made once."""

    def start(folder: Path) -> None:
        made = db.connect(f"sqlite:///{folder / 'cxgame.db'}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(db, "engine", lambda: made)
            patch.setattr(prepare, "get_settings", lambda: Settings(demo=True))
            told: list[tuple[int, int]] = []
            prepare.database(lambda done, of: told.append((done, of)), days=2)
        assert told == [(1, 2), (2, 2)]
        made.dispose()

    return once.for_all_workers(tmp_path_factory, "first-start", start) / "cxgame.db"


@pytest.fixture
def started(installation: Engine, first_start: Path, tmp_path: Path) -> Engine:
    """A database file on which somebody has started once, with the demo."""
    shutil.copy(first_start, tmp_path / "cxgame.db")
    return installation


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A database file that nobody has started on yet."""
    made = db.connect(f"sqlite:///{tmp_path / 'cxgame.db'}")
    monkeypatch.setattr(db, "engine", lambda: made)
    yield made
    made.dispose()
