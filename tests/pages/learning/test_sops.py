from sqlmodel import select

from cxgame import db
from cxgame.standards.models import Sop
from tests.conftest import Town
from tests.pages.conftest import OpenAs


def test_the_library_can_be_searched_without_accents(town: Town, open_as: OpenAs) -> None:
    text = open_as(town.alice, "sops").sheet("sops")
    assert "data-filter" in text
    assert "POP-900 · 3 steps" in text
    assert "<span hidden> pop-900 welcome" in text


def test_a_step_is_two_taps_away(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.alice, "sops").tap("sops", "open", "sop?code=POP-900")
    assert screen.address == {"code": "POP-900"}
    text = screen.sheet("sop")
    assert 'id="step-listen"' in text
    for words in ("Smile", "Say “just a minute”", "A pet in pain", "Call the manager.", "Waiting"):
        assert words in text
    assert "Welcome whoever arrives" in text  # the module that trains it

    screen.tap("sop", "sops")
    assert "sops" in screen.sheets


def test_the_step_of_the_address_is_shown(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.alice, "sop?code=POP-900&step=promise")
    assert '<li id="step-promise" class="standards-wanted" data-show' in screen.sheet("sop")
    screen.tap("sop", "step", "greet")
    assert '<li id="step-greet" class="standards-wanted" data-show' in screen.sheet("sop")


def test_an_unknown_code_says_so(town: Town, open_as: OpenAs) -> None:
    assert "There is no SOP POP-1." in open_as(town.alice, "sop?code=POP-1").text
    text = open_as(town.alice, "sop?code=<b>").text
    assert "There is no SOP" in text


def test_without_content_it_says_what_will_come(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        for row in session.exec(select(Sop)):
            row.is_active = False
    assert "No SOP yet" in open_as(town.alice, "sops").text
