"""A board comes in, keeps its columns, waits for its letters, and goes again."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from sqlmodel import Session, col, select

from cxgame.boards import comments, exporting, making, service, shelf, showing, writing
from cxgame.boards.importing import service as importing
from cxgame.boards.importing import table, trello
from cxgame.boards.importing.service import Brought, Wanted
from cxgame.boards.models import Board, BoardColumn, Card, CardComment, ChecklistItem, Level
from cxgame.boards.raci import Stage
from cxgame.errors import Conflict, NotAllowed, NotFound, Refused
from cxgame.people.actor import Actor
from cxgame.thread import board_imports
from tests.boards.importing.sample import board, file
from tests.boards.story import ids
from tests.conftest import NOON, Town

LATER = NOON + timedelta(hours=1)


def bring(session: Session, actor: Actor, **wanted: object) -> Brought:
    return importing.import_board(
        session,
        actor=actor,
        found=trello.read(file(board())),
        wanted=Wanted(**wanted),  # type: ignore[arg-type]
        form="trello",
        file_name="shop.json",
        now=NOON,
    )


def cards_of(session: Session, brought: Brought) -> dict[str, Card]:
    query = select(Card).where(Card.board_id == brought.board_id)
    return {card.title: card for card in session.exec(query)}


def test_a_dry_run_tells_the_same_and_writes_nothing(session: Session, town: Town) -> None:
    found = trello.read(file(board()))
    told = importing.rehearse(session, actor=town.edu, found=found, wanted=Wanted())
    assert session.exec(select(Board)).first() is None
    assert told == bring(session, town.edu).report
    assert told.counts() == {
        "boards": 1,
        "columns": 4,
        "cards": 3,
        "comments": 2,
        "checklists": 2,
    }


def test_it_is_a_company_wide_tactical_board(session: Session, town: Town) -> None:
    brought = bring(session, town.edu)
    view = showing.board_view(
        session, actor=town.edu, level=Level.TACTICAL, board_id=brought.board_id, now=NOON
    )
    assert view.name == "Shop floor"
    assert [(one.name, one.stage) for one in view.columns] == [
        ("Ideias", Stage.DRAFT),
        ("Fazendo", Stage.DO),
        ("Feito", Stage.DONE),
    ]  # the closed list is empty: its card came off the board
    sign = view.columns[1].cards[0]
    assert (sign.title, sign.labels, sign.named) == (
        "Hang the sign",
        ("Caixa",),
        ("Zoe Elsewhere",),
    )
    assert [face.name for face in sign.faces] == ["Bob"]


def test_what_hangs_on_a_card_came_too(session: Session, town: Town) -> None:
    sign = cards_of(session, bring(session, town.edu))["Hang the sign"]
    steps = session.exec(select(ChecklistItem).where(ChecklistItem.card_id == sign.id)).all()
    assert [(step.heading, step.text, step.done_at is not None) for step in steps] == [
        ("Tools", "Screws", False),
        ("Tools", "Ladder", True),
    ]
    said = comments.comments(session, actor=town.edu, card_id=sign.id)
    assert [(one.who, one.text) for one in said] == [
        ("Bob Brown", "First"),
        ("Zoe Elsewhere", "Second"),
    ]


def test_done_and_archived_cards_are_over(session: Session, town: Town) -> None:
    cards = cards_of(session, bring(session, town.edu))
    assert cards["Paint the wall"].done_at is not None
    assert cards["Old thing"].cancelled_at is not None
    assert cards["Old thing"].cancelled_because


def test_a_card_moves_once_it_has_its_letters(session: Session, town: Town) -> None:
    brought = bring(session, town.edu)
    sign = cards_of(session, brought)["Hang the sign"]
    first = session.exec(
        select(BoardColumn.key).where(
            BoardColumn.board_id == brought.board_id, col(BoardColumn.position) == 0
        )
    ).one()
    with pytest.raises(Refused, match="Accountable"):
        service.move_card(session, actor=town.edu, card_id=sign.id, to=first, version=1, now=LATER)
    form = writing.read(session, sign)
    version = service.change_card(
        session,
        actor=town.edu,
        card_id=sign.id,
        form=replace(form, accountable=ids(town.diana)),
        version=1,
        now=LATER,
    )
    moved = service.move_card(
        session, actor=town.edu, card_id=sign.id, to=first, version=version, now=LATER
    )
    assert moved.column == first


def test_it_is_taken_back_whole(session: Session, town: Town) -> None:
    brought = bring(session, town.edu)
    undone = board_imports.undo_board_import(
        session, actor=town.edu, import_id=brought.import_id, now=LATER
    )
    assert (undone.removed, undone.kept) == (3, 0)
    for table_ in (Card, Board, BoardColumn, CardComment, ChecklistItem):
        assert session.exec(select(table_)).first() is None
    with pytest.raises((Conflict, NotFound)):
        board_imports.undo_board_import(
            session, actor=town.edu, import_id=brought.import_id, now=LATER
        )


def test_what_was_worked_on_stays(session: Session, town: Town) -> None:
    brought = bring(session, town.edu)
    sign = cards_of(session, brought)["Hang the sign"]
    comments.add_comment(session, actor=town.edu, card_id=sign.id, text="Soon", now=LATER)
    undone = board_imports.undo_board_import(
        session, actor=town.edu, import_id=brought.import_id, now=LATER
    )
    assert (undone.removed, undone.kept) == (2, 1)
    assert set(cards_of(session, brought)) == {"Hang the sign"}
    with pytest.raises(Conflict, match="already"):
        board_imports.undo_board_import(
            session, actor=town.edu, import_id=brought.import_id, now=LATER
        )


def test_a_manager_imports_for_a_team_of_hers_alone(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        bring(session, town.diana)
    with pytest.raises(NotAllowed):
        bring(session, town.diana, team_id=town.grooming)
    cards = cards_of(session, bring(session, town.diana, team_id=town.desk))
    assert {card.team_id for card in cards.values()} == {town.desk}


def test_an_export_comes_in_again(session: Session, town: Town) -> None:
    brought = bring(session, town.edu)
    for locale in ("en", "pt-BR"):
        made = exporting.export_cards(
            session,
            actor=town.edu,
            board_id=brought.board_id,
            ending="csv",
            locale=locale,
            now=NOON,
        )
        assert made.cards == 3
        found = table.read(BytesIO(made.data), "again.csv")
        assert found.skipped == ()
        sign = next(card for card in found.cards if card.title == "Hang the sign")
        assert [one.name for one in sign.responsible] == ["Bob", "Zoe Elsewhere"]
        assert [(item.text, item.is_done) for item in sign.items] == [
            ("Screws", False),
            ("Ladder", True),
        ]
        assert (sign.labels, len(sign.comments)) == (("Caixa",), 2)
        assert next(card for card in found.cards if card.title == "Old thing").is_archived


def test_json_and_workbooks_go_out_too(session: Session, town: Town) -> None:
    brought = bring(session, town.edu)
    asked = {"actor": town.edu, "board_id": brought.board_id, "locale": "en", "now": NOON}
    made = exporting.export_cards(session, **asked, ending="json")  # type: ignore[arg-type]
    assert len(json.loads(made.data)["cards"]) == 3
    book = exporting.export_cards(session, **asked, ending="xlsx")  # type: ignore[arg-type]
    found = table.read(BytesIO(book.data), "again.xlsx")
    assert len(found.cards) == 3


def test_nobody_gives_away_what_they_do_not_see(session: Session, town: Town) -> None:
    brought = bring(session, town.edu, team_id=town.grooming)
    with pytest.raises(NotFound):
        exporting.export_cards(
            session,
            actor=town.diana,
            board_id=brought.board_id,
            ending="csv",
            locale="en",
            now=NOON,
        )
    service.set_up(session, actor=Actor.system(), now=NOON)
    made = exporting.export_cards(session, actor=town.diana, ending="json", locale="en", now=NOON)
    assert made.cards == 0


def test_boards_are_made_changed_and_closed(session: Session, town: Town) -> None:
    made = making.add_board(
        session, actor=town.diana, level=Level.TACTICAL, name="Summer", team_id=town.desk, now=NOON
    )
    shown = shelf.boards(session, actor=town.alice)
    assert [one.name for one in shown] == ["Summer"]
    assert shelf.boards(session, actor=town.charlie) == []
    columns = [
        making.ColumnForm(one.name, one.stage, 2, one.id)
        for one in shelf.column_lines(session, actor=town.diana, board_id=made)
    ]
    version = making.change_board(
        session,
        actor=town.diana,
        board_id=made,
        name="Winter",
        columns=columns[:1] + columns[2:],
        version=1,
        now=NOON,
    )
    with pytest.raises(Conflict):
        making.close_board(session, actor=town.diana, board_id=made, version=1, now=NOON)
    making.close_board(session, actor=town.diana, board_id=made, version=version, now=NOON)
    assert shelf.boards(session, actor=town.diana) == []
    making.reopen_board(session, actor=town.diana, board_id=made, version=version + 1, now=NOON)
    assert [one.name for one in shelf.boards(session, actor=town.diana)] == ["Winter"]
