import re

import pytest
from playwright.sync_api import Page, expect

from scripts.shots import walks
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
SAID = "The bath was an hour late and nobody called"


def write_down(page: Page) -> None:
    """Type a complaint on a phone, on a touchpoint and an SOP step."""
    page.get_by_label("What happened").fill(SAID)
    page.get_by_label("Where it was").select_option(label="Waiting")
    expect(page).to_have_url(re.compile(r"touchpoint=\d+"))
    walks.settle(page)  # the steps of that place have come
    page.get_by_label("Which step of the SOP").select_option(index=1)
    page.get_by_role("button", name="Save complaint").tap()
    expect(page).to_have_url(re.compile(r"logged=\d+"))


def test_a_complaint_leads_to_a_card_and_to_training(visit: Visit) -> None:
    write_down(visit(390, 844).arrive("alice", "/complaint"))

    manager = visit()
    page = manager.arrive("diana", "/records?kind=complaint")
    page.get_by_role("link", name=SAID).click()
    drawer = page.get_by_role("dialog")
    drawer.locator("summary", has_text="Make a card").click()
    drawer.get_by_label("What has to be done").fill("Call after fifteen minutes")
    drawer.get_by_role("button", name="Make the card").click()
    expect(drawer.get_by_role("link", name="Call after fifteen minutes")).to_be_visible()

    drawer.locator("summary", has_text="Send the training").click()
    drawer.get_by_role("button", name="Send to the team").click()
    expect(drawer.get_by_text("of 3 people passed")).to_be_visible()
    page.reload()
    expect(drawer.get_by_text("of 3 people passed")).to_be_visible()

    drawer.get_by_role("link", name="Call after fifteen minutes").click()
    expect(page).to_have_url(re.compile(r"/board\?.*card=\d+"))
    opened = page.get_by_role("dialog")
    expect(opened).to_contain_text("Where it comes from")
    opened.get_by_role("link", name=SAID).click()
    expect(page).to_have_url(re.compile(r"/records\?record=\d+"))

    pupil = visit(390, 844).arrive("bob", "/modules")
    expect(pupil.get_by_text("Sent to you")).to_be_visible()
    pupil.goto(pupil.url.replace("/modules", "/notices"))
    expect(pupil.get_by_role("main").get_by_text("module for you").first).to_be_visible()
