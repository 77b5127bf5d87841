"""How much of a team's first answers was right: no guess, nobody made out."""

from datetime import timedelta

from sqlmodel import Session

from cxgame.insight import first_tries
from cxgame.insight.first_tries import FirstTries
from tests.conftest import Town
from tests.insight.crowd import TODAY, Crowd

WEEK = timedelta(days=7)


def test_it_counts_what_was_right_and_no_guess(session: Session, town: Town) -> None:
    crowd = Crowd(session)
    for number, person_id in enumerate(crowd.people(town.desk, 5)):
        crowd.answered(person_id, town.desk, "single", right=True, ago=3)
        crowd.answered(person_id, town.desk, "multiple", right=number > 1, ago=3)
        crowd.answered(person_id, town.desk, "number", right=True, guessed=True, ago=2)
        crowd.answered(person_id, town.desk, "single", right=False, ago=20)
    found = first_tries.first_tries(session, actor=town.edu, since=TODAY - WEEK, until=TODAY)
    assert found == {town.desk: FirstTries(answers=15, right=8)}
    everything = first_tries.first_tries(session, actor=town.edu, since=None, until=None)
    assert everything[town.desk] == FirstTries(answers=20, right=8)


def test_few_people_or_few_answers_say_nothing(session: Session, town: Town) -> None:
    crowd = Crowd(session)
    for person_id in crowd.people(town.desk, 4):
        for ago in (1, 2, 3):
            crowd.answered(person_id, town.desk, "single", right=True, ago=ago)
    for person_id in crowd.people(town.grooming, 5):
        crowd.answered(person_id, town.grooming, "single", right=True)
    assert not first_tries.first_tries(session, actor=town.edu, since=None, until=None)
