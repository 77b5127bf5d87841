"""Ready things that the tests of feedback need."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlmodel import Session, select

from cxgame.feedback import rollup_check, surveys
from cxgame.feedback.models import FeedbackRecord, Survey
from cxgame.standards import touchpoints
from tests.conftest import NOON, Town


@dataclass(frozen=True)
class Counter:
    """A survey at the front desk, and two touchpoints."""

    survey_id: int
    token: str
    till: int
    bath: int


@pytest.fixture
def counter(session: Session, town: Town) -> Counter:
    """An open NPS survey of the front desk at the till."""
    till, bath = (
        touchpoints.add_touchpoint(session, actor=town.root, name=name, now=NOON)
        for name in ("Till", "Bath")
    )
    survey_id = surveys.add_survey(
        session,
        actor=town.diana,
        name="At the counter",
        team_id=town.desk,
        touchpoint_id=till,
        now=NOON,
    )
    return Counter(survey_id, session.get_one(Survey, survey_id).token, till, bath)


@pytest.fixture
def stored(session: Session) -> Callable[[int], FeedbackRecord]:
    """Read a record as it lies in the table."""

    def read(record_id: int) -> FeedbackRecord:
        session.expire_all()
        return session.exec(select(FeedbackRecord).where(FeedbackRecord.id == record_id)).one()

    return read


def assert_rollups_hold(session: Session) -> None:
    """Fail unless every roll-up cell is what its records make it."""
    session.flush()
    assert rollup_check.check(session).differences == ()
