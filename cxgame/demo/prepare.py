"""Make a database ready to serve: migrated, with the shipped content, the boards, the demo."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from cxgame import clock, db, migrate
from cxgame.boards import service as boards
from cxgame.demo import company, story
from cxgame.demo.company import Tell
from cxgame.errors import Conflict
from cxgame.feedback.cases import starting as cases
from cxgame.issuing import service as issuing
from cxgame.learning import importing
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.settings import get_settings

_PREPARE_LOCK = 4_370_004  # any number, the same in every process
_PATIENCE = 20  # times the busy timeout: as long as somebody else may take to prepare


def _silent(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""


def database(tell: Tell = _silent, *, days: int = story.DAYS) -> None:
    """Migrate, add what every company starts with, and the demo company where nobody is yet.

    Safe to run at each start and in several processes at once: one works, the others wait.
    """
    migrate.upgrade()
    settings, now = get_settings(), clock.now()
    with _alone() as connection:
        is_empty = _set_up(connection, now)
        if settings.demo and is_empty:
            language = settings.language
            company.make(connection, now=now, language=language, days=days, tell=tell)


def demo_company(*, language: str, tell: Tell = _silent, days: int = story.DAYS) -> bool:
    """Make the demo company and return True, or False where it is already there.

    Raise Conflict when the database holds other people.
    """
    migrate.upgrade()
    now = clock.now()
    with _alone() as connection:
        if _set_up(connection, now):
            company.make(connection, now=now, language=language, days=days, tell=tell)
            return True
        with company.nested(connection) as session:
            is_demo = people.company(session).is_demo
    if not is_demo:
        raise Conflict("This database already holds people. The demo company needs an empty one.")
    return False


def _set_up(connection: Connection, now: datetime) -> bool:
    """Add content and boards; return whether nobody is there yet."""
    with company.nested(connection) as session, session.begin():
        importing.import_shipped(session, now=now)
        boards.set_up(session, actor=Actor.system("start"), now=now)
        cases.set_up_cases(session, actor=Actor.system("start"), now=now)
        issuing.set_up(session, actor=Actor.system("start"), now=now)
        return not people.person_names(session)


@contextmanager
def _alone() -> Iterator[Connection]:
    """Give a connection in one transaction that no other preparing process can enter."""
    for left in range(_PATIENCE - 1, -1, -1):
        with db.engine().connect() as connection:
            try:
                transaction = connection.begin()
            except OperationalError:  # SQLite's one writer is at work, longer than we waited
                if not left:
                    raise
                continue
            with transaction:
                if connection.dialect.name != "sqlite":
                    lock = text("SELECT pg_advisory_xact_lock(:key)")
                    connection.execute(lock, {"key": _PREPARE_LOCK})
                yield connection
            return
