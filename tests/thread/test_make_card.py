from dataclasses import replace

import pytest
from sqlmodel import Session

from cxgame.boards import service as boards
from cxgame.boards import writing
from cxgame.boards.models import Card, Level
from cxgame.errors import Conflict, NotAllowed, NotFound
from cxgame.thread import queries, service
from tests.conftest import NOON, Town
from tests.thread import story


def test_the_card_takes_team_touchpoint_and_step_of_the_complaint(
    session: Session, town: Town
) -> None:
    heard = story.complain(session, town)

    card = session.get_one(Card, story.make_card(session, town.diana, heard.record_id))

    assert (card.team_id, card.touchpoint_id, card.sop_step_id) == (
        town.desk,
        heard.touchpoint_id,
        heard.step_id,
    )
    assert "hello" not in card.what + card.why + card.title


def test_both_show_each_other(session: Session, town: Town) -> None:
    heard = story.complain(session, town)
    card_id = story.make_card(session, town.diana, heard.record_id)

    (card,) = queries.links_of_record(session, actor=town.diana, record_id=heard.record_id).cards
    (behind,) = queries.links_of_card(session, actor=town.diana, card_id=card_id)
    assert (card.card_id, card.title, card.column) == (card_id, "Greet at the door", "Plan")
    assert behind.record is not None
    assert behind.record.text == "Nobody said hello"


def test_who_may_not_read_the_record_sees_that_one_exists(session: Session, town: Town) -> None:
    heard = story.complain(session, town)
    card_id = story.make_card(session, town.diana, heard.record_id)
    form = writing.read(session, session.get_one(Card, card_id))
    informed = replace(form, informed=(town.alice.person_id or 0,))
    boards.change_card(
        session, actor=town.diana, card_id=card_id, form=informed, version=1, now=NOON
    )

    (behind,) = queries.links_of_card(session, actor=town.alice, card_id=card_id)
    assert behind.record is None


def test_who_may_not_see_the_card_sees_that_one_exists(session: Session, town: Town) -> None:
    heard = story.complain(session, town)
    story.make_card(session, town.edu, heard.record_id, level=Level.STRATEGIC)
    (card,) = queries.links_of_record(session, actor=town.edu, record_id=heard.record_id).cards
    session.get_one(Card, card.card_id).team_id = None
    session.flush()

    (seen,) = queries.links_of_record(session, actor=town.diana, record_id=heard.record_id).cards
    assert (seen.title, seen.can_open) == ("", False)


def test_a_second_complaint_joins_the_same_card(session: Session, town: Town) -> None:
    first, second = story.complain(session, town), story.complain(session, town)
    card_id = story.make_card(session, town.diana, first.record_id)

    service.link_card(
        session, actor=town.diana, record_id=second.record_id, card_id=card_id, now=NOON
    )

    assert queries.records_by_card(session, card_ids=[card_id]) == {card_id: 2}
    with pytest.raises(Conflict):
        service.link_card(
            session, actor=town.diana, record_id=second.record_id, card_id=card_id, now=NOON
        )


def test_a_record_out_of_reach_does_not_exist(session: Session, town: Town) -> None:
    heard = story.complain(session, town, town.grooming)
    with pytest.raises(NotFound):
        story.make_card(session, town.diana, heard.record_id)


@pytest.mark.parametrize("who", ["alice", "nobody", "integration"])
def test_it_is_for_those_who_lead(session: Session, town: Town, who: str) -> None:
    heard = story.complain(session, town)
    with pytest.raises(NotAllowed):
        story.make_card(session, town.everybody[who], heard.record_id)


def test_answered_records_are_known(session: Session, town: Town) -> None:
    heard, other = story.complain(session, town), story.complain(session, town)
    story.make_card(session, town.diana, heard.record_id)
    ids = [heard.record_id, other.record_id]
    assert queries.answered_records(session, record_ids=ids) == {heard.record_id}
