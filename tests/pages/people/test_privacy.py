"""Privacy on the screen: a request from its coming to its end, and what is held."""

from sqlmodel import select

from cxgame import clock, db
from cxgame.feedback import voice
from cxgame.feedback.models import FeedbackRecord
from cxgame.thread.privacy.models import PrivacyRequest, RetentionRun
from tests.conftest import Town
from tests.pages.conftest import OpenAs

EMAIL = "ana@example.com"


def test_a_request_goes_its_way_to_the_erasure(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        voice.record_complaint(
            session,
            actor=town.diana,
            team_id=town.desk,
            text="Nobody said hello",
            contact=EMAIL,
            now=clock.now(),
        )
    screen = open_as(town.root, "privacy")
    assert "No request here" in screen.text
    screen.tap("privacy-requests", "add", kind="erasure", title="Ana", contact="")
    assert "where the answer goes" in screen.text
    screen.tap("privacy-requests", "add", kind="erasure", title="Ana", contact=EMAIL)
    assert "15 days left" in screen.text and "The request was noted" in screen.text
    screen.tap("privacy-request", "close", result="done", outcome="Yes", version="1")
    assert "how you know" in screen.text
    screen.tap("privacy-request", "prove", proof="Wrote from this address", version="1")
    assert "Identity proved" in screen.text
    screen.tap("privacy-request", "find")
    screen.tap("privacy-search", "find", q="nobody@example.com")
    assert "We hold nothing" in screen.text
    screen.tap("privacy-search", "find", q=EMAIL)
    assert "Records" in screen.sheet("privacy-held")
    screen.tap("privacy-held", "export", language="pt-BR")
    screen.tap("privacy-held", "erase", depth="erase", request="1")
    with db.reading() as session:
        assert session.exec(select(FeedbackRecord.text)).one() == ""
        assert session.exec(select(PrivacyRequest.contact)).one() == ""
    screen.open("privacy?request=1")
    screen.tap("privacy-request", "close", result="done", outcome="Told by mail", version="2")
    assert "The request was closed" in screen.text


def test_rules_are_set_tried_and_removed(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.root, "privacy?view=retention")
    assert "Everything is kept" in screen.text
    screen.tap("privacy-retention", "set", kind="", channel="", months="0", depth="erase")
    assert "1 to 600 months" in screen.text
    screen.tap("privacy-retention", "set", kind="", channel="", months="24", depth="erase")
    assert "24 months after the end" in screen.text
    screen.tap("privacy-retention", "try")
    assert "0 records" in screen.text
    with db.reading() as session:
        assert session.exec(select(RetentionRun.is_dry)).one()
    screen.tap("privacy-retention", "drop", "1")
    assert "Everything is kept" in screen.text


def test_it_is_for_administrators(town: Town, open_as: OpenAs) -> None:
    assert "privacy-head" not in open_as(town.diana, "privacy").sheets
