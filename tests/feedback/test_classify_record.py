import pytest
from sqlmodel import Session

from cxgame.errors import Conflict, NotAllowed, NotFound
from cxgame.feedback import answers, inbox, review, scores
from cxgame.feedback.scales import SurveyKind
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter, assert_rollups_hold


@pytest.fixture
def record_id(session: Session, counter: Counter) -> int:
    """A detractor's answer at the till."""
    made = answers.answer_survey(
        session, actor=Actor.nobody(), token=counter.token, form_token="a", score=3, now=NOON
    )
    return made.record_id


def classify(session: Session, actor: Actor, record_id: int, **values: object) -> None:
    chosen = {"touchpoint_id": None, "sop_step_id": None, "tags": (), "version": 1, **values}
    review.classify_record(  # type: ignore[arg-type]
        session, actor=actor, record_id=record_id, now=NOON, **chosen
    )


def test_the_rollups_follow_the_record(
    session: Session, town: Town, counter: Counter, record_id: int
) -> None:
    classify(session, town.diana, record_id, touchpoint_id=counter.bath, tags=["queue"])

    report = scores.scores(session, actor=town.edu, kind=SurveyKind.NPS, by="touchpoint")
    assert [(group.name, group.score.n) for group in report.groups] == [("Bath", 1)]
    tagged = inbox.records(session, actor=town.diana, wanted=inbox.Filter(tag="queue"))
    assert [record.id for record in tagged.records] == [record_id]
    assert_rollups_hold(session)


def test_it_refuses_a_stale_version(session: Session, town: Town, record_id: int) -> None:
    classify(session, town.diana, record_id)
    with pytest.raises(Conflict):
        classify(session, town.diana, record_id)


def test_it_refuses_unknown_things(session: Session, town: Town, record_id: int) -> None:
    with pytest.raises(NotFound):
        classify(session, town.edu, 99)
    with pytest.raises(NotFound):
        classify(session, town.diana, record_id, touchpoint_id=99)


@pytest.mark.parametrize("who", ["alice", "charlie", "nobody", "integration"])
def test_it_is_for_the_teams_leaders(
    session: Session, town: Town, record_id: int, who: str
) -> None:
    with pytest.raises(NotAllowed):
        classify(session, town.everybody[who], record_id)
