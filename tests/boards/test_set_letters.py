"""The letters of a plan and of the cards that serve it, written in one go."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from cxgame.boards import grid, service, writing
from cxgame.boards.history import StaleCard
from cxgame.boards.models import Card, CardRole
from cxgame.boards.raci import Approval
from cxgame.errors import InvalidInput, NotAllowed, NotFound
from tests.boards import story
from tests.conftest import NOON, Town


def made(session: Session, town: Town) -> tuple[int, int]:
    """Return an approved plan and a task that serves it."""
    plan = story.approved_plan(session, town)
    task = story.add_task(
        session, town, actor=town.diana, responsible=story.ids(town.bob), serves_card_id=plan
    )
    return plan, task


def write(session: Session, town: Town, plan: int, letters: dict[int, dict[int, str]]) -> int:
    versions = {one: story.version(session, one) for one in letters}
    return grid.set_letters(
        session, actor=town.diana, card_id=plan, letters=letters, versions=versions, now=NOON
    )


def person(actor: object) -> int:
    return actor.person_id  # type: ignore[attr-defined,no-any-return]


def test_the_grid_shows_people_actions_and_load(session: Session, town: Town) -> None:
    plan, task = made(session, town)
    seen = grid.grid(session, actor=town.diana, card_id=plan)
    assert [one.card_id for one in seen.actions] == [plan, task]
    assert {row.name for row in seen.rows} == {"Bob", "Diana"}
    bob = next(row for row in seen.rows if row.name == "Bob")
    assert (bob.accountable, bob.responsible, bob.is_over) == (0, 2, False)
    by_edu = story.add_plan(session, town, accountable=story.ids(town.edu))
    edu = next(
        row
        for row in grid.grid(session, actor=town.diana, card_id=by_edu).rows
        if row.name == "Edu"
    )
    assert edu.accountable == 1  # though no person of diana's
    assert seen.actions[0].letters == {person(town.diana): "A", person(town.bob): "R"}
    assert person(town.edu) in {one.id for one in seen.others}


def test_letters_of_several_cards_change_at_once(session: Session, town: Town) -> None:
    plan, task = made(session, town)
    diana, bob, alice = person(town.diana), person(town.bob), person(town.alice)
    letters = {plan: {diana: "A", bob: "R"}, task: {diana: "A", alice: "R", bob: "C"}}
    assert write(session, town, plan, letters) == 1
    assert grid.grid(session, actor=town.diana, card_id=plan).actions[1].letters == letters[task]
    assert session.get_one(Card, plan).approval == Approval.APPROVED
    assert write(session, town, plan, {plan: {diana: "A", alice: "R"}}) == 1
    assert session.get_one(Card, plan).approval == Approval.WAITING


def test_all_or_none(session: Session, town: Town) -> None:
    plan, task = made(session, town)
    diana, bob = person(town.diana), person(town.bob)
    with pytest.raises(InvalidInput), session.begin_nested():
        write(session, town, plan, {plan: {diana: "A", bob: "RI"}, task: {bob: "R"}})
    with pytest.raises(InvalidInput):
        write(session, town, plan, {plan: {diana: "X"}})
    versions = {plan: 1}
    with pytest.raises(StaleCard):
        grid.set_letters(
            session,
            actor=town.diana,
            card_id=plan,
            letters={plan: {diana: "A"}},
            versions=versions,
            now=NOON,
        )


def test_a_card_of_elsewhere_is_none_of_the_plan_s(session: Session, town: Town) -> None:
    plan, _task = made(session, town)
    other = story.add_task(session, town)
    with pytest.raises(NotFound):
        write(session, town, plan, {other: {person(town.bob): "R"}})
    with pytest.raises(NotAllowed):
        grid.set_letters(session, actor=town.alice, card_id=plan, letters={}, versions={}, now=NOON)


def test_what_is_unhealthy_is_told(session: Session, town: Town) -> None:
    plan = story.add_plan(session, town, accountable=(), consulted=story.ids(town.edu))
    (action,) = grid.grid(session, actor=town.diana, card_id=plan).actions
    assert "Accountable" in action.lint[0].message
    for who in (town.alice, town.charlie, town.diana, town.root):
        session.add(CardRole(card_id=plan, person_id=person(who), letter="C"))
    session.flush()
    (action,) = grid.grid(session, actor=town.diana, card_id=plan).actions
    assert any("consulted" in one.message for one in action.lint)


def test_a_director_may_not_lose_the_form_s_rules(session: Session, town: Town) -> None:
    """The grid goes through the same gates as the form does."""
    plan, _task = made(session, town)
    card = session.get_one(Card, plan)
    form = replace(writing.read(session, card), informed=story.ids(town.bob))
    with pytest.raises(InvalidInput):
        service.change_card(
            session, actor=town.edu, card_id=plan, form=form, version=card.version, now=NOON
        )
    with pytest.raises(InvalidInput):
        write(session, town, plan, {plan: {person(town.diana): "A", person(town.bob): "RI"}})
