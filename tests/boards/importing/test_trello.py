"""Trello's JSON, read into plain values."""

from contextlib import suppress
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.boards.importing import stages, trello
from cxgame.boards.stages import Stage
from cxgame.errors import InvalidInput
from tests.boards.importing.sample import board, file


def test_every_list_and_card_is_there_in_order() -> None:
    found = trello.read(file(board()))
    assert [column.name for column in found.columns] == ["Ideias", "Fazendo", "Feito", "Antigos"]
    assert [column.is_closed for column in found.columns] == [False, False, False, True]
    assert found.columns[1].limit == 3
    titles = [(card.title, card.column, card.is_archived) for card in found.cards]
    assert titles == [
        ("Paint the wall", 2, False),
        ("Hang the sign", 1, False),
        ("Old thing", 3, True),
    ]


def test_a_card_carries_all_that_hangs_on_it() -> None:
    sign = trello.read(file(board())).cards[1]
    assert sign.labels == ("Caixa",)
    assert [member.name for member in sign.responsible] == ["Bob Brown", "Zoe Elsewhere"]
    steps = [(item.text, item.is_done, item.heading) for item in sign.items]
    assert steps == [("Screws", False, "Tools"), ("Ladder", True, "Tools")]
    assert sign.lists == 2
    assert [(said.author, said.text) for said in sign.comments] == [
        ("Bob Brown", "First"),
        ("Zoe Elsewhere", "Second"),
    ]
    assert "https://x.test/1" in sign.description
    assert sign.description.startswith("Above the **door**")


def test_a_cards_id_tells_when_it_was_made() -> None:
    paint = trello.read(file(board())).cards[0]
    assert paint.created_at == datetime.fromtimestamp(0x5F5E1000, UTC)


def test_an_id_that_is_no_moment_leaves_it_to_the_actions() -> None:
    cards = [{"id": "card7", "name": "Seven", "idList": "l1"}]
    made = {
        "type": "createCard",
        "date": "2021-07-10T17:01:58.636Z",
        "data": {"card": {"id": "card7"}},
    }
    found = trello.read(file(board(cards=cards, actions=[made])))
    assert found.cards[0].created_at == datetime(2021, 7, 10, 17, 1, 58, 636000, UTC)


def test_a_due_moment_is_a_day_of_the_company() -> None:
    sign = trello.read(file(board())).cards[1]
    assert (sign.starts_on, sign.due_on) == (date(2026, 3, 1), date(2026, 3, 10))  # São Paulo


def test_what_stays_behind_is_told() -> None:
    cards = [
        {"id": "1", "name": "Lost", "idList": "nowhere"},
        {"id": "2", "name": " ", "idList": "l1"},
    ]
    found = trello.read(file(board(cards=cards, customFields=[{"name": "Cost"}])))
    assert [one.what for one in found.skipped] == ["Lost", "#2", "Shop floor"]


@pytest.mark.parametrize("bad", [b"", b"[]", b"{}", b"\xff\xfe", b"name,list\n", b'{"lists": 3}'])
def test_it_refuses_what_is_no_board(bad: bytes) -> None:
    with pytest.raises(InvalidInput):
        trello.read(BytesIO(bad))


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.sampled_from(sorted(board())), json_values)
def test_no_damage_breaks_it_otherwise_than_with_a_sentence(part: str, value: object) -> None:
    with suppress(InvalidInput):
        trello.read(file(board(**{part: value})))


@given(st.sampled_from(["cards", "lists", "checklists", "actions"]), st.data())
def test_no_damaged_member_breaks_it(part: str, data: st.DataObject) -> None:
    made = board()
    one = dict(made[part][0])
    one[data.draw(st.sampled_from(sorted(one)))] = data.draw(json_values)
    with suppress(InvalidInput):
        trello.read(file({**made, part: [one, *made[part][1:]]}))


def test_names_of_columns_tell_their_stage() -> None:
    assert stages.guessed(["Backlog", "Semana", "Doing", "Em aprovação", "Testes", "Feito ✅"]) == [
        *(Stage.DRAFT, Stage.DRAFT, Stage.DO, Stage.REVIEW, Stage.CHECK, Stage.DONE),
    ]
    assert stages.guessed(["A", "B"]) == [Stage.DRAFT, Stage.DRAFT]
    assert stages.guessed(["To-do", "In progress", "Extra", "Done!"]) == [
        *(Stage.DRAFT, Stage.DO, Stage.DO, Stage.DONE),
    ]
