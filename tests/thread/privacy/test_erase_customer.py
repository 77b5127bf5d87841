"""After an erasure nothing tells of the customer, and every total is what it was."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from cxgame import db, tables
from cxgame.errors import NotFound
from cxgame.feedback import exporting, leaderboards, rollup_check
from cxgame.feedback.inbox import Filter
from cxgame.feedback.models import FeedbackRecord, ScoreDay, VoiceDay
from cxgame.migrations import guards
from cxgame.people import audit
from cxgame.thread.privacy import erasing, journal, sweeping, traces
from cxgame.thread.privacy.models import Depth, Erasure
from tests.conftest import NOON, Town
from tests.thread.privacy import story
from tests.thread.privacy.story import EMAIL, KEY, PHONE, STRANGER, finds, rows


def totals(session: Session, town: Town) -> list[object]:
    cells = [
        [row.model_dump() for row in session.scalars(select(table))]
        for table in (ScoreDay, VoiceDay)
    ]
    boards = [
        leaderboards.leaderboard(session, actor=town.edu, board=board)
        for board in ("nps", "complaints")
    ]
    return [*cells, *boards]


@pytest.fixture
def engine(database: Engine, town: Town, tmp_path: Path) -> Iterator[Engine]:
    """A database in which Anacleta was heard: on SQLite a file, with its log beside it."""
    with db.transaction() as session:
        story.tell(session, town)
    if database.dialect.name != "sqlite":
        yield database
        return
    with database.connect() as source:
        raw = source.connection.dbapi_connection
        assert raw is not None
        made = db.connect(f"sqlite:///{tmp_path / 'cx.db'}")
        with made.connect() as target:
            raw.backup(target.connection.dbapi_connection)
    with db.transaction(made) as session:  # so that the log holds her words, too
        for record in session.exec(select(FeedbackRecord)):
            record.text += " "
    yield made
    made.dispose()


def test_nothing_tells_of_her_and_every_total_stands(
    engine: Engine, town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with db.reading(engine) as session:
        before, held = totals(session, town), rows(session)
        counted = set(session.scalars(select(FeedbackRecord.id)))
    assert len({name for name, text in held.items() if finds(text)}) >= 14

    with db.transaction(engine) as session:
        done = erasing.erase_customer(
            session, actor=town.root, asked=EMAIL, depth=Depth.ERASE, now=NOON
        )
    traces.clean(engine)

    assert (done.records, done.cases, done.letters, done.reports) == (5, 5, 3, 1)
    with db.reading(engine) as session:
        left = {name: finds(text) for name, text in rows(session).items() if finds(text)}
        assert left == {}
        assert totals(session, town) == before
        assert rollup_check.check(session).differences == ()
        assert set(session.scalars(select(FeedbackRecord.id))) == counted
        assert audit.verify(session)[1] is None
        out = exporting.export_records
        assert STRANGER in rows(session)["feedback_record"]
    with db.transaction(engine) as session:
        exported = out(session, actor=town.root, wanted=Filter(), now=NOON)
        assert not finds(repr(exported))
        with pytest.raises(NotFound):
            erasing.erase_customer(session, actor=town.root, asked=KEY, depth=Depth.ERASE, now=NOON)
    assert not finds(caplog.text)
    for file in tmp_path.iterdir():
        assert not finds(file.read_bytes().decode("latin-1")), file.name


def test_made_anonymous_the_words_stay_without_the_person(session: Session, town: Town) -> None:
    story.tell(session, town)
    erasing.erase_customer(session, actor=town.root, asked=PHONE, depth=Depth.ANONYMISE, now=NOON)
    session.expire_all()
    texts = [row.text for row in session.exec(select(FeedbackRecord))]
    assert sum("queimou o pelo" in text for text in texts) == 5
    for name, text in rows(session).items():
        assert not {"anacleta", "quirino", EMAIL, "987654321", "98765-4321", KEY.lower()} & set(
            finds(text)
        ), name


def test_a_restored_copy_is_erased_anew_and_files_bring_nothing_back(
    session: Session, town: Town
) -> None:
    story.tell(session, town)
    copy = session.begin_nested()
    erasing.erase_customer(session, actor=town.root, asked=EMAIL, depth=Depth.ERASE, now=NOON)
    lines = [journal.as_line(entry) for entry in journal.entries(session)]
    story.send_from_elsewhere(session)
    assert not finds(rows(session)["feedback_record"])
    copy.rollback()
    session.expire_all()

    assert finds("".join(rows(session).values())) and not finds("".join(lines))
    told = [journal.read_line(line) for line in lines]
    for expected in (1, 0):
        done = erasing.replay_erasures(session, actor=town.root, told=told, now=NOON)
        assert done == expected
    session.expire_all()
    assert {name for name, text in rows(session).items() if finds(text)} == set()
    assert session.exec(select(Erasure.uid)).one() == told[0].uid


def test_every_table_of_the_rooms_is_swept_whatever_was_imported() -> None:
    known = {module.__name__ for module in vars(tables).values() if hasattr(module, "__file__")}
    rooms = {name for name in known if name.startswith(sweeping.ROOMS)}
    assert len(rooms) > 15
    assert rooms - set(sweeping.model_modules()) == {"cxgame.feedback.text_index"}
    swept = {str(table.__tablename__) for table in sweeping.swept()}
    assert not swept & set(guards.APPEND_ONLY)
