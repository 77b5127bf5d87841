import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Stage, Visit

pytestmark = pytest.mark.browser

WORDS = "Cobraram o banho duas vezes"


def test_a_customer_files_and_follows_without_any_script(visit: Visit, stage: Stage) -> None:
    page = visit(320, 640, language="pt-BR", script=False).open("/ouvidoria")
    page.get_by_label("Denúncia").check()
    page.get_by_label("O que aconteceu?").fill(WORDS)
    page.get_by_label("Anônima").check()
    expect(page.get_by_label("Seu nome")).to_be_hidden()
    page.get_by_role("button", name="Enviar à ouvidoria").click()
    expect(page.locator("dd")).to_have_count(2)
    protocol, key = page.locator("dd").all_inner_texts()

    page.get_by_role("link", name="Acompanhar uma manifestação").click()
    page.get_by_label("Número de protocolo").fill(protocol)
    page.get_by_label("Chave").fill(key.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recebida")

    with sqlite3.connect(stage.file) as connection:
        filed = "SELECT count(*) FROM ombudsman_report WHERE protocol = ?"
        assert connection.execute(filed, [protocol]).fetchone() == (1,)
        told = "SELECT count(*) FROM feedback_record WHERE text = ?"
        assert connection.execute(told, [WORDS]).fetchone() == (0,)
