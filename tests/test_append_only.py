from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from cxgame import db, migrate
from cxgame.game import rulebook, rules, service
from cxgame.issuing import service as issuing
from cxgame.learning.authoring import opening
from cxgame.learning.authoring.rules import Kind
from cxgame.migrations import guards
from cxgame.people.actor import Actor
from cxgame.thread.privacy import journal
from cxgame.thread.privacy.held import Held
from cxgame.thread.privacy.models import Cause, Depth
from tests.conftest import NOON, Town
from tests.learning.way import been_through, stock
from tests.standards import story

CHANGES = {
    "point_entry": "UPDATE point_entry SET points = 1000",
    "point_rule": "UPDATE point_rule SET points = 1000",
    "sop_signature": "UPDATE sop_signature SET person_id = 2",
    "audit_entry": "UPDATE audit_entry SET actor = 'nobody'",
    "review_entry": "UPDATE review_entry SET outcome = 'right'",
    "issuer_key": "UPDATE issuer_key SET secret = 'z'",
    "draft_event": "UPDATE draft_event SET note = 'never'",
    "erasure": "UPDATE erasure SET uid = 'another'",
}


@pytest.fixture
def guarded(database: Engine, town: Town) -> Engine:
    """A database with a row in each ledger, and the guards, installed twice."""
    with db.transaction() as session:
        service.award(
            session, person_id=town.alice.person_id or 0, rule=rules.MODULE, object="m", now=NOON
        )
        stock(session)
        been_through(session, town.alice)  # each first answer is a review
        rulebook.change_rule(
            session,
            actor=town.root,
            key=rules.QUESTION,
            points=6,
            daily_cap=60,
            is_on=True,
            version=0,
            now=NOON,
        )
        story.ask(session, town.diana)
        story.sign(session, town.alice)
        issuing.set_up(session, actor=Actor.system(), now=NOON)
        opening.begin_draft(
            session,
            actor=town.diana,
            kind=Kind.SOP,
            title={"pt-BR": "Novo", "en": "New"},
            now=NOON,
        )
        journal.note(session, Held(), cause=Cause.CUSTOMER, depth=Depth.ERASE, now=NOON)
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
        named = "type = 'trigger' AND name LIKE '%!_!_no!_%' ESCAPE '!'"  # others keep the index
        query = text(f"SELECT count(*) FROM sqlite_master WHERE {named}")
        assert connection.execute(query).scalar_one() == 2 * len(guards.APPEND_ONLY)
    made.dispose()
