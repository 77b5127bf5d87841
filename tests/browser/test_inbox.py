import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_record_is_chosen_and_tagged_by_keyboard(visit: Visit) -> None:
    log = visit(390, 844).arrive("alice", "/log")
    for name, value in (("kind", "friction"), ("mood", "2")):
        log.locator(f"label:has(input[name={name}][value='{value}'])").tap()
    log.locator("label:has(input[name=touchpoint])").first.tap()
    log.get_by_label("In a sentence").fill("Chosen by keyboard")
    log.get_by_role("button", name="Log it").tap()
    expect(log.get_by_role("heading", name="Thank you, Alice")).to_be_visible()

    page = visit().arrive("diana", "/records")
    expect(page.locator(".record-open").first).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator(".record-open").first).to_be_focused()
    page.keyboard.press("t")
    expect(page.locator("[data-pick]:checked")).to_have_count(1)
    page.keyboard.type("heard")
    page.keyboard.press("Enter")
    expect(page.locator("article").first.get_by_text("heard")).to_be_visible()

    page.keyboard.press("/")
    expect(page.get_by_label("Words in the text")).to_be_focused()
    page.keyboard.type("nobody says this")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=nobody"))
    expect(page.get_by_role("heading", name="Nothing was found")).to_be_visible()


def test_single_keys_are_switched_off_in_this_browser(visit: Visit) -> None:
    page = visit().arrive("diana", "/profile")
    switch = page.get_by_role("switch", name="Single keys as shortcuts")
    expect(switch).to_be_checked()
    switch.focus()
    page.keyboard.press("Space")
    page.goto(page.url.replace("/profile", "/records"))
    search = page.get_by_label("Words in the text")
    expect(search).to_be_visible()
    page.keyboard.press("/")
    expect(search).not_to_be_focused()
    page.goto(page.url.replace("/records", "/profile"))
    expect(switch).not_to_be_checked()
    switch.focus()
    page.keyboard.press("Space")
    page.goto(page.url.replace("/profile", "/records"))
    expect(search).to_be_visible()
    page.keyboard.press("/")
    expect(search).to_be_focused()
