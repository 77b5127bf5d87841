import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit, Visitor

pytestmark = pytest.mark.browser

WELCOME = "/module?m=welcome"
MOST_TURNS = 60  # every question twice, and then some


def lesson(visit: Visit, who: str = "alice", **window: object) -> Visitor:
    """Open the lesson on a phone."""
    visitor = visit(**{"width": 390, "height": 844, **window})
    page = visitor.arrive(who, WELCOME)
    expect(page.get_by_role("button", name="Go to the questions")).to_be_visible()
    return visitor


def told(page: Page) -> Locator:
    return page.locator(".learning-told")


def fill(page: Page) -> None:
    """Give the question some answer, by keyboard where its answers have keys."""
    places = page.locator(".learning-question select")
    for number in range(places.count()):
        places.nth(number).select_option(index=number + 1)
    if page.locator("input[name=answer][type=text]").count():
        page.locator("input[name=answer]").fill("30")
    elif not places.count():
        page.keyboard.press("1")


def through_the_questions(visitor: Visitor) -> None:
    """Answer until the questions are over, clicking twice and reloading at each."""
    page = visitor.page
    for _turn in range(MOST_TURNS):
        visitor.settle()
        if not page.locator(".learning-question").count():
            return
        fill(page)
        page.get_by_role("button", name="Check").dblclick()
        told(page).wait_for()
        before = told(page).inner_text()
        page.reload()
        expect(told(page)).to_be_visible()
        assert told(page).inner_text() == before
        page.get_by_role("button", name="Next").click()
        expect(told(page)).to_be_hidden()
    raise AssertionError("the questions never end")


def through_the_conversation(visitor: Visitor) -> None:
    page = visitor.page
    for _reply in range(MOST_TURNS):
        visitor.settle()
        over = page.get_by_role("button", name="See how it went")
        if over.count():
            over.click()
            return
        replies = page.locator(".learning-reply")
        before = page.locator(".learning-lines > li").count()
        replies.first.dblclick()
        page.wait_for_function(
            f"() => [...document.querySelectorAll('*')].some(e => e.shadowRoot && "
            f"e.shadowRoot.querySelectorAll('.learning-lines > li').length > {before})"
        )


def total(visitor: Visitor) -> int:
    page = visitor.open("/me")
    figure = page.locator(".game-total .text-figure")
    expect(figure).to_be_visible()
    return int(re.sub(r"\D", "", figure.inner_text()))


def test_a_restless_person_gets_the_points_once(visit: Visit) -> None:
    visitor = lesson(visit)
    visitor.page.get_by_role("button", name="Go to the questions").click()
    through_the_questions(visitor)
    through_the_conversation(visitor)
    figures = visitor.page.locator(".finish-figures").inner_text()
    expect(visitor.page.locator(".finish")).to_be_visible()
    earned = int(re.findall(r"\+(\d+)", figures)[0])

    visitor.page.go_back()
    visitor.page.go_forward()

    assert total(visitor) == earned > 0


def test_another_device_goes_on_at_the_same_question(visit: Visit) -> None:
    phone = lesson(visit, "bob")
    phone.page.get_by_role("button", name="Go to the questions").click()
    phone.settle()
    fill(phone.page)
    phone.page.get_by_role("button", name="Check").click()
    told(phone.page).wait_for()

    laptop = visit(width=1280, height=900)
    page = laptop.arrive("bob", WELCOME)

    expect(told(page)).to_be_visible()
    assert told(page).inner_text() == told(phone.page).inner_text()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("2/", exact=False).first).to_be_visible()


def test_a_question_is_answered_by_keyboard_alone(visit: Visit) -> None:
    visitor = lesson(visit, "charlie", width=1280, height=900)
    page = visitor.page
    page.get_by_role("button", name="Go to the questions").focus()
    page.keyboard.press("Enter")
    page.locator(".learning-question").wait_for()
    visitor.settle()

    page.keyboard.press("2")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    page.keyboard.press("Enter")
    told(page).wait_for()
    expect(page.get_by_role("button", name="Next")).to_be_focused()
    page.keyboard.press("Enter")
    expect(told(page)).to_be_hidden()


def test_an_sop_is_found_in_a_few_letters(visit: Visit) -> None:
    page = visit(width=390, height=844).arrive("diana", "/sops")
    rows = page.locator("[data-row]")
    expect(rows.first).to_be_visible()
    page.get_by_role("searchbox").fill("COMPLAINT")
    expect(page.get_by_text(re.compile("POP-006"))).to_be_visible()
    page.get_by_role("searchbox").fill("nothing has these words")
    expect(page.locator("[data-none]")).to_be_visible()


def test_a_step_in_the_address_is_in_view(visit: Visit) -> None:
    page = visit(width=390, height=844).arrive("alice", "/sop?code=POP-001&step=handover")
    expect(page.locator(".standards-wanted")).to_be_in_viewport()
