from dataclasses import replace

import pytest
from sqlmodel import Session

from cxgame import db
from cxgame.feedback import batches, review, store, voice
from cxgame.feedback.batches import Standing
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Channel, Kind
from cxgame.insight import kept
from cxgame.learning.importing import import_content
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.insight.crowd import Crowd
from tests.learning.library import LIBRARY, MODULE, both


def times_made(town: Town, makes: list[int]) -> int:
    """Ask for a figure once more and return how often it was made so far."""
    with db.reading() as session:
        kept.figure(session, town.edu, "test", lambda: makes.append(1))
    return len(makes)


def complain(town: Town) -> int:
    with db.transaction() as session:
        return voice.record_complaint(
            session, actor=town.alice, team_id=town.desk, text="late again", now=NOON
        )


def test_a_figure_is_made_once_while_nothing_changes(town: Town) -> None:
    makes: list[int] = []
    times_made(town, makes)

    assert times_made(town, makes) == 1


def test_a_new_record_makes_it_anew(town: Town) -> None:
    makes: list[int] = []
    times_made(town, makes)
    complain(town)

    assert times_made(town, makes) == 2


def test_a_command_on_a_record_makes_it_anew(town: Town) -> None:
    record_id = complain(town)
    makes: list[int] = []
    times_made(town, makes)
    with db.transaction() as session:
        review.classify_record(
            session,
            actor=town.diana,
            record_id=record_id,
            touchpoint_id=None,
            sop_step_id=None,
            tags=["late"],
            version=1,
            now=NOON,
        )

    assert times_made(town, makes) == 2


def test_another_reach_is_another_figure(town: Town) -> None:
    makes: list[int] = []
    times_made(town, makes)
    with db.reading() as session:
        kept.figure(session, town.diana, "test", lambda: makes.append(1))

    assert len(makes) == 2


def test_nothing_uncommitted_is_kept(session: Session, town: Town) -> None:
    makes: list[int] = []
    for _turn in range(2):
        kept.figure(session, town.edu, "test", lambda: makes.append(1))

    assert len(makes) == 2


def test_each_part_of_an_import_makes_it_anew(town: Town) -> None:
    """Customers served leave neither a record nor an audit row of their own."""
    with db.transaction() as session:
        batch_id = batches.open_import(
            session,
            actor=town.root,
            kind="served",
            file_name="served.csv",
            file_hash="x",
            mapping={},
            options={},
            now=NOON,
        )
    makes: list[int] = []
    times_made(town, makes)
    with db.transaction() as session:
        batches.count_rows(session, Standing(batch_id, 1, read=7, created=7), rejected=0)

    assert times_made(town, makes) == 2


@pytest.mark.postgresql  # SQLite has one writer
def test_what_was_begun_first_and_ends_last_makes_it_anew(town: Town) -> None:
    """On PostgreSQL the older id may become visible after the newer one."""
    makes: list[int] = []
    with db.transaction() as session:
        _answer(session, town, "slow")
        with db.transaction() as another:
            _answer(another, town, "quick")
        times_made(town, makes)

    assert times_made(town, makes) == 2


def _answer(session: Session, town: Town, key: str) -> None:
    entry = Entry(
        submission_id=key,
        kind=Kind.COMPLIMENT,
        channel=Channel.PUBLIC,
        collected_at=NOON,
        on_day=NOON.date(),
        text="lovely",
        team_id=town.desk if key == "slow" else None,
    )
    store.write(session, [entry], now=NOON)


def times_made_of_learning(town: Town, makes: list[int]) -> int:
    with db.reading() as session:
        kept.figure(session, town.edu, "test", lambda: makes.append(1), of=kept.Rests.ON_LEARNING)
    return len(makes)


def test_an_answer_makes_a_figure_of_learning_anew(town: Town) -> None:
    makes: list[int] = []
    with db.transaction() as session:
        crowd = Crowd(session)
    times_made_of_learning(town, makes)
    assert times_made_of_learning(town, makes) == 1
    with db.transaction() as session:
        crowd = Crowd(session)
        crowd.answered(town.alice.person_id or 0, town.desk, "single", right=True)
    assert times_made_of_learning(town, makes) == 2


def test_a_reset_of_cards_makes_it_anew(town: Town) -> None:
    """It comes with the import of a change, which the audit knows."""
    makes: list[int] = []
    with db.transaction() as session:
        Crowd(session)
    times_made_of_learning(town, makes)
    first, *others = MODULE.questions
    module = replace(
        MODULE, questions=(replace(first, prompt=both("O quê?", "What first?")), *others)
    )
    with db.transaction() as session:
        import_content(
            session,
            actor=Actor.system(),
            library=replace(LIBRARY, modules=(module,)),
            now=NOON,
        )
    assert times_made_of_learning(town, makes) == 2
