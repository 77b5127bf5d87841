from datetime import timedelta

import pytest

from cxgame import clock, db
from cxgame.errors import InvalidInput
from cxgame.people.models import Role
from cxgame.standards.signing import duties
from cxgame.standards.signing.asks import Kind
from cxgame.standards.signing.service import Wish
from cxgame.ui.parts.standards_register import read_wish
from tests.conftest import Town
from tests.learning.library import SOP
from tests.pages.conftest import OpenAs
from tests.pages.screen import Screen
from tests.standards.story import MAJOR, ask, publish, sign

PAGE = "signatures?code=POP-900"


def decide(screen: Screen, **fields: str) -> str:
    screen.tap("signatures", "decide", revision=SOP.revision, **fields)
    return screen.text


def test_a_manager_decides_and_sees_who_signed(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, PAGE)
    assert "Nobody decided yet." in screen.sheet("signatures")
    text = decide(screen, kind="sign", roles="frontline\nmanager", teams=str(town.desk))
    assert "Decided." in text
    assert "Frontline, Managers, in Front desk." in text
    assert "Decided by Diana" in text
    with db.transaction() as session:
        sign(session, town.alice, now=clock.now())
    text = screen.open(PAGE).sheet("signatures")
    assert "1 of 3 signed" in text
    assert "signed version 2 on" in text
    assert "1 signature" in text
    assert text.index("Bob") < text.index('row-title">Alice')  # who needs help comes first


def test_a_major_version_asks_for_a_decision(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        publish(session, MAJOR, now=clock.now())
    screen = open_as(town.root, PAGE)
    assert "This version is a major change." in screen.sheet("signatures")
    assert "newer version" in decide(screen, kind="nothing")
    screen.tap("signatures", "decide", revision=MAJOR.revision, kind="nothing")
    assert "Nothing: people find it in the library." in screen.sheet("signatures")
    assert "This version is a major change." not in screen.sheet("signatures")


def test_a_form_that_makes_no_sense_is_refused(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, PAGE)
    yesterday = clock.local_day(clock.now()) - timedelta(days=1)
    assert "Choose a day from today on." in decide(screen, kind="sign", due_on=str(yesterday))
    assert "not a day of the calendar" in decide(screen, kind="sign", due_on="soon")
    assert "Choose one of the answers." in decide(screen, kind="all")
    with db.reading() as session:
        assert duties.standing_asks(session) == {}


def test_the_form_is_read_as_it_was_filled() -> None:
    assert read_wish({"kind": "nothing"}) == Wish(Kind.NOTHING)
    assert read_wish({"kind": "quiz", "roles": "admin", "teams": "3\n4"}) == Wish(
        Kind.QUIZ, (Role.ADMIN,), (3, 4)
    )
    for wrong in ({"roles": "king"}, {"teams": "-1"}, {"teams": "x"}):
        with pytest.raises(InvalidInput):
            read_wish({"kind": "sign", **wrong})


def test_every_signature_can_be_taken_away(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        ask(session, town.root, now=clock.now())
        sign(session, town.bob, now=clock.now())
    screen = open_as(town.diana, PAGE)
    (button,) = screen.app.get("download_button")
    assert button.proto.label == "Download the signatures"
    screen.tap("signatures", "sop")
    assert screen.address == {"code": "POP-900"}


def test_there_is_nothing_to_take_away_before(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.edu, PAGE)
    assert not screen.app.get("download_button")
    assert "Nobody is asked to sign" in screen.sheet("signatures")


def test_the_way_there_is_for_leaders(town: Town, open_as: OpenAs) -> None:
    assert "Decision and signatures" in open_as(town.diana, "sop?code=POP-900").text
    assert "Decision and signatures" not in open_as(town.alice, "sop?code=POP-900").text
    assert "There is no SOP POP-1." in open_as(town.diana, "signatures?code=POP-1").text
