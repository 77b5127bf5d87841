import pytest

from cxgame import clock, db
from tests.conftest import Town
from tests.insight.crowd import Crowd


@pytest.fixture
def crowd(town: Town) -> Crowd:
    """Three of the desk, who forgot to greet, and nine of the clinic, who know; as of today."""
    today = clock.local_day(clock.now())
    with db.transaction() as session:
        made = Crowd(session, today)
        for person_id in made.people(town.desk, 3):
            made.knows(person_id, town.desk, "single", stability=1, ago=80)
            made.answered(person_id, town.desk, "single", right=False, ago=80)
        for person_id in made.people(town.clinic, 9):
            made.knows(person_id, town.clinic, "single", stability=100, ago=2)
            made.answered(person_id, town.clinic, "single", right=True, ago=2, recall=0.9)
        made.steps = {key: made.step(key) for key in ("greet", "listen", "promise")}
    return made
