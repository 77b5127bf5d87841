import pytest
from sqlalchemy import delete
from sqlmodel import Session

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.feedback.models import FeedbackRecord
from cxgame.game import kudos as given
from cxgame.game import ledger_check, queries
from cxgame.insight import praise
from cxgame.notices import queries as notices
from cxgame.people.actor import Actor
from cxgame.thread import service
from tests.conftest import NOON, Town
from tests.game.story import TODAY
from tests.thread.story import complain
from tests.walks.game import praise as compliment


def pass_on(session: Session, actor: Actor, record_id: int, to: Actor) -> int:
    return service.pass_on_compliment(
        session, actor=actor, record_id=record_id, person_id=to.person_id or 0, now=NOON
    )


def test_the_colleague_gets_points_a_notice_and_the_customers_words(
    session: Session, town: Town
) -> None:
    pass_on(session, town.diana, compliment(session, town.desk), town.alice)
    assert queries.total(session, actor=town.alice, person_id=town.alice.person_id or 0) == 5
    assert [one.message for one in notices.inbox(session, actor=town.alice)] == [given.PASSED_ON]
    [found] = praise.praise_of(session, actor=town.alice)
    assert (found.words, found.kudos.sender, found.kudos.text) == ("Ana was lovely", "", "")
    assert ledger_check.check(session, today=TODAY).differences == ()


def test_once_for_each_record_and_person(session: Session, town: Town) -> None:
    record_id = compliment(session, town.desk)
    pass_on(session, town.diana, record_id, town.alice)
    with pytest.raises(Conflict):
        pass_on(session, town.diana, record_id, town.alice)
    pass_on(session, town.diana, record_id, town.bob)
    assert praise.praised_people(session, record_id=record_id) == {
        town.alice.person_id,
        town.bob.person_id,
    }


def test_the_words_go_with_the_record(session: Session, town: Town) -> None:
    pass_on(session, town.diana, compliment(session, town.desk), town.alice)
    session.execute(delete(FeedbackRecord))
    [found] = praise.praise_of(session, actor=town.alice)
    assert found.words == ""


def test_only_a_compliment(session: Session, town: Town) -> None:
    with pytest.raises(InvalidInput):
        pass_on(session, town.diana, complain(session, town).record_id, town.alice)


def test_nobody_passes_a_compliment_on_to_oneself(session: Session, town: Town) -> None:
    with pytest.raises(InvalidInput):
        pass_on(session, town.diana, compliment(session, town.desk), town.diana)


def test_only_within_reach(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        pass_on(session, town.diana, compliment(session, town.desk), town.charlie)
    with pytest.raises(NotFound):
        pass_on(session, town.diana, compliment(session, town.grooming), town.alice)
    with pytest.raises(NotAllowed):
        pass_on(session, town.alice, compliment(session, town.desk, "Kind"), town.bob)
