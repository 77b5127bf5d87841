from datetime import timedelta

from sqlmodel import select

from cxgame import clock, db
from cxgame.learning import assignments
from cxgame.learning.models import Module, Track
from tests.conftest import Town
from tests.learning.way import Learner
from tests.pages.conftest import OpenAs


def test_the_next_module_is_one_tap_away(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.alice, "modules")
    text = screen.sheet("modules")
    assert "Learn (4 min)" in text
    assert "0 of 2 passed" in text
    assert "Manager track" not in text
    screen.tap("modules", "open", "module?m=welcome")
    assert screen.address == {"m": "welcome"}
    assert "Welcome whoever arrives" in screen.sheet("module")


def test_what_is_under_way_goes_on_first(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        learner = Learner(session, town.alice, slug="goodbye")
        learner.open()
        learner.read()
    text = open_as(town.alice, "modules").sheet("modules")
    assert "Go on (4 min)" in text
    assert "20%" in text


def test_what_was_sent_stands_on_top_with_its_clock(town: Town, open_as: OpenAs) -> None:
    now = clock.now()
    with db.transaction() as session:
        for days in (5, 1):
            assignments.assign_module(
                session,
                actor=town.diana,
                module_slug="goodbye",
                team_id=town.desk,
                due_on=clock.local_day(now) + timedelta(days=days),
                now=now,
            )
    text = open_as(town.alice, "modules").sheet("modules")
    assert "Sent to you" in text
    assert "1 module" in text
    assert "tomorrow" in text


def test_all_done_is_said(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        for slug in ("welcome", "goodbye"):
            Learner(session, town.alice, slug=slug, now=clock.now()).whole()
    text = open_as(town.alice, "modules").sheet("modules")
    assert "All done" in text
    assert "2 of 2 passed" in text


def test_without_content_it_says_what_will_come(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        for model in (Module, Track):
            for row in session.exec(select(model)):
                row.is_active = False
    assert "No module yet" in open_as(town.alice, "modules").text
