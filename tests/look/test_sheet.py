import json

import pytest
from streamlit.testing.v1 import AppTest

from cxgame.look import styles
from cxgame.ui import sheet


def test_only_rendered_markup_is_painted() -> None:
    with pytest.raises(TypeError, match="Markup"):
        sheet.sheet("<b>typed by a person</b>", key="any")  # type: ignore[arg-type]


def test_a_message_from_a_browser_becomes_plain_words() -> None:
    assert sheet.plain({"name": "save", "n": 3, "list": ["a"]}) == {
        "name": "save",
        "n": "3",
        "list": "['a']",
    }
    assert sheet.plain(None) == {} and sheet.plain("save") == {}


def test_a_page_sends_its_markup_and_the_address_of_the_styles() -> None:
    def page() -> None:
        from markupsafe import Markup

        from cxgame.ui.sheet import sheet

        sheet(Markup("<p>{}</p>").format("<typed>"), key="one")

    at = AppTest.from_function(page).run()

    assert not at.exception
    painted = json.loads(at.get("bidi_component")[0].proto.json)
    assert painted == {
        "markup": "<p>&lt;typed&gt;</p>",
        "turn": 0,
        "look": styles.css_address(),
    }


def test_a_board_sends_cards_with_what_shuts_a_column() -> None:
    def page() -> None:
        from cxgame.ui.board import Card, Column, Person, board

        card = Card(
            "7",
            version=3,
            title="<Fila>",
            people=(Person("", "A", "Accountable"),),
            blocked={"do": "Nobody is A."},
        )
        board([Column("plan", "Plan", cards=(card,)), Column("do", "Do")], locale="en", key="b")

    at = AppTest.from_function(page).run()

    assert not at.exception
    sent = json.loads(at.get("bidi_component")[0].proto.json)
    assert sent["columns"] == [["plan", "Plan"], ["do", "Do"]]
    assert sent["cards"] == {
        "7": {"title": "<Fila>", "version": 3, "blocked": {"do": "Nobody is A."}}
    }
    assert "&lt;Fila&gt;" in sent["markup"] and "<Fila>" not in sent["markup"]
    assert "Accountable: nobody yet" in sent["markup"]
