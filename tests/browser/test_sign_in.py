import re
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Stage, Visit
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser
FOCUSED = """() => { let at = document.activeElement
  while (at?.shadowRoot) at = at.shadowRoot.activeElement
  return at?.name }"""


def test_it_survives_a_reload(visit: Visit) -> None:
    page = visit().sign_in("alice")

    page.reload()

    expect(page.locator(".shell-tabs")).to_be_visible()


def test_a_deep_link_is_kept_through_sign_in(visit: Visit) -> None:
    page = visit().sign_in("diana", path="/board?level=tactical")

    expect(page).to_have_url(re.compile(r"/board\?level=tactical"))


def test_a_second_tab_is_signed_in_too(visit: Visit) -> None:
    first = visit()
    first.sign_in("alice")

    second = first.page.context.new_page()
    second.goto(first.address + "/sops")

    expect(second.locator(".shell-tabs")).to_be_visible()


def test_signing_out_closes_every_tab(visit: Visit) -> None:
    window = visit()
    page = window.sign_in("alice")
    second = page.context.new_page()
    second.goto(window.address + "/sops")
    expect(second.locator(".shell-tabs")).to_be_visible()

    page.locator(".shell-account summary").click()
    page.get_by_role("button", name="Sign out").click()

    expect(page.locator("input[name=password]")).to_be_visible()
    second.reload()
    expect(second.locator("input[name=password]")).to_be_visible()


def test_an_expired_session_leads_back(visit: Visit, stage: Stage) -> None:
    window = visit()
    page = window.sign_in("edu", path="/leaderboard?board=complaints")
    with sqlite3.connect(stage.file) as connection:
        connection.execute("UPDATE sign_in_session SET expires_at = '2020-01-01 00:00:00'")

    page.reload()
    expect(page.locator("input[name=password]")).to_be_visible()
    window.sign_in("edu", path="/leaderboard?board=complaints")
    expect(page).to_have_url(re.compile(r"/leaderboard\?board=complaints$"))


def test_a_wrong_password_says_so_in_both_languages(visit: Visit) -> None:
    for language, words in (("en", "don't match"), ("pt-BR", "não confere")):
        page = visit(language=language).open("/")
        page.locator("input[name=name]").fill("alice")
        page.locator("input[name=password]").fill("wrong")
        page.locator("form[action='/account/sign-in'] button").click()
        expect(page.get_by_role("alert").or_(page.get_by_role("status"))).to_contain_text(words)
        expect(page.locator("html")).to_have_attribute("lang", language)


def test_the_language_is_chosen_at_the_door(visit: Visit) -> None:
    page = visit(language="en").open("/modules")
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.get_by_role("button", name="Português").click()

    expect(page.get_by_role("heading", name="Que bom ver você")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "pt-BR")
    expect(page).to_have_url(re.compile(r"/modules$"))
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Good to see you")).to_be_visible()


def test_the_way_in_works_by_keyboard_alone(visit: Visit) -> None:
    page = visit().open("/")
    page.locator("input[name=name]").wait_for()
    for _try in range(6):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == "name":
            break
    page.keyboard.type("alice")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.locator(".shell-tabs")).to_be_visible()
