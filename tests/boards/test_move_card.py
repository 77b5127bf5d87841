from dataclasses import replace

import pytest
from sqlmodel import Session

from cxgame.boards import service, writing
from cxgame.boards.history import StaleCard
from cxgame.boards.models import Card
from cxgame.boards.raci import Approval
from cxgame.boards.service import Outcome
from cxgame.errors import Conflict, NotAllowed, NotFound, Refused
from tests.boards import story
from tests.conftest import NOON, Town


def test_a_task_starts_when_its_r_moves_it(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)

    moved = story.move(session, town.bob, card_id, "doing")

    assert moved == (2, "doing", Outcome.MOVED)
    assert story.column(session, card_id) == "doing"


def test_without_letters_a_card_stays_and_every_reason_is_told(
    session: Session, town: Town
) -> None:
    card_id = story.add_plan(session, town, accountable=(), responsible=())

    with pytest.raises(Refused) as refused:
        story.move(session, town.diana, card_id, "do")
    assert len(refused.value.reasons) == 2
    assert story.column(session, card_id) == "draft"


def test_moving_a_plan_to_review_asks_its_a(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)

    moved = story.move(session, town.bob, card_id, "review")

    assert moved.outcome is Outcome.SUBMITTED
    assert session.get_one(Card, card_id).approval == Approval.WAITING
    assert "“{title}” waits for your approval." in story.told(session, town.diana)


def test_a_plan_does_not_start_before_it_is_approved(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    story.submit(session, town.bob, card_id)

    with pytest.raises(Refused) as refused:
        story.move(session, town.bob, card_id, "do")
    assert "Diana" in str(refused.value)


def test_a_finishes_a_card_and_those_informed_are_told_once(session: Session, town: Town) -> None:
    card_id = story.add_task(
        session,
        town,
        actor=town.diana,
        responsible=story.ids(town.bob),
        informed=story.ids(town.alice),
    )
    story.move(session, town.bob, card_id, "doing")
    for _ in range(2):
        story.move(session, town.diana, card_id, "done")
        story.move(session, town.diana, card_id, "doing")
    story.move(session, town.diana, card_id, "done")

    assert session.get_one(Card, card_id).done_at == NOON
    assert story.told(session, town.alice) == ["“{title}” is done."]


def test_anybody_else_asks_a_to_confirm_and_the_card_stays(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    story.move(session, town.bob, card_id, "doing")

    moved = story.move(session, town.bob, card_id, "done")

    assert (moved.column, moved.outcome) == ("doing", Outcome.ASKED)
    assert story.told(session, town.diana) == ["Please confirm that “{title}” is done."]


def test_only_a_reopens_what_is_done(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    story.move(session, town.diana, card_id, "done")

    with pytest.raises(Refused):
        story.move(session, town.bob, card_id, "doing")
    story.move(session, town.diana, card_id, "doing")
    assert session.get_one(Card, card_id).done_at is None


def test_back_to_the_draft_takes_the_request_back(session: Session, town: Town) -> None:
    card_id = story.approved_plan(session, town)

    story.move(session, town.bob, card_id, "draft")

    card = session.get_one(Card, card_id)
    assert (card.approval, card.approved_at, card.approved_by) == (Approval.DRAFT, None, None)


def test_it_refuses_a_stale_version_and_says_what_happened(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    story.move(session, town.alice, card_id, "doing")

    with pytest.raises(StaleCard) as stale:
        service.move_card(session, actor=town.bob, card_id=card_id, to="done", version=1, now=NOON)
    assert [event.who for event in stale.value.changes] == ["Alice"]
    assert "Alice" in str(stale.value)


def test_a_card_goes_before_another_one(session: Session, town: Town) -> None:
    first, second, third = (story.add_task(session, town) for _ in range(3))

    service.move_card(
        session, actor=town.bob, card_id=third, to="todo", before=first, version=1, now=NOON
    )

    order = sorted((first, second, third), key=lambda one: session.get_one(Card, one).position)
    assert order == [third, first, second]


def test_there_is_always_room_between_two_cards(session: Session, town: Town) -> None:
    first, second = story.add_task(session, town), story.add_task(session, town)
    for _ in range(15):
        late = story.add_task(session, town)
        service.move_card(
            session, actor=town.bob, card_id=late, to="todo", before=second, version=1, now=NOON
        )
    positions = {one: session.get_one(Card, one).position for one in range(first, late + 1)}
    assert len(set(positions.values())) == 17
    assert positions[first] < positions[late] < positions[second]


def test_an_a_who_left_keeps_the_card_from_moving(session: Session, town: Town) -> None:
    from cxgame.people import service as people

    card_id = story.add_task(session, town)
    diana = town.diana.person_id or 0
    people.set_active(
        session, actor=town.root, person_id=diana, is_active=False, version=1, now=NOON
    )
    with pytest.raises(Refused, match="Diana no longer works here"):
        story.move(session, town.bob, card_id, "doing")


def test_a_new_a_lets_it_move_again(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    form = writing.read(session, session.get_one(Card, card_id))
    story.change(session, town.edu, card_id, replace(form, accountable=story.ids(town.edu)))
    story.move(session, town.edu, card_id, "done")
    assert story.column(session, card_id) == "done"


def test_a_card_out_of_sight_does_not_exist(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    with pytest.raises(NotFound):
        story.move(session, town.charlie, card_id, "doing")


@pytest.mark.parametrize("who", ["nobody"])
def test_it_is_for_people(session: Session, town: Town, who: str) -> None:
    card_id = story.add_task(session, town)
    with pytest.raises(NotAllowed):
        story.move(session, town.everybody[who], card_id, "doing")


def test_those_consulted_or_informed_only_look(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town, informed=story.ids(town.alice))
    with pytest.raises(NotAllowed):
        story.move(session, town.alice, card_id, "review")


def test_a_cancelled_card_stays_where_it_was(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    service.cancel_card(
        session, actor=town.bob, card_id=card_id, reason="Not needed", version=1, now=NOON
    )
    with pytest.raises(Conflict):
        story.move(session, town.bob, card_id, "doing")


def test_it_refuses_a_column_of_another_board(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    with pytest.raises(NotFound):
        story.move(session, town.bob, card_id, "review")
