import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.boards import story
from tests.browser import reading
from tests.browser.conftest import Stage, Visit

pytestmark = pytest.mark.browser
PLANS = "/board?level=tactical"


@pytest.fixture
def task(stage: Stage, request: pytest.FixtureRequest) -> str:
    """A task of the front desk that bob does, named after the test."""
    with stage.writing() as session:
        story.add_task(session, stage.town, title=request.node.name)
    return str(request.node.name)


def add_plan(stage: Stage, title: str, **changes: Any) -> int:
    """Add a plan of the front desk: diana answers for it, bob works on it."""
    with stage.writing() as session:
        return story.add_plan(session, stage.town, title=title, **changes)


def card(page: Page, title: str) -> Locator:
    return page.locator("[data-card]", has=page.get_by_role("link", name=title, exact=True))


def column(page: Page, name: str) -> Locator:
    return page.locator("[data-column]", has=page.get_by_role("heading", name=name, exact=True))


def is_in(page: Page, title: str, name: str) -> None:
    """Fail unless the card stands in a column, now and after a reload."""
    expect(column(page, name).locator(card(page, title))).to_be_visible()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.wait_for_timeout(800)  # longer than the board may take to put a card back
    page.reload()
    expect(column(page, name).locator(card(page, title))).to_be_visible()


def test_a_card_is_dragged_to_its_next_column(visit: Visit, task: str) -> None:
    page = visit().arrive("bob", "/board")
    card(page, task).hover()
    page.mouse.down()
    target = column(page, "Doing").bounding_box()
    assert target
    page.mouse.move(target["x"] + 80, target["y"] + 120, steps=8)
    page.mouse.up()

    is_in(page, task, "Doing")


def test_a_card_moves_by_keys_alone(visit: Visit, task: str) -> None:
    page = visit().arrive("bob", "/board")
    card(page, task).wait_for()
    reading.press_tab_until(page, words=task)
    page.keyboard.press("Control+ArrowRight")

    expect(page.locator(".board-say")).to_contain_text("Doing")
    assert reading.focused(page)["words"] == task
    is_in(page, task, "Doing")


def test_a_thumb_moves_a_card_by_the_menu(visit: Visit, task: str) -> None:
    page = visit(390, 844).arrive("bob", "/board")
    card(page, task).get_by_role("button", name="Move to…").tap()
    page.get_by_role("menuitem", name="Doing").tap()

    is_in(page, task, "Doing")


def test_a_finger_carries_a_card_that_it_rested_on(visit: Visit, task: str) -> None:
    page = visit(390, 844).arrive("bob", "/board")
    touch, x, y = finger_on(page, task, across=60)
    expect(page.locator(".board-ghost")).to_be_visible()
    for step in range(1, 9):
        touch("touchMove", x + (375 - x) * step / 8, y)
    expect(column(page, "Doing")).to_have_attribute("data-over", "open")
    touch("touchEnd")

    is_in(page, task, "Doing")


def test_a_finger_that_moves_at_once_scrolls(visit: Visit, task: str) -> None:
    page = visit(390, 844).arrive("bob", "/board")
    touch, x, y = finger_on(page, task, across=250)
    for step in range(1, 9):
        touch("touchMove", x - 25 * step, y)
    touch("touchEnd")

    expect(page.locator(".board-ghost")).to_have_count(0)
    page.wait_for_function("() => document.querySelector('.board')?.scrollLeft !== 0")
    is_in(page, task, "To do")


