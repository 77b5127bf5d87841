from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from cxgame import db, migrate
from cxgame.game import rules, service
from cxgame.migrations import guards
from tests.conftest import NOON, Town
from tests.learning.way import Learner, stock

CHANGES = {
    "point_entry": "UPDATE point_entry SET points = 1000",
    "audit_entry": "UPDATE audit_entry SET actor = 'nobody'",
    "review_entry": "UPDATE review_entry SET outcome = 'right'",
}


@pytest.fixture
def guarded(database: Engine, town: Town) -> Engine:
    """A database with a row in each ledger, and the guards, installed twice."""
    with db.transaction() as session:
        service.award(
            session, person_id=town.alice.person_id or 0, rule=rules.MODULE, object="m", now=NOON
        )
        stock(session)
        Learner(session, town.alice).whole()  # each first answer is a review
        guards.install(session.connection())
        guards.install(session.connection())
    return database


@pytest.mark.parametrize("table", guards.APPEND_ONLY)
def test_the_database_refuses_to_change_or_delete(guarded: Engine, table: str) -> None:
    for statement in (CHANGES[table], f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="append-only"), guarded.begin() as connection:
            connection.execute(text(statement))


def test_adding_goes_on(guarded: Engine, town: Town) -> None:
    with db.transaction() as session:
        brought = service.award(
            session, person_id=town.alice.person_id or 0, rule=rules.MODULE, object="n", now=NOON
        )
    assert brought == 40


def test_a_migrated_database_has_the_guards(tmp_path: Path) -> None:
    made = db.connect(f"sqlite:///{tmp_path}/new.db")
    migrate.upgrade(made)
    with made.connect() as connection:
        query = text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
        assert connection.execute(query).scalar_one() == 2 * len(guards.APPEND_ONLY)
    made.dispose()
