from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from cxgame import clock, db
from cxgame.people.actor import Actor
from cxgame.standards.models import Sop
from cxgame.standards.signing import duties
from cxgame.standards.signing.asks import Kind
from tests.conftest import Town
from tests.learning.library import SOP
from tests.pages.conftest import OpenAs
from tests.pages.screen import Screen
from tests.standards.story import MAJOR, ask, publish, sign

PAGE = "sop?code=POP-900"


def asked(actor: Actor, sop: object = SOP, kind: Kind = Kind.SIGN) -> None:
    with db.transaction() as session:
        ask(session, actor, sop, kind, now=clock.now())  # type: ignore[arg-type]


def waits_for(actor: Actor) -> bool:
    with db.reading() as session:
        return bool(duties.to_sign(session, actor=actor))


@pytest.fixture
def changed(town: Town) -> None:
    """A major version came after the first, asked to be signed."""
    with db.transaction() as session:
        publish(session, MAJOR, now=clock.now())
    asked(town.root, MAJOR)


def test_the_library_can_be_searched_without_accents(town: Town, open_as: OpenAs) -> None:
    text = open_as(town.alice, "sops").sheet("sops")
    assert "data-filter" in text
    assert "POP-900 · 3 steps" in text
    assert 'data-words="pop-900 welcome' in text


def test_a_found_step_is_one_tap_away(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.alice, "sops")
    assert 'hidden data-hit data-words="hear it out listen."' in screen.sheet("sops")
    screen.tap("sops", "open", "sop?code=POP-900&step=listen")
    assert screen.address == {"code": "POP-900", "step": "listen"}
    assert '<li id="step-listen" class="standards-wanted" data-show' in screen.sheet("sop")


def test_a_step_is_two_taps_away(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.alice, "sops").tap("sops", "open", PAGE)
    assert screen.address == {"code": "POP-900"}
    text = screen.sheet("sop")
    assert 'id="step-listen"' in text
    for words in ("Smile", "Say “just a minute”", "A pet in pain", "Call the manager.", "Waiting"):
        assert words in text
    assert "Welcome whoever arrives" in text  # the module that trains it
    assert "data-print" in text

    screen.tap("sop", "sops")
    assert "sops" in screen.sheets


def test_the_step_of_the_address_is_shown(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.alice, f"{PAGE}&step=promise")
    assert '<li id="step-promise" class="standards-wanted" data-show' in screen.sheet("sop")
    screen.tap("sop", "step", "greet")
    assert '<li id="step-greet" class="standards-wanted" data-show' in screen.sheet("sop")


def test_an_unknown_code_says_so(town: Town, open_as: OpenAs) -> None:
    assert "There is no SOP POP-1." in open_as(town.alice, "sop?code=POP-1").text
    assert "There is no SOP" in open_as(town.alice, "sop?code=<b>").text
    assert "There is no such version" in open_as(town.alice, f"{PAGE}&v=nothing").text
    assert "There is no such version" in open_as(town.alice, f"{PAGE}&since=%").text


def test_without_content_it_says_what_will_come(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        for row in session.exec(select(Sop)):
            row.is_active = False
    assert "No SOP yet" in open_as(town.alice, "sops").text


def signed(screen: Screen, **fields: str) -> str:
    screen.tap("sop", "sign", revision=SOP.revision, **fields)
    return screen.text


def test_it_is_signed_at_the_end_of_the_text(town: Town, open_as: OpenAs) -> None:
    asked(town.diana)
    screen = open_as(town.alice, "sops")
    assert "To sign" in screen.sheet("sops")
    assert "7 days" in screen.sheet("sops")
    screen.open(PAGE)
    text = screen.sheet("sop")
    assert "I have read the 3 steps and will serve this way." in text
    assert text.index('id="step-promise"') < text.index('data-send="sign"')

    signed(screen)  # without the tick nothing happens
    assert waits_for(town.alice)
    text = signed(screen, read="on")
    assert "POP-900 signed. Thank you for reading to the end." in text
    assert "Signed by you" in text
    assert 'data-send="sign"' not in text
    assert not waits_for(town.alice)


def test_a_stale_page_signs_nothing(town: Town, open_as: OpenAs, changed: None) -> None:
    screen = open_as(town.alice, PAGE)
    assert "newer version" in signed(screen, read="on")
    assert waits_for(town.alice)


def test_a_version_to_come_says_which_one_holds(
    town: Town, open_as: OpenAs, changed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = clock.now().astimezone(clock.zone()).date()
    later = replace(MAJOR, effective_from=day + timedelta(days=40), version=4)
    with db.transaction() as session:
        publish(session, later, now=clock.now())
    screen = open_as(town.alice, PAGE)
    text = screen.sheet("sop")
    assert "Takes effect on" in text and "Until then version 3 holds." in text
    assert "to come" in text
    screen.tap("sop", "open", f"{PAGE}&v={MAJOR.revision[:12]}")
    text = screen.sheet("sop")
    assert "This version holds until" in text and "Then version 4 takes effect." in text
    screen.tap("sop", "open", f"{PAGE}&v={SOP.revision[:12]}")
    assert "Version 3 is in force." in screen.sheet("sop")


def test_what_changed_stands_beside_what_was(town: Town, open_as: OpenAs, changed: None) -> None:
    screen = open_as(town.alice, PAGE)
    text = screen.sheet("sop")
    assert "What changed" in text
    assert "Say when." in text and "Say day and hour." in text
    assert "Got it" not in text  # who is to sign says so by signing
    screen.open(f"{PAGE}&since={SOP.revision[:12]}")
    assert "What changed since version 2" in screen.sheet("sop")


def test_who_is_not_to_sign_can_say_that_it_is_known(
    town: Town, open_as: OpenAs, changed: None
) -> None:
    screen = open_as(town.edu, PAGE)
    assert "Got it" in screen.sheet("sop")
    screen.tap("sop", "known")
    assert "What changed" not in screen.sheet("sop")


def test_an_older_version_is_read_as_it_was(town: Town, open_as: OpenAs, changed: None) -> None:
    text = open_as(town.alice, f"{PAGE}&v={SOP.revision[:12]}").sheet("sop")
    assert "You are reading version 2, as it was. Version 3 is in force." in text
    assert "Say when." in text and "Say day and hour." not in text
    assert 'data-send="sign"' not in text


def test_an_earlier_signature_stays_in_sight(town: Town, open_as: OpenAs) -> None:
    asked(town.diana)
    with db.transaction() as session:
        sign(session, town.alice, now=clock.now())
        publish(session, MAJOR, now=clock.now())
    text = open_as(town.alice, PAGE).sheet("sop")
    assert "You signed an earlier version" in text
    assert "POP-900, version 2 ·" in text


def test_today_shows_it_with_its_clock(town: Town, open_as: OpenAs) -> None:
    asked(town.diana)
    screen = open_as(town.alice, "today")
    assert "Read and sign POP-900" in screen.sheet("today")
    screen.tap("today", "open", PAGE)
    assert "sop" in screen.sheets
