import re

import pytest

from cxgame.people.demo_accounts import DEMO_PASSWORD
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
MOST_SHEETS = 3
SHELL = ".shell, .shell-float, .shell-demo"


def test_the_direction_prints_without_the_menu(look_around: Visit) -> None:
    page = look_around(language="pt-BR").arrive("edu", "/direction", DEMO_PASSWORD)
    page.emulate_media(media="print")
    shown = page.locator(SHELL).evaluate_all("all => all.filter(one => one.checkVisibility())")
    assert not shown

    sheets = page.pdf(format="A4", print_background=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", sheets)) <= MOST_SHEETS
    height = page.evaluate("() => document.documentElement.scrollHeight")
    assert height > page.viewport_size["height"], "only what was on the screen would be printed"


def test_an_sop_prints_on_one_sheet(look_around: Visit) -> None:
    page = look_around(language="pt-BR").arrive("alice", "/sop?code=POP-006", DEMO_PASSWORD)
    page.get_by_role("heading", level=1).wait_for()
    page.emulate_media(media="print")
    sheets = page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1
    assert page.get_by_text("o que vale é a versão no app").is_visible()
    assert not page.get_by_role("button", name="Assinar").is_visible()


def test_the_notice_board_prints_on_one_sheet(look_around: Visit) -> None:
    page = look_around(language="pt-BR").arrive("diana", "/notice_board", DEMO_PASSWORD)
    page.get_by_role("heading", level=1).wait_for()
    page.emulate_media(media="print")
    for size in ("A4", "A3"):
        sheets = page.pdf(format=size, landscape=True, print_background=True)
        assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1
    assert not page.get_by_role("button", name="Imprimir").is_visible()
