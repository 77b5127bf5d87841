import pytest
from sqlmodel import Session, delete, select

from cxgame.errors import InvalidInput, NotAllowed, NotFound
from cxgame.feedback.models import FeedbackRecord
from cxgame.learning import assignments
from cxgame.thread import queries
from cxgame.thread.models import RecordLink
from tests.conftest import Town
from tests.thread import story


def test_the_team_gets_the_module_and_both_show_each_other(session: Session, town: Town) -> None:
    heard = story.complain(session, town)

    given = story.send_training(session, town.diana, heard.record_id, town.desk)

    (mine,) = assignments.assignments_of(
        session, actor=town.alice, person_id=town.alice.person_id or 0
    )
    assert (mine.slug, mine.record_id) == ("welcome", heard.record_id)
    links = queries.links_of_record(session, actor=town.diana, record_id=heard.record_id)
    assert links.trainings[0].training is not None
    assert links.trainings[0].training.people == 3
    (behind,) = queries.links_of_assignment(session, actor=town.diana, assignment_id=given)
    assert behind.record_id == heard.record_id


def test_a_learner_sees_only_that_a_customer_said_something(session: Session, town: Town) -> None:
    heard = story.complain(session, town)
    given = story.send_training(session, town.diana, heard.record_id, town.desk)

    (behind,) = queries.links_of_assignment(session, actor=town.alice, assignment_id=given)
    assert behind.record is None


def test_it_goes_no_further_than_the_own_teams(session: Session, town: Town) -> None:
    heard = story.complain(session, town)
    with pytest.raises(NotAllowed):
        story.send_training(session, town.diana, heard.record_id, town.grooming)


def test_a_record_out_of_reach_does_not_exist(session: Session, town: Town) -> None:
    heard = story.complain(session, town, town.grooming)
    with pytest.raises(NotFound):
        story.send_training(session, town.diana, heard.record_id, town.desk)


def test_somebody_has_to_be_meant(session: Session, town: Town) -> None:
    heard = story.complain(session, town)
    with pytest.raises(InvalidInput):
        story.send_training(session, town.diana, heard.record_id, None)


def test_links_go_with_the_record_not_the_training(session: Session, town: Town) -> None:
    heard = story.complain(session, town)
    given = story.send_training(session, town.diana, heard.record_id, town.desk)
    session.execute(delete(FeedbackRecord))

    assert session.exec(select(RecordLink)).all() == []
    assert assignments.assignment(session, actor=town.diana, assignment_id=given).people == 3
