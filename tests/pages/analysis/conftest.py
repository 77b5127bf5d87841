"""A town whose customers answered enough to be analysed."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from cxgame import clock, db
from cxgame.people.actor import Actor
from cxgame.standards import touchpoints
from tests.conftest import Town
from tests.feedback.analysis.story import answers, voices


@dataclass(frozen=True)
class Told:
    """Touchpoints that the answers speak of."""

    till: int
    bath: int


@pytest.fixture
def told(town: Town) -> Told:
    """The desk is praised, the clinic's till is not; complaints name three reasons."""
    now = clock.now()
    today = clock.local_day(now)
    with db.transaction() as session:
        till, bath = (
            touchpoints.add_touchpoint(session, actor=Actor.system(), name=name, now=now)
            for name in ("Till", "Bath")
        )
        for week in range(10):
            day = today - timedelta(days=7 * week + 8)
            answers(session, *[10] * 12, team_id=town.desk, touchpoint_id=bath, day=day)
            answers(
                session, *[3] * 8, *[9] * 4, team_id=town.clinic, touchpoint_id=till, day=day,
                tags=["queue"], details={"Shift": "late"},
            )  # fmt: skip
        voices(session, 9, team_id=town.clinic, tags=["queue"], day=today)
        voices(session, 1, team_id=town.clinic, tags=["price"], day=today)
        voices(session, 1, team_id=town.desk, tags=["noise"], day=today)
        voices(session, 2, team_id=town.desk, day=today)
    return Told(till, bath)
