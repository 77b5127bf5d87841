"""An opened card: its checklist, files and comments, by those who may."""

import base64

from cxgame import db
from cxgame.boards import checklist, queries
from cxgame.boards.views import Content
from tests.boards import story
from tests.conftest import NOON, Town
from tests.pages.conftest import OpenAs

TEXT = "data:text/plain;base64," + base64.b64encode(b"hello").decode()


def task(town: Town) -> int:
    with db.transaction() as session:
        return story.add_task(session, town)


def content(town: Town, card_id: int) -> Content:
    with db.reading() as session:
        return queries.card_view(session, actor=town.root, card_id=card_id, now=NOON).content


def test_steps_are_listed_ticked_and_put_elsewhere(town: Town, open_as: OpenAs) -> None:
    card_id = task(town)
    screen, key = open_as(town.bob, f"board?level=operational&card={card_id}"), f"card-{card_id}"
    screen.tap(key, "steps", lines="Till\nCoins")
    till, coins = content(town, card_id).items
    screen.tap(key, f"tick:{coins.id}", "on")
    assert "1 of 2 done" in screen.sheet(key)
    screen.tap(key, "step_up", f"{coins.id}:{till.id}")
    assert [one.text for one in content(town, card_id).items] == ["Coins", "Till"]
    screen.tap(key, "step_off", str(till.id))
    assert [one.text for one in content(town, card_id).items] == ["Coins"]
    assert "at least one step" in screen.tap(key, "steps", lines="  ").sheet(key)


def test_files_come_and_go(town: Town, open_as: OpenAs) -> None:
    card_id = task(town)
    screen, key = open_as(town.bob, f"board?level=operational&card={card_id}"), f"card-{card_id}"
    screen.tap(key, "file", file=TEXT, file_name="note.txt")
    (file,) = content(town, card_id).files
    assert f'href="/card-files/{file.id}"' in screen.sheet(key)
    assert "not kept" in screen.tap(key, "file", file=TEXT, file_name="note.exe").sheet(key)
    screen.tap(key, "file_off", str(file.id))
    assert content(town, card_id).files == ()


def test_comments_are_said_changed_and_removed(town: Town, open_as: OpenAs) -> None:
    card_id = task(town)
    screen, key = open_as(town.bob, f"board?level=operational&card={card_id}"), f"card-{card_id}"
    assert 'data-insert="@Diana "' in screen.sheet(key)
    screen.tap(key, "comment", words="See **this**, @Diana <b>")
    assert "<strong>this</strong>, @Diana &lt;b&gt;" in screen.sheet(key)
    said = content(town, card_id).comments[0]
    screen.tap(key, "comment_change", str(said.id), words="Never mind")
    assert "Never mind" in screen.sheet(key)
    screen.tap(key, "comment_off", str(said.id))
    assert "This comment was removed." in screen.sheet(key)
    assert "wants you to read" in open_as(town.diana, "notices").text


def test_who_only_looks_changes_nothing(town: Town, open_as: OpenAs) -> None:
    card_id = task(town)
    with db.transaction() as session:
        checklist.add_items(session, actor=town.bob, card_id=card_id, lines="Till", now=NOON)
    (item,) = content(town, card_id).items
    screen, key = open_as(town.alice, f"board?level=operational&card={card_id}"), f"card-{card_id}"
    screen.tap(key, f"tick:{item.id}", "on")
    assert content(town, card_id).items[0].done_at is not None  # of the own team
    far = open_as(town.charlie, f"board?level=operational&card={card_id}")
    assert "not yours to see" in far.text
