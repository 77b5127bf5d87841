import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback import observations, voice
from cxgame.feedback.kinds import ObservationKind
from cxgame.game.models import PointEntry
from cxgame.notices.models import Notice
from tests.conftest import NOON, Town


def observe(session: Session, town: Town, text: str) -> int:
    return voice.record_observation(
        session,
        actor=town.alice,
        team_id=town.desk,
        kind=ObservationKind.IDEA,
        text=text,
        now=NOON,
    )


def answer(session: Session, town: Town, record_id: int, accepted: bool, words: str = "") -> None:
    observations.answer_observation(
        session,
        actor=town.diana,
        record_id=record_id,
        is_accepted=accepted,
        words=words,
        now=NOON,
    )


def test_an_accepted_idea_is_told_to_its_author_and_brings_points_once(
    session: Session, town: Town
) -> None:
    idea = observe(session, town, "A bench at the door")
    answer(session, town, idea, True, "The bench comes on Friday")

    [notice] = session.exec(select(Notice)).all()
    assert notice.person_id == town.alice.person_id
    [points] = session.exec(select(PointEntry)).all()
    assert (points.person_id, points.rule, points.points) == (
        *(town.alice.person_id, "idea_accepted", 20),
    )
    told = observations.observation_answer(session, record_id=idea)
    assert told is not None
    assert (told.is_accepted, told.words, told.who) == (True, "The bench comes on Friday", "Diana")
    with pytest.raises(Conflict):
        answer(session, town, idea, False, "No")


def test_one_that_is_not_taken_up_gets_a_kind_reason_and_loses_nothing(
    session: Session, town: Town
) -> None:
    idea = observe(session, town, "Open at five")
    with pytest.raises(InvalidInput, match="why not"):
        answer(session, town, idea, False)
    answer(session, town, idea, False, "The building opens at eight, thank you for thinking of it")
    assert session.exec(select(PointEntry)).all() == []
    assert len(session.exec(select(Notice)).all()) == 1


def test_only_observations_are_answered(session: Session, town: Town) -> None:
    complaint = voice.record_complaint(
        session, actor=town.alice, team_id=town.desk, text="Late", now=NOON
    )
    with pytest.raises(NotFound):
        answer(session, town, complaint, True)
    assert observations.observation_answer(session, record_id=complaint) is None
