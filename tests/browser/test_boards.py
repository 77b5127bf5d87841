import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session

from cxgame import db, migrate
from tests.boards import story
from tests.browser.conftest import Visit, Visitor, serving
from tests.conftest import PASSWORD, make_town

pytestmark = pytest.mark.browser
TASK, ASKED, EDITED, BARE = "Open the second till", "Keep the hour", "Shared card", "Nobody's plan"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own with the town of the stories: these tests move cards."""
    folder = tmp_path_factory.mktemp("boards")
    url = f"sqlite:///{folder}/town.db"
    made = db.connect(url)
    migrate.upgrade(made)
    with Session(made) as session, session.begin():
        town = make_town(session)
        for number in range(3):
            story.add_task(session, town, title=f"{TASK} {number}")
        story.submit(session, town.bob, story.add_plan(session, town, title=ASKED))
        story.add_plan(session, town, title=EDITED, due_on=date(2030, 1, 31))
        story.add_plan(session, town, title=BARE, accountable=())
    made.dispose()
    with serving(url, log=folder / "server.log", demo="0", jobs="0") as address:
        yield address


def board(window: Visitor, who: str, path: str = "/board") -> Page:
    page = window.sign_in(who, PASSWORD, path=path)
    expect(page.locator("[data-column]").first).to_be_visible()
    return page


def card(page: Page, title: str) -> Locator:
    return page.locator("[data-card]").filter(has_text=title)


def in_column(page: Page, key: str, title: str) -> Locator:
    return page.locator(f"[data-column={key}] [data-card]").filter(has_text=title)


def test_a_card_is_dragged_and_stays_after_a_reload(visit: Visit) -> None:
    page = board(visit(), "bob")
    card(page, f"{TASK} 0").drag_to(page.locator("[data-column=doing]"))

    expect(in_column(page, "doing", f"{TASK} 0")).to_be_visible()
    page.reload()
    expect(in_column(page, "doing", f"{TASK} 0")).to_be_visible()


def test_a_card_moves_by_keyboard_and_keeps_the_focus(visit: Visit) -> None:
    window = visit()
    page = board(window, "bob")
    title = card(page, f"{TASK} 1").locator("[data-open]")
    title.focus()
    page.keyboard.press("Control+ArrowRight")
    window.settle()

    expect(in_column(page, "doing", f"{TASK} 1")).to_be_visible()
    expect(in_column(page, "doing", f"{TASK} 1").locator("[data-open]")).to_be_focused()


def test_on_a_phone_move_to_asks_a_who_confirms(visit: Visit) -> None:
    phone = visit(width=390, height=844)
    page = board(phone, "bob")
    page.get_by_role("button", name=f"Move to…: {TASK} 2").click()
    page.get_by_role("menuitem", name="Done").click()
    expect(page.get_by_text("A was asked to confirm that it is done.")).to_be_visible()
    expect(in_column(page, "todo", f"{TASK} 2")).to_contain_text("confirmation waits")

    dianas = board(visit(width=390, height=844), "diana", "/board?level=operational")
    card(dianas, f"{TASK} 2").locator("[data-open]").click()
    dianas.get_by_role("dialog").get_by_role("button", name="Confirm that it is done").click()
    expect(in_column(dianas, "done", f"{TASK} 2")).to_be_attached()


def test_a_shut_column_says_why_and_nothing_moves(visit: Visit) -> None:
    page = board(visit(), "diana")
    page.get_by_role("button", name=f"Move to…: {BARE}").click()
    expect(page.get_by_role("menuitem", name="Do", exact=False).first).to_contain_text(
        "Nobody is Accountable"
    )
    page.keyboard.press("Escape")
    card(page, BARE).drag_to(page.locator("[data-column=do]"))
    expect(page.get_by_role("status").filter(has_text="stays where it is")).to_be_visible()
    expect(in_column(page, "draft", BARE)).to_be_visible()


def test_a_approves_in_the_dialog_and_escape_clears_the_address(visit: Visit) -> None:
    page = board(visit(), "diana")
    card(page, ASKED).locator("[data-open]").click()
    opened = page.get_by_role("dialog")
    opened.get_by_role("button", name="Approve", exact=True).click()
    expect(opened.get_by_text("approved by Diana")).to_be_visible()
    page.keyboard.press("Escape")

    expect(in_column(page, "do", ASKED)).to_be_visible()
    expect(page).not_to_have_url(re.compile("card="))


def test_two_people_save_the_same_card_and_nothing_is_lost(visit: Visit) -> None:
    windows = visit(), visit()
    bobs, dianas = (
        board(window, who, "/board?level=tactical")
        for window, who in zip(windows, ("bob", "diana"), strict=True)
    )
    for page in (bobs, dianas):
        card(page, EDITED).locator("[data-open]").click()
        page.get_by_role("dialog").get_by_role("link", name="Change").click()
        expect(page.get_by_label("Title")).to_have_value(EDITED)
    bobs.get_by_label("Due").fill("2030-12-24")
    bobs.get_by_role("button", name="Save").click()
    expect(bobs.get_by_role("dialog").get_by_text("24 Dec 2030").first).to_be_visible()

    dianas.get_by_label("What should change").fill("NPS 60")
    dianas.get_by_role("button", name="Save").click()
    expect(dianas.get_by_text("Bob changed “Due” to “24 Dec 2030”.")).to_be_visible()
    expect(dianas.get_by_label("Due")).to_have_value("2030-12-24")
    expect(dianas.get_by_label("What should change")).to_have_value("NPS 60")
    dianas.get_by_role("button", name="Save").click()
    expect(dianas.get_by_role("dialog").get_by_text("NPS 60").first).to_be_visible()


def test_a_task_is_added_on_a_phone(visit: Visit) -> None:
    page = board(visit(width=390, height=844), "alice")
    page.get_by_role("link", name="New task").click()
    page.get_by_label("Title").fill("Fill up the towels")
    page.get_by_role("button", name="Add task").click()
    expect(page.get_by_role("dialog").get_by_text("Alice").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(in_column(page, "todo", "Fill up the towels")).to_be_visible()
