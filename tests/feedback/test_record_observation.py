from collections.abc import Callable

import pytest
from sqlmodel import Session

from cxgame.errors import InvalidInput, NotAllowed
from cxgame.feedback import inbox, rates, voice
from cxgame.feedback.kinds import Kind, ObservationKind
from cxgame.feedback.models import FeedbackRecord
from cxgame.notices import queries as notices
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter, assert_rollups_hold


def test_three_taps_and_a_sentence(
    session: Session, town: Town, counter: Counter, stored: Callable[[int], FeedbackRecord]
) -> None:
    record_id = voice.record_observation(
        session,
        actor=town.alice,
        team_id=town.desk,
        kind=ObservationKind.FRICTION,
        text="The queue ran out of the door.",
        touchpoint_id=counter.till,
        mood=2,
        now=NOON,
    )

    record = stored(record_id)
    assert (record.observation_kind, record.mood, record.touchpoint_id) == (
        "friction",
        2,
        counter.till,
    )
    assert rates.voice_counts(session, actor=town.alice)[Kind.OBSERVATION].heard == 1
    assert notices.unread_count(session, actor=town.diana) == 0
    assert_rollups_hold(session)


def test_the_author_and_the_manager_read_it_a_colleague_does_not(
    session: Session, town: Town
) -> None:
    voice.record_observation(
        session,
        actor=town.alice,
        team_id=town.desk,
        kind=ObservationKind.IDEA,
        text="A bench.",
        now=NOON,
    )

    readers = {
        name
        for name in ("alice", "bob", "charlie", "diana", "edu")
        if inbox.records(session, actor=town.everybody[name], wanted=inbox.Filter()).records
    }
    assert readers == {"alice", "diana", "edu"}


@pytest.mark.parametrize(("mood", "text"), [(0, "x"), (6, "x"), (3, " "), (3, "a" * 501)])
def test_it_refuses_other_moods_and_no_or_many_words(
    session: Session, town: Town, mood: int, text: str
) -> None:
    with pytest.raises(InvalidInput):
        voice.record_observation(
            session,
            actor=town.alice,
            team_id=town.desk,
            kind=ObservationKind.WISH,
            text=text,
            mood=mood,
            now=NOON,
        )


def test_it_is_for_the_own_team(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        voice.record_observation(
            session,
            actor=town.alice,
            team_id=town.clinic,
            kind=ObservationKind.WISH,
            text="x",
            now=NOON,
        )