def finger_on(page: Page, title: str, across: int) -> tuple[Callable[..., object], float, float]:
    """Put a finger on a card, as the browser's own touch; return what moves it, and where it is."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *at: float) -> object:
        points = [{"x": at[0], "y": at[1]}] if at else []
        return session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    start = card(page, title).bounding_box()
    assert start
    x, y = start["x"] + across, start["y"] + 40
    touch("touchStart", x, y)
    return touch, x, y


def test_a_task_is_done_when_a_confirms(visit: Visit, task: str) -> None:
    page = visit(390, 844).arrive("bob", "/board")
    card(page, task).get_by_role("button", name="Move to…").tap()
    page.get_by_role("menuitem", name="Done").tap()
    expect(page.get_by_text("A was asked to confirm that it is done.")).to_be_visible()
    expect(column(page, "To do").locator(card(page, task))).to_contain_text("confirmation waits")

    window = visit(390, 844)
    page = window.arrive("diana", "/board?level=operational")
    card(page, task).get_by_role("link").tap()
    confirm = page.get_by_role("dialog").get_by_role("button", name="Confirm that it is done")
    confirm.tap()
    expect(confirm).to_have_count(0)
    window.settle()
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("card="))
    expect(column(page, "Done").locator(card(page, task))).to_be_attached()


def test_a_shut_column_says_why_in_a_sentence(visit: Visit, stage: Stage) -> None:
    add_plan(stage, "Nobody for it", accountable=(), responsible=())
    page = visit().arrive("diana", PLANS)
    card(page, "Nobody for it").get_by_role("button", name="Move to…").click()

    shut = page.get_by_role("menuitem", name=re.compile(r"^Do\b"))
    expect(shut).to_contain_text("Nobody is Accountable")
    shut.press("Enter")
    expect(page.locator(".board-say")).to_contain_text("Nobody is Accountable")
    card(page, "Nobody for it").drag_to(column(page, "Do"))
    expect(page.locator(".board-say")).to_contain_text("stays where it is")
    page.wait_for_timeout(800)
    expect(column(page, "Plan").locator(card(page, "Nobody for it"))).to_be_visible()


def test_only_a_approves_and_those_who_work_on_it_are_told(visit: Visit, stage: Stage) -> None:
    card_id = add_plan(stage, "Second till from nine")
    doer = visit().arrive("bob", f"{PLANS}&card={card_id}")
    doer.get_by_role("button", name="Ask for approval").click()
    expect(doer.get_by_role("dialog")).to_contain_text("Waits for the approval of Diana")
    expect(doer.get_by_role("button", name="Approve", exact=True)).to_have_count(0)

    answers = visit(390, 844).arrive("diana", "/my_team")
    answers.get_by_role("link", name="Approve").first.tap()
    expect(answers.get_by_role("dialog")).to_contain_text("Second till from nine")
    answers.get_by_role("dialog").get_by_role("button", name="Approve").tap()
    expect(answers.get_by_text("Approve", exact=True)).to_have_count(0)

    doer.goto(doer.url.partition("/board")[0] + "/notices")
    expect(doer.get_by_text("Second till from nine").first).to_be_visible()
    doer.goto(doer.url.partition("/notices")[0] + PLANS)
    is_in(doer, "Second till from nine", "Do")


def test_the_second_to_save_is_told_and_keeps_what_was_typed(visit: Visit, stage: Stage) -> None:
    card_id = add_plan(stage, "Two at once")
    first, second = (
        visit().arrive("diana", f"{PLANS}&card={card_id}&edit=on") for _window in range(2)
    )
    for page in (first, second):
        expect(page.get_by_role("dialog").get_by_label("Title")).to_have_value("Two at once")
    first.get_by_label("Title").fill("The first was faster")
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.get_by_role("dialog").get_by_role("heading").first).to_have_text(
        "The first was faster"
    )

    second.get_by_label("What should change").fill("From 14 to 45")
    second.get_by_label("Title").fill("The second was slower")
    second.get_by_role("button", name="Save", exact=True).click()

    told = second.get_by_role("alert")
    expect(told).to_contain_text("Somebody was faster")
    expect(told).to_contain_text("The first was faster")
    expect(second.get_by_label("What should change")).to_have_value("From 14 to 45")
    expect(second.get_by_label("Title")).to_have_value("The second was slower")
    second.get_by_role("button", name="Save", exact=True).click()
    shown = second.get_by_role("dialog")
    expect(shown.get_by_text("From 14 to 45").first).to_be_visible()
    expect(shown.get_by_role("heading").first).to_have_text("The second was slower")


def test_a_task_is_added_from_the_board(visit: Visit) -> None:
    page = visit(390, 844).arrive("bob", "/board")
    page.get_by_role("link", name="New task").tap()
    page.get_by_role("dialog").get_by_label("Title").fill("Fresh water for the dogs")
    page.get_by_role("button", name="Add task").tap()

    expect(page.get_by_role("dialog")).to_contain_text("Fresh water for the dogs")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    is_in(page, "Fresh water for the dogs", "To do")
