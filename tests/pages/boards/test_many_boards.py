"""Many boards on screen: made, changed, taken away, brought in; cards as lanes, list, calendar."""

import json
from datetime import timedelta

from sqlmodel import select

from cxgame import clock, db
from cxgame.boards import making, shelf
from cxgame.boards.models import Board, Card, Level, Priority
from tests.boards import story
from tests.boards.importing.sample import board
from tests.conftest import Town
from tests.pages.conftest import OpenAs


def make_board(town: Town) -> int:
    with db.transaction() as session:
        return making.add_board(
            session,
            actor=town.diana,
            level=Level.TACTICAL,
            name="Summer",
            team_id=town.desk,
            now=clock.now(),
        )


def test_a_board_is_made_for_a_team(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "board?form=new")
    whose = f"team:{town.desk}"
    screen.tap("board-new", "save", board_name="Summer", level="tactical", whose=whose)
    with db.reading() as session:
        made = session.exec(select(Board.id).where(Board.team_id == town.desk)).one()
    assert screen.address == {"level": "tactical", "board": str(made)}
    assert "Summer" in screen.sheet("board-head")


def test_its_columns_are_changed(town: Town, open_as: OpenAs) -> None:
    made = make_board(town)
    with db.reading() as session:
        lines = shelf.column_lines(session, actor=town.diana, board_id=made)
    sent = {"version": "1", "board_name": "Winter"}
    for place, line in enumerate(lines, start=1):
        sent |= {
            f"c{line.id}-name": line.name if line.name != "Wait" else "",
            f"c{line.id}-place": str(place * 2),
            f"c{line.id}-stage": line.stage.value,
            f"c{line.id}-limit": "4",
        }
    sent |= {"n1-name": "Pilot", "n1-place": "7", "n1-stage": "do"}
    screen = open_as(town.diana, f"board?board={made}&form=change")
    screen.tap(f"board-form-{made}", "save", **sent)
    with db.reading() as session:
        lines = shelf.column_lines(session, actor=town.diana, board_id=made)
    assert [line.name for line in lines] == [
        *("Plan", "Approval", "Do", "Pilot", "Check", "Act", "Done"),
    ]
    assert lines[0].wip_limit == 4
    assert "Winter" in screen.sheet("board-head")


def test_a_board_is_closed(town: Town, open_as: OpenAs) -> None:
    made = make_board(town)
    screen = open_as(town.diana, f"board?board={made}&form=change")
    screen.tap(f"board-form-{made}", "close")
    assert screen.address.get("board") is None
    assert "closed" in open_as(town.diana, f"board?board={made}").text


def test_lanes_part_the_cards(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        story.add_plan(session, town, priority=Priority.HIGH)
        story.add_plan(session, town, title="Another one")
    for lanes, words in (("priority", "High"), ("team", "Front desk"), ("plan", "Serves no plan")):
        screen = open_as(town.diana, f"board?lanes={lanes}")
        assert words in screen.sheet("lane-0")
        assert screen.sheet("board-0")


def test_a_move_is_taken_back(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        card = story.add_task(session, town)
    screen = open_as(town.bob, "board")
    assert "Undo the move" not in screen.sheet("board-head")
    screen.tap("board", "move", card=str(card), to="doing", version="1", before="")
    assert "Undo the move" in screen.sheet("board-head")
    screen.tap("board-head", "undo")
    with db.reading() as session:
        assert session.get_one(Card, card).version == 3
    assert "stands where it stood" in screen.text


def test_cards_stand_in_a_list_and_move_together(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        cards = [story.add_task(session, town, title=f"Task {n}") for n in range(3)]
        where = session.get_one(Card, cards[0]).board_id
    screen = open_as(town.bob, f"cards?board={where}")
    assert "Task 2" in screen.sheet("cards")
    sent = {f"v-{card}": "1" for card in cards} | {f"v-{cards[2]}": "7"}
    screen.tap("cards", "move", ids="\n".join(map(str, cards)), to="doing", **sent)
    assert "2 cards were moved" in screen.text
    assert "Task 2: " in screen.sheet("cards")
    assert "No card fits" in open_as(town.charlie, "cards?whose=all").sheet("cards")


def test_what_is_due_stands_in_the_calendar(town: Town, open_as: OpenAs) -> None:
    today = clock.local_day(clock.now())
    with db.transaction() as session:
        story.add_task(session, town, title="Count the till", due_on=today)
        story.add_task(session, town, title="Later", due_on=today + timedelta(days=70))
    screen = open_as(town.bob, "cards?view=calendar")
    assert "Count the till" in screen.sheet("cards")
    assert "Later" not in screen.sheet("cards")
    assert open_as(town.bob, "cards?view=calendar&month=x&page=x&level=x").sheet("cards")


def test_a_file_becomes_a_board(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.edu, "board_import")
    data = json.dumps(board()).encode()
    screen.app.file_uploader[0].set_value(("shop.json", data, "application/json"))
    screen.app.run()
    assert "3 cards" in screen.text
    screen.app.button[0].click()
    screen.app.run()
    with db.reading() as session:
        made = session.exec(select(Board).where(Board.level == "tactical")).all()
        brought = session.exec(select(Card.import_id)).first()
    assert len(made) == 2
    screen = open_as(town.edu, "board_import")
    assert "Shop floor" in screen.sheet("board-imports")
    screen.tap("board-imports", "undo", str(brought))
    assert "3 cards were taken back" in screen.text
