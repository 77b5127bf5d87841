"""Back from a move within a minute, exactly as it was."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.boards import bulk, listing, service, undoing
from cxgame.boards.history import StaleCard
from cxgame.boards.listing import State, Wanted
from cxgame.boards.models import Card
from cxgame.errors import Conflict, InvalidInput
from tests.boards import story
from tests.boards.story import ids
from tests.conftest import NOON, Town

SOON = NOON + timedelta(seconds=50)


def held(session: Session, card_id: int) -> dict[str, object]:
    """Return everything of a card but its version."""
    card = session.exec(select(Card).where(Card.id == card_id)).one()
    return card.model_dump(exclude={"version"})


def move(session: Session, town: Town, card_id: int, to: str) -> int:
    version = story.version(session, card_id)
    moved = service.move_card(
        session, actor=town.bob, card_id=card_id, to=to, version=version, now=NOON
    )
    return moved.version


@pytest.mark.parametrize("to", ["doing", "done"])
def test_a_task_stands_where_it_stood(session: Session, town: Town, to: str) -> None:
    card_id = story.add_task(session, town, accountable=ids(town.diana))
    before = held(session, card_id)
    version = move(session, town, card_id, to)
    assert held(session, card_id) != before
    undoing.undo_move(session, actor=town.bob, card_id=card_id, version=version, now=SOON)
    assert held(session, card_id) == before


def test_a_plan_is_a_draft_again(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    before = held(session, card_id)
    version = move(session, town, card_id, "review")
    undoing.undo_move(session, actor=town.bob, card_id=card_id, version=version, now=SOON)
    assert held(session, card_id) == before


def test_not_after_a_minute_nor_by_another_nor_twice(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    version = move(session, town, card_id, "doing")
    asked = {"card_id": card_id, "version": version}
    with pytest.raises(Conflict):
        undoing.undo_move(session, actor=town.bob, now=NOON + timedelta(seconds=61), **asked)
    with pytest.raises(Conflict):
        undoing.undo_move(session, actor=town.diana, now=SOON, **asked)
    after = undoing.undo_move(session, actor=town.bob, now=SOON, **asked)
    with pytest.raises(StaleCard):
        undoing.undo_move(session, actor=town.bob, now=SOON, **asked)
    with pytest.raises(Conflict):
        undoing.undo_move(session, actor=town.bob, card_id=card_id, version=after, now=SOON)


def test_many_cards_move_and_those_that_can_not_stay(session: Session, town: Town) -> None:
    good = [story.add_task(session, town, title=f"Task {n}") for n in range(3)]
    stale = story.add_task(session, town)
    move(session, town, stale, "doing")
    cards = dict.fromkeys((*good, stale), 1)
    done = bulk.move_cards(session, actor=town.bob, cards=cards, to="doing", now=NOON)
    assert done.moved == 3
    assert [kept.card_id for kept in done.kept] == [stale]
    with pytest.raises(InvalidInput):
        bulk.move_cards(session, actor=town.bob, cards={}, to="doing", now=NOON)


def test_a_list_narrows_and_turns_pages(session: Session, town: Town) -> None:
    for n in range(listing.PAGE + 1):
        story.add_task(session, town, title=f"Task {n}", labels=("caixa",) if n % 2 else ())
    first = listing.cards(session, actor=town.bob, wanted=Wanted(), now=NOON)
    assert (len(first.lines), first.total, first.pages) == (listing.PAGE, listing.PAGE + 1, 2)
    last = listing.cards(session, actor=town.bob, wanted=Wanted(), now=NOON, page=9)
    assert (len(last.lines), last.page) == (1, 2)
    asked = Wanted(label="caixa", search="task 1")
    found = listing.cards(session, actor=town.bob, wanted=asked, now=NOON)
    odd = (n for n in range(1, 51, 2) if "1" in str(n))
    assert {line.title for line in found.lines} == {f"Task {n}" for n in odd}
    assert listing.labels(session, actor=town.bob) == ["caixa"]
    for wanted in (
        Wanted(state=State.DONE),
        Wanted(state=State.CANCELLED),
        Wanted(is_overdue=True),
    ):
        assert listing.cards(session, actor=town.bob, wanted=wanted, now=NOON).total == 0
    assert listing.cards(session, actor=town.charlie, wanted=Wanted(), now=NOON).total == 0
