from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from cxgame.boards import service, writing
from cxgame.boards.form import CardForm
from cxgame.boards.models import Board, Card, Level
from cxgame.errors import InvalidInput, NotAllowed
from cxgame.people import service as people
from cxgame.people.actor import Actor
from tests.boards import story
from tests.conftest import NOON, Town


def test_a_task_gets_its_owner_as_r_and_the_manager_as_a(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)

    form = writing.read(session, session.get_one(Card, card_id))
    assert form.responsible == story.ids(town.bob)
    assert form.accountable == story.ids(town.diana)


def test_a_plan_starts_as_a_draft_without_letters(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town, accountable=(), responsible=())

    assert story.column(session, card_id) == "draft"
    assert writing.read(session, session.get_one(Card, card_id)).people == frozenset()


def test_those_responsible_are_told(session: Session, town: Town) -> None:
    story.add_plan(session, town)

    assert story.told(session, town.bob) == ["You are responsible for “{title}”."]


def test_nobody_is_told_of_the_own_deed(session: Session, town: Town) -> None:
    story.add_task(session, town)

    assert story.told(session, town.bob) == []


def test_cards_stand_in_the_order_they_came(session: Session, town: Town) -> None:
    first, second = story.add_task(session, town), story.add_task(session, town)

    assert session.get_one(Card, first).position < session.get_one(Card, second).position


@pytest.mark.parametrize(
    "broken",
    [
        lambda town: {"title": " "},
        lambda town: {"what": "x" * 2001},
        lambda town: {"informed": story.ids(town.bob)},
        lambda town: {"second_approver_id": town.diana.person_id},
        lambda town: {"responsible": story.ids(town.charlie)},
        lambda town: {"serves_card_id": 99},
    ],
)
def test_it_refuses_a_form_that_can_not_be(
    session: Session, town: Town, broken: Callable[[Town], dict[str, object]]
) -> None:
    with pytest.raises(InvalidInput):
        story.add_plan(session, town, **broken(town))
    assert session.exec(select(Card)).all() == []


def test_it_refuses_somebody_who_left(session: Session, town: Town) -> None:
    bob = town.bob.person_id or 0
    people.set_active(session, actor=town.root, person_id=bob, is_active=False, version=1, now=NOON)
    with pytest.raises(InvalidInput):
        story.add_plan(session, town)


def test_it_refuses_a_team_that_does_not_exist(session: Session, town: Town) -> None:
    with pytest.raises(InvalidInput):
        story.add_plan(session, town, actor=town.edu, team_id=99)


def test_a_task_needs_a_team(session: Session, town: Town) -> None:
    with pytest.raises(InvalidInput):
        story.add_task(session, town, actor=town.edu, team_id=None)


def test_a_frontline_person_does_not_choose_a(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        story.add_task(
            session, town, accountable=story.ids(town.bob), responsible=story.ids(town.alice)
        )


@pytest.mark.parametrize(
    ("who", "level", "team", "may"),
    [
        ("alice", Level.OPERATIONAL, "desk", True),
        ("alice", Level.OPERATIONAL, "clinic", False),
        ("alice", Level.TACTICAL, "desk", False),
        ("diana", Level.TACTICAL, "clinic", True),
        ("diana", Level.TACTICAL, "grooming", False),
        ("diana", Level.TACTICAL, None, False),
        ("diana", Level.STRATEGIC, "desk", False),
        ("edu", Level.STRATEGIC, None, True),
        ("root", Level.STRATEGIC, None, True),
        ("nobody", Level.OPERATIONAL, "desk", False),
        ("integration", Level.OPERATIONAL, "desk", True),
    ],
)
def test_each_role_adds_where_it_answers(
    session: Session, town: Town, who: str, level: Level, team: str | None, may: bool
) -> None:
    service.set_up(session, actor=Actor.system(), now=NOON)
    form = CardForm(title="Something", team_id=getattr(town, team) if team else None)

    def add() -> int:
        return service.add_card(
            session, actor=town.everybody[who], level=level, form=form, now=NOON
        )

    if may:
        assert add() > 0
    else:
        with pytest.raises(NotAllowed):
            add()


def test_a_plan_serves_a_card_one_level_up(session: Session, town: Town) -> None:
    service.set_up(session, actor=Actor.system(), now=NOON)
    objective = service.add_card(
        session,
        actor=town.edu,
        level=Level.STRATEGIC,
        form=CardForm(title="Customers who come back"),
        now=NOON,
    )
    plan = story.add_plan(session, town, serves_card_id=objective)

    assert session.get_one(Card, plan).serves_card_id == objective
    with pytest.raises(InvalidInput):
        story.add_task(session, town, serves_card_id=objective)


def test_the_boards_are_made_once(session: Session, town: Town) -> None:
    for _ in range(2):
        service.set_up(session, actor=Actor.system(), now=NOON)
    assert len(session.exec(select(Board)).all()) == 3
