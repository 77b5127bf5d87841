import pytest
from sqlmodel import Session

from cxgame.boards import service
from cxgame.boards.models import Card
from cxgame.errors import Conflict, InvalidInput, NotAllowed
from tests.boards import story
from tests.conftest import NOON, Town


def cancel(session: Session, town: Town, card_id: int, who: str, reason: str = "Obsolete") -> None:
    service.cancel_card(
        session,
        actor=town.everybody[who],
        card_id=card_id,
        reason=reason,
        version=story.version(session, card_id),
        now=NOON,
    )


def test_the_reason_is_kept_and_everybody_with_a_letter_told(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town, informed=story.ids(town.alice))

    cancel(session, town, card_id, "diana")

    assert session.get_one(Card, card_id).cancelled_because == "Obsolete"
    for who in (town.alice, town.bob):
        assert story.told(session, who) == ["“{title}” was cancelled: {why}"]


def test_a_colleague_without_a_letter_does_not_cancel(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    with pytest.raises(NotAllowed):
        cancel(session, town, card_id, "alice")


def test_it_needs_a_reason(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    with pytest.raises(InvalidInput):
        cancel(session, town, card_id, "bob", "")


def test_what_is_done_stays_done(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    story.move(session, town.diana, card_id, "done")
    with pytest.raises(Conflict):
        cancel(session, town, card_id, "diana")
