from cxgame import clock, db
from tests.conftest import Town
from tests.learning.way import Learner
from tests.pages.conftest import OpenAs


def test_an_empty_start_offers_the_first_step(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.alice, "me")
    text = screen.sheet("me")
    assert "0 points" in text
    assert "Points by week" not in text
    assert "Your first module is four minutes away" in text
    screen.tap("me", "open", "modules")
    assert "modules" in screen.sheets


def test_points_come_with_their_reasons(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        Learner(session, town.alice, now=clock.now()).whole()
    text = open_as(town.alice, "me").sheet("me")
    assert "90 points" in text
    assert "90 this week" in text
    assert "Points by week" in text
    assert "7 questions" in text
    assert "Module passed" in text and "Conversation played to its end" in text
    assert "1 of 2 passed" in text


def test_the_rules_are_shown_to_everybody(town: Town, open_as: OpenAs) -> None:
    for actor in (town.alice, town.diana, town.edu):
        text = open_as(actor, "me").sheet("me")
        assert "How points work" in text
        assert "at most 160 a day" in text


def test_a_colleague_sees_own_points_only(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        Learner(session, town.alice, now=clock.now()).whole()
    assert "0 points" in open_as(town.bob, "me").sheet("me")
