import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, Visitor
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser


def register(window: Visitor, who: str = "root", path: str = "/people_admin") -> Page:
    page = window.arrive(who, path)
    expect(page.get_by_role("heading", name="People", level=1)).to_be_visible()
    return page


def dialog(page: Page):
    return page.get_by_role("dialog")


def test_somebody_new_chooses_a_password_behind_the_link_and_is_in(visit: Visit) -> None:
    page = register(visit())
    page.get_by_role("link", name="Add person").click()
    dialog(page).get_by_label("Name", exact=True).fill("Íris Prado")
    dialog(page).get_by_label("Home team").select_option(label="Front desk (North)")
    dialog(page).get_by_role("button", name="Add person").click()

    expect(dialog(page).get_by_role("img", name="QR code of the link")).to_be_visible()
    link = dialog(page).locator(".people-address").inner_text()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Íris Prado")).to_be_visible()

    phone = visit(width=390, height=844)
    chosen = phone.page
    chosen.goto(link)
    for field in ("password", "again"):
        chosen.locator(f"input[name={field}]").fill("um cavalo correto")
    chosen.get_by_role("button", name="Save and sign in").click()
    expect(chosen.locator(".shell-tabs")).to_be_visible()
    again = chosen.request.get(link)
    assert again.status == 404 and "This link no longer works" in again.text()


def test_a_refused_form_keeps_what_was_typed(visit: Visit) -> None:
    page = register(visit())
    page.get_by_role("link", name="Add person").click()
    dialog(page).get_by_label("Name", exact=True).fill("Bob")
    dialog(page).get_by_label("E-mail").fill("other@example.com")
    dialog(page).get_by_role("button", name="Add person").click()

    expect(dialog(page).get_by_role("alert")).to_contain_text("already signs in with this name")
    expect(dialog(page).get_by_label("E-mail")).to_have_value("other@example.com")
    dialog(page).get_by_label("Name", exact=True).fill("Bob Marley")
    dialog(page).get_by_role("button", name="Add person").click()
    expect(dialog(page).get_by_role("alert")).to_contain_text("needs a home team")
    expect(dialog(page).get_by_label("Name", exact=True)).to_have_value("Bob Marley")


def test_a_stale_form_tells_what_was_saved_meanwhile(visit: Visit) -> None:
    first, second = register(visit()), register(visit())
    for page in (first, second):
        page.get_by_role("link", name="Charlie").click()
        expect(dialog(page)).to_be_visible()
    dialog(first).get_by_label("E-mail").fill("c@example.com")
    dialog(first).get_by_role("button", name="Save").click()
    expect(dialog(first)).to_be_hidden()

    dialog(second).get_by_label("Name", exact=True).fill("Charlie Brown")
    dialog(second).get_by_role("button", name="Save").click()

    expect(dialog(second)).to_contain_text("Somebody else changed this meanwhile")
    expect(dialog(second)).to_contain_text("c@example.com")
    expect(dialog(second).get_by_label("Name", exact=True)).to_have_value("Charlie Brown")


def test_the_register_is_searched_and_the_search_has_an_address(visit: Visit) -> None:
    window = visit()
    page = register(window)
    page.get_by_label("Name, sign-in name or e-mail").fill("diana")
    page.get_by_label("Name, sign-in name or e-mail").press("Enter")

    expect(page.get_by_role("status")).to_have_text("1 person")
    expect(page).to_have_url(re.compile("words=diana"))
    page.reload()
    expect(page.get_by_role("link", name="Diana")).to_be_visible()
    expect(page.get_by_role("link", name="Alice")).to_be_hidden()


def test_a_person_is_deactivated_after_one_question(visit: Visit) -> None:
    page = register(visit())
    page.get_by_role("link", name="Edu").click()
    dialog(page).locator("summary", has_text="Deactivate").click()
    dialog(page).get_by_role("group", name=re.compile("Deactivate Edu")).get_by_role(
        "button", name="Deactivate"
    ).click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_role("link", name="Edu")).to_be_hidden()
    page.get_by_label("Show inactive people").check()
    expect(page.get_by_text("Inactive", exact=True)).to_be_visible()


def test_units_and_teams_are_added(visit: Visit) -> None:
    page = register(visit(), path="/people_admin?view=places")
    page.get_by_role("link", name="Add unit").click()
    dialog(page).get_by_label("Name", exact=True).fill("West")
    dialog(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="West")).to_be_visible()

    page.get_by_role("link", name="Add team to West").click()
    dialog(page).get_by_label("Name", exact=True).fill("Night shift")
    dialog(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Night shift")).to_be_visible()


def test_a_manager_helps_with_a_password_and_changes_nothing_else(visit: Visit) -> None:
    page = register(visit(), who="diana")
    expect(page.get_by_role("link", name="Add person")).to_be_hidden()
    page.get_by_role("link", name="Bob").click()
    expect(dialog(page).get_by_label("Name", exact=True)).to_be_hidden()

    dialog(page).get_by_role("button", name="New password link").click()

    expect(dialog(page).locator(".people-address")).to_contain_text("/account/password/")


def test_the_profile_changes_language_and_password(visit: Visit) -> None:
    page = visit().arrive("alice", "/profile")
    page.get_by_role("button", name="Português").click()
    expect(page.get_by_role("heading", name="Senha")).to_be_visible()

    page.get_by_label("Senha atual").fill("wrong password")
    page.get_by_label("Nova senha").fill("um cavalo correto")
    page.get_by_label("A mesma de novo").fill("um cavalo correto")
    page.get_by_role("button", name="Trocar a senha").click()
    expect(page.get_by_role("alert")).to_contain_text("não é a sua senha atual")
    page.get_by_label("Senha atual").fill(PASSWORD)
    page.get_by_role("button", name="Trocar a senha").click()

    expect(page.get_by_text("Sua nova senha já vale.")).to_be_visible()
    expect(page.get_by_label("Nova senha")).to_have_value("")
    page.reload()
    expect(page.get_by_role("heading", name="Alice", level=1)).to_be_visible()
