from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from cxgame.boards import queries, service, showing
from cxgame.boards.models import BoardColumn, Level
from cxgame.boards.views import BoardView, Filters
from cxgame.people.actor import Actor
from tests.boards import story
from tests.conftest import NOON, Town


def board(
    session: Session, actor: Actor, level: Level = Level.OPERATIONAL, **filters: object
) -> BoardView:
    service.set_up(session, actor=Actor.system(), now=NOON)
    return showing.board_view(
        session,
        actor=actor,
        level=level,
        now=NOON,
        filters=Filters(**filters),  # type: ignore[arg-type]
    )


def titles(view: BoardView) -> list[str]:
    return [card.title for column in view.columns for card in column.cards]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("alice", ["Desk"]),
        ("diana", ["Desk", "Clinic"]),
        ("charlie", ["Grooming"]),
        ("edu", ["Desk", "Clinic", "Grooming"]),
        ("root", ["Desk", "Clinic", "Grooming"]),
        ("nobody", []),
        ("integration", ["Desk", "Clinic", "Grooming"]),
    ],
)
def test_each_sees_the_tasks_of_the_own_teams(
    session: Session, town: Town, who: str, seen: list[str]
) -> None:
    for title, team in (("Desk", town.desk), ("Clinic", town.clinic), ("Grooming", town.grooming)):
        story.add_task(session, town, actor=town.edu, title=title, team_id=team)

    assert titles(board(session, town.everybody[who])) == seen


def test_a_frontline_person_sees_plans_only_with_a_letter(session: Session, town: Town) -> None:
    story.add_plan(session, town, title="Ours")
    story.add_plan(session, town, title="Mine", informed=story.ids(town.alice))

    assert titles(board(session, town.alice, Level.TACTICAL)) == ["Mine"]


def test_a_letter_shows_a_card_of_another_team(session: Session, town: Town) -> None:
    story.add_plan(session, town, actor=town.edu, informed=story.ids(town.charlie))

    assert len(titles(board(session, town.charlie, Level.TACTICAL))) == 1


def test_filters_narrow_it(session: Session, town: Town) -> None:
    story.add_task(session, town, title="Late", due_on=date(2026, 3, 1))
    story.add_task(session, town, title="Today", due_on=date(2026, 3, 2))
    story.add_task(session, town, actor=town.diana, title="Clinic", team_id=town.clinic)

    assert titles(board(session, town.diana, is_overdue=True)) == ["Late"]
    assert titles(board(session, town.diana, team_id=town.clinic)) == ["Clinic"]
    assert titles(board(session, town.diana, person_id=town.bob.person_id)) == ["Late", "Today"]


def test_each_shut_column_has_its_reasons(session: Session, town: Town) -> None:
    story.add_plan(session, town, responsible=())
    (card,) = board(session, town.diana, Level.TACTICAL).columns[0].cards

    assert set(card.blocked) == {"review", "do", "wait", "check", "act", "done"}
    assert "Responsible" in card.blocked["review"][0].message
    assert len(card.missing) == 1


def test_who_may_only_look_is_told_so(session: Session, town: Town) -> None:
    story.add_plan(session, town, informed=story.ids(town.alice))
    (card,) = board(session, town.alice, Level.TACTICAL).columns[0].cards

    assert card.blocked["review"] == (queries.LOOK_ONLY,)


def test_a_card_tells_its_people_consultations_and_age(session: Session, town: Town) -> None:
    story.add_task(session, town, consulted=story.ids(town.alice), due_on=date(2026, 3, 1))
    view = showing.board_view(
        session, actor=town.bob, level=Level.OPERATIONAL, now=NOON + timedelta(days=3)
    )
    (card,) = view.columns[0].cards

    assert [(face.name, face.letter) for face in card.faces] == [("Diana", "A"), ("Bob", "R")]
    assert (card.heard, card.asked, card.is_overdue, card.days) == (0, 1, True, 3)


def test_a_full_column_warns(session: Session, town: Town) -> None:
    for _ in range(2):
        story.move(session, town.bob, story.add_task(session, town), "doing")
    session.exec(select(BoardColumn).where(BoardColumn.key == "doing")).one().wip_limit = 1
    doing = board(session, town.bob).columns[1]

    assert (doing.key, doing.is_over) == ("doing", True)


def test_what_was_done_long_ago_is_counted_not_drawn(session: Session, town: Town) -> None:
    story.move(session, town.diana, story.add_task(session, town), "done")
    view = showing.board_view(
        session, actor=town.bob, level=Level.OPERATIONAL, now=NOON + timedelta(days=31)
    )

    assert (view.columns[2].cards, view.columns[2].older) == ((), 1)


def test_cancelled_cards_are_gone(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    service.cancel_card(
        session, actor=town.bob, card_id=card_id, reason="No need", version=1, now=NOON
    )
    assert titles(board(session, town.edu)) == []


def test_names_are_in_the_language_of_the_reader(session: Session, town: Town) -> None:
    from dataclasses import replace

    assert board(session, replace(town.bob, locale="pt-BR")).name == "Quadro operacional"


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["Abrir o segundo caixa", "Open the second till"]),
        ("SEGUNDO CAIXA", ["Abrir o segundo caixa"]),
        ("opcao", ["Abrir o segundo caixa"]),
        ("till second", ["Open the second till"]),
        ("nothing", []),
    ],
)
def test_cards_are_found_by_their_words(
    session: Session, town: Town, search: str, found: list[str]
) -> None:
    story.add_task(session, town, title="Abrir o segundo caixa", what="Opção de sábado")
    story.add_task(session, town)
    assert titles(board(session, town.bob, search=search)) == found


def test_a_crowded_column_draws_its_first_cards(session: Session, town: Town) -> None:
    for n in range(showing.MOST_DRAWN + 3):
        story.add_task(session, town, title=f"Task {n}")
    asked = {"actor": town.bob, "level": Level.OPERATIONAL, "now": NOON}
    first = showing.board_view(session, **asked).columns[0]  # type: ignore[arg-type]
    assert (len(first.cards), first.hidden) == (showing.MOST_DRAWN, 3)
    assert first.cards[0].title == "Task 0"
    whole = showing.board_view(session, is_whole=True, **asked).columns[0]  # type: ignore[arg-type]
    assert (len(whole.cards), whole.hidden) == (showing.MOST_DRAWN + 3, 0)
    found = showing.board_view(session, filters=Filters(search="task 27"), **asked)  # type: ignore[arg-type]
    assert [card.title for card in found.columns[0].cards] == ["Task 27"]
