import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_an_observation_is_three_taps_and_a_sentence(visit: Visit) -> None:
    page = visit(390, 844).arrive("alice", "/today")
    page.locator(".shell-tabs").get_by_role("link", name="Log").tap()
    for name, value in (("kind", "friction"), ("mood", "2")):
        page.locator(f"label:has(input[name={name}][value='{value}'])").tap()
    page.locator("label:has(input[name=touchpoint])").first.tap()
    page.get_by_label("In a sentence").fill("She waited an hour for her dog")
    page.get_by_role("button", name="Log it").tap()

    expect(page.get_by_role("heading", name="Thank you, Alice")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/log\?logged=\d+"))

    manager = visit().arrive("diana", "/records")
    expect(manager.get_by_text("She waited an hour for her dog")).to_be_visible()


def test_what_was_written_outlives_a_refusal(visit: Visit) -> None:
    page = visit(390, 844).arrive("alice", "/log")
    for name, value in (("kind", "idea"), ("mood", "4")):
        page.locator(f"label:has(input[name={name}][value='{value}'])").tap()
    page.locator("label:has(input[name=touchpoint])").first.tap()
    sentence = page.get_by_label("In a sentence")
    sentence.evaluate("node => { node.removeAttribute('required'); node.maxLength = 9999 }")
    sentence.fill("long " * 200)
    page.get_by_role("button", name="Log it").tap()

    expect(page.get_by_text("at most 500")).to_be_visible()
    expect(sentence).to_have_value(re.compile("^long long"))


def test_what_was_sent_is_not_overtaken_by_the_next_tap(visit: Visit) -> None:
    """A run that the next message overtakes is dropped by the server, with what was asked for."""
    page = visit(390, 844).arrive("bob", "/log")
    for name, value in (("kind", "wish"), ("mood", "3")):
        page.locator(f"label:has(input[name={name}][value='{value}'])").tap()
    page.locator("label:has(input[name=touchpoint])").first.tap()
    page.get_by_label("In a sentence").fill("A bench at the door")
    log, today = (
        page.get_by_role("button", name="Log it").element_handle(),
        page.locator(".shell-tab[data-send=today]").element_handle(),
    )
    page.evaluate("([log, today]) => { log.click(); today.click() }", [log, today])

    expect(page).to_have_url(re.compile("/today$"))
    manager = visit().arrive("diana", "/records")
    expect(manager.get_by_text("A bench at the door")).to_be_visible()
