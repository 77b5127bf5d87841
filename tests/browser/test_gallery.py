"""The sheet and the board component, driven as a person drives them, under the app's headers."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.served import free_port
from tests.browser import reading
from tests.browser.conftest import watch
from tests.conftest import ROOT

pytestmark = pytest.mark.browser
Look = Callable[..., Page]


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    """The address of a server that shows nothing but the parts."""
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", "tests/look/gallery_app.py"),
            *("--server.port", str(port), "--server.address", "127.0.0.1"),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(150):
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                    break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


@pytest.fixture
def look(chromium: Browser, gallery: str) -> Iterator[Look]:
    """Open a part of the gallery; the test fails on any script error or strange request."""
    opened = []

    def open_part(part: str, width: int = 1280, theme: str = "light", touch: bool = False) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
            has_touch=touch,
            locale="pt-BR",
        )
        visitor = watch(context.new_page(), gallery)
        opened.append((context, visitor))
        visitor.open(f"/?part={part}")
        visitor.page.locator(".shell-tabs").wait_for()
        visitor.settle()
        return visitor.page

    yield open_part
    for context, _visitor in opened:
        context.close()
    faults = [fault for _context, visitor in opened for fault in visitor.faults]
    assert not faults, "\n".join(faults)


def heard(page: Page, name: str) -> dict[str, Any]:
    """Return the message that the page got, once it has the given name."""
    said = page.locator("[data-testid=stCode]")
    expect(said).to_contain_text(f'"name": "{name}"')
    message: dict[str, Any] = json.loads(said.inner_text())
    return message


@pytest.mark.parametrize("part", ["parts", "form", "board"])
def test_no_part_scrolls_sideways_or_fails_axe(look: Look, part: str) -> None:
    page = look(part, 320)
    page.locator(".lay-stack, .board").first.wait_for()
    for width, theme in product((320, 390, 1280), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        reading.turn(page, theme)
        page.wait_for_timeout(100)
        assert reading.sideways(page) <= 0, width
        assert not reading.grave_findings(page), (width, theme)


def test_a_tap_tells_its_name_and_value(look: Look) -> None:
    page = look("parts")

    page.get_by_role("button", name="Responder: Orçamento mudou sem explicação").click()

    message = heard(page, "answer")
    assert len(message["sent_id"]) == 24 and int(message["ms"]) >= 0


def test_a_double_tap_is_one_message(look: Look) -> None:
    page = look("parts")

    page.get_by_role("button", name="Salvar").dblclick()
    heard(page, "save")
    page.wait_for_timeout(800)

    assert page.locator("[data-testid=stMetric]").inner_text().split()[-1] == "1"


def test_a_form_sends_its_fields_and_comes_back_empty(look: Look) -> None:
    page = look("form")
    for choice in ("Veterinária", "Bem", "Chamo a gerente na hora", "10"):
        page.get_by_role("radio", name=choice, exact=True).check()
    page.get_by_role("checkbox", name="Higiene").check()
    page.get_by_label("Em uma frase").fill("<b>Atrasou</b> & ninguém avisou")
    page.get_by_role("button", name="Registrar").last.click()

    message = heard(page, "log")

    assert message["where"] == "vet" and message["mood"] == "4" and message["answer"] == "c"
    assert message["many"] == "x\nz" and message["nps"] == "10" and message["team"] == "2"
    assert message["text"] == "<b>Atrasou</b> & ninguém avisou" and "guess" not in message
    expect(page.get_by_label("Em uma frase")).to_have_value("")


def test_what_is_typed_outlives_another_repaint(look: Look) -> None:
    page = look("form")
    page.get_by_label("Em uma frase").fill("Meia frase")

    page.get_by_role("switch", name="Mostrar meu nível à minha equipe").check()
    heard(page, "share")

    expect(page.get_by_label("Em uma frase")).to_have_value("Meia frase")


def test_digits_pick_an_answer_and_a_search_hides_rows(look: Look) -> None:
    page = look("form")

    page.keyboard.press("2")
    expect(page.locator("input[name=answer][value=b]")).to_be_checked()

    page.get_by_placeholder("Buscar por nome ou código").fill("ENTREGÁR")
    expect(page.locator("[data-row]", has_text="Receber o cliente")).to_be_hidden()
    expect(page.locator("[data-row]", has_text="Entregar o pet")).to_be_visible()
    page.get_by_placeholder("Buscar por nome ou código").fill("nada disso")
    expect(page.get_by_text("Nada com esse nome.")).to_be_visible()


def test_a_link_opens_in_a_new_tab_with_a_modifier(look: Look) -> None:
    page = look("parts")

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Assinar: POP-014, versão 3").click(modifiers=["Control"])

    assert "?sop" in opened.value.url
    assert "sop" not in page.locator("[data-testid=stCode]").inner_text()


def test_a_destructive_act_asks_once_and_escape_keeps_it(look: Look) -> None:
    page = look("parts")
    ask = page.locator("summary", has_text="Desfazer importação")

    ask.click()
    expect(page.get_by_text("Apagar as 1.000 respostas de “nps_r.csv”?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Apagar as 1.000 respostas de “nps_r.csv”?")).to_be_hidden()
    expect(ask).to_be_focused()
    ask.click()
    page.get_by_role("button", name="Apagar", exact=True).click()

    assert heard(page, "undo")["value"] == "3"


def test_focus_stays_on_what_was_tapped(look: Look) -> None:
    page = look("parts")
    button = page.get_by_role("button", name="Cancelar")

    button.focus()
    page.keyboard.press("Enter")
    heard(page, "cancel")

    expect(button).to_be_focused()


def test_a_dialog_follows_the_dark_theme(look: Look) -> None:
    page = look("dialog", theme="dark")
    field = page.get_by_role("dialog").get_by_label("Em uma frase")

    field.wait_for()
    colours = field.evaluate(
        "node => [getComputedStyle(node).color, getComputedStyle(node.closest('.cx')).colorScheme]"
    )

    assert colours == ["rgb(230, 239, 237)", "dark"]


def column_of(page: Page, card: str) -> str:
    """Return the id of the column in which a card stands."""
    return str(
        page.locator(f"[data-card='{card}']").evaluate(
            "node => node.closest('[data-column]').dataset.column"
        )
    )


def settled_in(page: Page, card: str, column: str) -> None:
    expect(page.locator(f"[data-column={column}] [data-card='{card}']")).to_be_visible()
    page.wait_for_timeout(1000)  # longer than an answer may take to put the card back
    assert column_of(page, card) == column


def test_a_card_moves_by_mouse(look: Look) -> None:
    page = look("board")
    card = page.locator("[data-card='35']")
    card.wait_for()

    card.hover()
    page.mouse.down()
    target = page.locator("[data-column=do] [data-card='31']").bounding_box()
    assert target
    page.mouse.move(target["x"] + 40, target["y"] + 5, steps=8)
    page.mouse.up()

    message = heard(page, "move")
    assert (message["card"], message["to"], message["version"]) == ("35", "do", "4")
    assert message["before"] == "31"
    settled_in(page, "35", "do")


def test_a_card_moves_by_finger(look: Look) -> None:
    page = look("board", width=390, touch=True)
    card = page.locator("[data-card='35']")
    card.wait_for()
    box = card.bounding_box()
    assert box
    touch = page.context.new_cdp_session(page)
    start = {"x": box["x"] + 60, "y": box["y"] + 30}

    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [start]})
    page.wait_for_timeout(450)
    for x in range(70, 385, 15):
        touch.send(
            "Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{**start, "x": x}]}
        )
    page.wait_for_timeout(900)  # at the edge the board scrolls on
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    assert heard(page, "move")["card"] == "35"
    assert column_of(page, "35") != "plan"


def test_a_card_moves_by_keys_alone(look: Look) -> None:
    page = look("board")
    page.locator("[data-card='34'] [data-open]").focus()

    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-card='35'] [data-open]")).to_be_focused()
    page.keyboard.press("Control+ArrowRight")

    assert heard(page, "move")["to"] == "do"
    settled_in(page, "35", "do")
    expect(page.locator("[data-card='35'] [data-open]")).to_be_focused()
    expect(page.locator(".board-say")).to_contain_text("Fila do caixa antes das 10h")


def test_the_menu_says_why_a_column_is_shut(look: Look) -> None:
    page = look("board")
    page.locator("[data-card='34'] [data-open]").focus()

    page.keyboard.press("m")
    shut = page.get_by_role("menuitem", name="Executar Falta")
    expect(shut).to_contain_text("Falta a aprovação de Edu (A) e 2 consultas.")
    expect(shut).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(".board-say")).to_contain_text("Falta a aprovação de Edu")
    assert column_of(page, "34") == "plan"
    assert "move" not in page.locator("[data-testid=stCode]").inner_text()


def test_a_shut_column_refuses_a_drop_and_shows_it(look: Look) -> None:
    page = look("board")
    card = page.locator("[data-card='34']")
    card.wait_for()

    card.hover()
    page.mouse.down()
    target = page.locator("[data-column=do]").bounding_box()
    assert target
    page.mouse.move(target["x"] + 60, target["y"] + 120, steps=8)
    expect(page.locator("[data-column=do]")).to_have_attribute("data-over", "shut")
    expect(page.locator("[data-column=do] [data-why]")).to_contain_text("Falta a aprovação")
    page.mouse.up()

    assert column_of(page, "34") == "plan"
    expect(page.locator(".board-say")).to_contain_text("Troca sem discussão")


def test_a_tap_opens_a_card_and_a_refused_move_goes_back(look: Look) -> None:
    page = look("board")
    page.locator("[data-card='31'] [data-open]").click()
    assert heard(page, "open")["card"] == "31"

    page.locator("[data-card='31'] [data-move]").click()
    page.get_by_role("menuitem", name="Agir").click()  # the gallery's server refuses this one
    heard(page, "move")

    expect(page.locator("[data-column=do] [data-card='31']")).to_be_visible()
