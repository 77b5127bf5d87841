"""A cluster of complaints is answered by one training a team, tied to all of them."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from cxgame.errors import NotAllowed, NotFound
from cxgame.feedback.models import FeedbackRecord
from cxgame.learning import assignments
from cxgame.people.actor import Actor
from cxgame.thread import queries, service
from tests.conftest import NOON, Town
from tests.thread import story


def train(session: Session, actor: Actor, step_id: int, *teams: int) -> list[int]:
    return service.train_step(
        session,
        actor=actor,
        step_id=step_id,
        team_ids=teams,
        module_slug="welcome",
        due_on=None,
        now=NOON,
    )


def test_each_team_gets_the_module_once(session: Session, town: Town) -> None:
    heard = story.complain(session, town)
    story.complain(session, town, town.grooming)
    given = train(session, town.edu, heard.step_id, town.desk, town.grooming, town.desk)
    people = [
        assignments.assignment(session, actor=town.edu, assignment_id=one).people for one in given
    ]
    assert people == [3, 1]


def test_every_complaint_shows_what_it_led_to(session: Session, town: Town) -> None:
    first, second = story.complain(session, town), story.complain(session, town)
    (given,) = train(session, town.diana, first.step_id, town.desk)
    for heard in (first, second):
        links = queries.links_of_record(session, actor=town.diana, record_id=heard.record_id)
        assert [one.assignment_id for one in links.trainings] == [given]
    training = assignments.assignment(session, actor=town.diana, assignment_id=given)
    assert (training.record_id, training.step_id) == (second.record_id, first.step_id)


def test_old_and_held_complaints_are_no_reason(session: Session, town: Town) -> None:
    old, held = story.complain(session, town), story.complain(session, town)
    row = session.get_one(FeedbackRecord, old.record_id)
    row.collected_at -= timedelta(days=95)
    row.on_day -= timedelta(days=95)
    session.get_one(FeedbackRecord, held.record_id).is_held = True
    session.flush()
    with pytest.raises(NotFound):
        train(session, town.diana, old.step_id, town.desk)


def test_it_goes_no_further_than_the_own_teams(session: Session, town: Town) -> None:
    heard = story.complain(session, town)
    story.complain(session, town, town.grooming)
    with pytest.raises(NotAllowed):
        train(session, town.diana, heard.step_id, town.desk, town.grooming)
    with pytest.raises(NotAllowed):
        train(session, town.alice, heard.step_id, town.desk)


def test_a_team_without_complaints_is_not_trained(session: Session, town: Town) -> None:
    heard = story.complain(session, town)
    with pytest.raises(NotFound):
        train(session, town.diana, heard.step_id, town.clinic)
