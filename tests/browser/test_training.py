import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import reading, training
from tests.browser.conftest import Stage, Visit

pytestmark = pytest.mark.browser
TALK_OR_END = ".learning-talk, .finish"
SAY_OR_SEE = "[data-send=say], [data-send=finish]"


def points_of(file: Path, name: str) -> list[tuple[str, str, int]]:
    """Return the ledger's rows of somebody: rule, object and points."""
    with sqlite3.connect(file) as connection:
        return connection.execute(
            "SELECT rule, object, points FROM point_entry JOIN person ON person.id = person_id"
            " WHERE person.name = ?",
            (name,),
        ).fetchall()


def next_screen(page: Page) -> None:
    """Wait until the question that was answered has made room."""
    expect(page.locator("[data-send=next]")).to_have_count(0)
    page.locator(f"{training.QUESTION}, {TALK_OR_END}").first.wait_for()


def test_a_module_is_passed_by_keyboard_alone(visit: Visit) -> None:
    page = visit().arrive("bob", "/module?m=welcome")
    reading.press_tab_until(page, send="read")
    page.keyboard.press("Enter")
    page.locator(training.QUESTION).wait_for()

    for _question in range(training.questions("welcome")):
        training.by_keyboard(page, training.right(page, "welcome"))
        page.locator("[data-send=next]").wait_for()
        assert reading.focused(page)["send"] == "next"  # so that Enter goes on
        page.keyboard.press("Enter")
        next_screen(page)
    for _turn in range(20):
        page.locator(SAY_OR_SEE).first.wait_for()
        if not page.locator("[data-send=say]").count():
            break
        said = page.locator(".learning-ours").count()
        page.keyboard.press("1")
        expect(page.locator(".learning-ours")).to_have_count(said + 1)
    page.locator("[data-send=finish]").wait_for()
    assert reading.focused(page)["send"] == "finish"
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Module passed!")).to_be_visible()
    assert reading.focused(page)["words"].endswith("Back to Today")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/today$"))


def test_double_taps_going_back_and_reloads_bring_points_once(visit: Visit, stage: Stage) -> None:
    window = visit(390, 844)
    page = window.arrive("alice", "/module?m=log-what-customers-say")
    page.locator("[data-send=read]").dblclick()
    page.locator(training.QUESTION).wait_for()

    slug = "log-what-customers-say"
    for number in range(training.questions(slug)):
        training.by_thumb(page, training.right(page, slug))
        page.get_by_role("button", name="Check").dblclick()
        page.locator("[data-send=next]").wait_for()
        if number == 1:  # one's first and last moments are not the only ones
            page.reload()
            page.locator("[data-send=next]").wait_for()
        if number == 2:
            page.goto(window.address + "/today")
            page.go_back()
            page.locator("[data-send=next]").wait_for()
        page.locator("[data-send=next]").dblclick()
        next_screen(page)
    talk_to_the_end(page)

    expect(page.get_by_role("heading", name="Module passed!")).to_be_visible()
    entries = points_of(stage.file, "Alice")
    assert len({entry[:2] for entry in entries}) == len(entries)
    assert len([rule for rule, *_ in entries if rule == "question_right"]) == number + 1
    total = sum(points for *_, points in entries)
    expect(page.locator(".finish")).to_contain_text(f"+{total}")
    page.go_back()
    page.go_forward()
    page.reload()
    page.locator(".finish").wait_for()
    assert points_of(stage.file, "Alice") == entries
    window.open("/me")
    expect(page.get_by_text(f"{total} points").first).to_be_visible()


def talk_to_the_end(page: Page) -> None:
    page.locator(".learning-talk").wait_for()
    for _turn in range(20):
        page.locator(SAY_OR_SEE).first.wait_for()
        replies = page.locator("[data-send=say]")
        if not replies.count():
            break
        said = page.locator(".learning-ours").count()
        replies.first.dblclick()
        expect(page.locator(".learning-ours")).to_have_count(said + 1)
    page.locator("[data-send=finish]").dblclick()


def test_a_wrong_answer_is_told_kindly_and_comes_back(visit: Visit) -> None:
    page = visit(390, 844).arrive("charlie", "/module?m=complaint")
    page.locator("[data-send=read]").tap()
    wanted = training.right(page, "complaint")["answer"]
    others = page.locator(f"{training.QUESTION} input[name=answer]:not([value='{wanted[0]}'])")
    value = others.first.get_attribute("value")
    training.by_thumb(page, {"answer": [str(value)]})
    page.get_by_role("button", name="Check").tap()

    told = page.locator(".learning-told")
    expect(told).to_contain_text("Nearly there")
    expect(told).to_contain_text("comes back at the end")
    expect(told.get_by_role("link")).to_contain_text("Step")
    told.get_by_role("link").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("complaint")


def test_another_device_goes_on_at_the_same_question(visit: Visit) -> None:
    phone = visit(390, 844).arrive("diana", "/module?m=welcome")
    phone.locator("[data-send=read]").tap()
    phone.locator(training.QUESTION).wait_for()
    training.by_thumb(phone, training.right(phone, "welcome"))
    phone.get_by_role("button", name="Check").tap()
    told = phone.locator(".learning-told").inner_text()

    laptop = visit().arrive("diana", "/module?m=welcome")

    assert laptop.locator(".learning-told").inner_text() == told
    laptop.get_by_role("button", name="Next").click()
    laptop.locator(training.QUESTION).wait_for()
    expect(laptop.get_by_text("2/").first).to_be_visible()


def test_an_sop_is_found_in_a_few_letters(visit: Visit) -> None:
    page = visit(390, 844).arrive("diana", "/sops")
    expect(page.get_by_role("link", name="Welcome")).to_be_visible()
    page.get_by_role("searchbox").fill("WIN BACK TRUST")
    expect(page.get_by_role("link", name="Take a complaint")).to_be_visible()
    expect(page.get_by_role("link", name="Welcome")).to_be_hidden()
    page.get_by_role("searchbox").fill("nothing has these words")
    expect(page.locator("[data-none]")).to_be_visible()


def test_a_step_in_the_address_is_in_view(visit: Visit) -> None:
    page = visit(390, 844).arrive("alice", "/sop?code=POP-001&step=handover")
    expect(page.locator(".standards-wanted")).to_be_in_viewport()
