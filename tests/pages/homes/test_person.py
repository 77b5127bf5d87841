import pytest

from cxgame import clock, db
from cxgame.content import Counted
from cxgame.game import showcase
from tests.conftest import Town
from tests.game.story import define, one_of
from tests.learning.way import Learner, stock
from tests.pages.conftest import OpenAs


@pytest.fixture(autouse=True)
def passed(town: Town) -> None:
    with db.transaction() as session:
        stock(session)
        define(session, one_of(Counted.MODULES))
        Learner(session, town.alice, now=clock.now()).whole()


def test_a_manager_sees_how_to_help_and_no_points(town: Town, open_as: OpenAs) -> None:
    text = open_as(town.diana, f"person?id={town.alice.person_id}").sheet("person")
    assert "1 of 2 passed" in text
    assert "90 points" not in text and "Level" not in text and "text-num" not in text
    assert "Badges shown to the team" not in text


def test_badges_are_there_once_they_are_shared(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        showcase.share_badges(
            session,
            actor=town.alice,
            person_id=town.alice.person_id or 0,
            is_shared=True,
            now=clock.now(),
        )
    text = open_as(town.diana, f"person?id={town.alice.person_id}").sheet("person")
    assert "Badges shown to the team" in text


def test_my_team_leads_there_without_any_order_but_the_names(town: Town, open_as: OpenAs) -> None:
    text = open_as(town.diana, "my_team").sheet("my_team")
    assert f"/person?id={town.alice.person_id}" in text
    assert text.index(">Alice<") < text.index(">Bob<")


def test_out_of_reach_there_is_nobody(town: Town, open_as: OpenAs) -> None:
    for path in (f"person?id={town.charlie.person_id}", "person?id=x", "person"):
        screen = open_as(town.diana, path)
        assert "person" not in screen.sheets
        assert "There is no such person." in screen.text


def test_a_frontline_person_does_not_open_it(town: Town, open_as: OpenAs) -> None:
    assert "person" not in open_as(town.bob, f"person?id={town.alice.person_id}").sheets


def test_an_administrator_takes_a_badge_back_with_a_reason(town: Town, open_as: OpenAs) -> None:
    address = f"person?id={town.alice.person_id}"
    assert "badge=modules" not in open_as(town.diana, address).sheet("person")
    screen = open_as(town.root, address)
    assert "badge=modules" in screen.sheet("person")
    screen.tap("person", "badge", "modules")
    key = next(key for key in screen.sheets if key.startswith("revoking-"))
    assert "Take the badge back" in screen.sheet(key)
    screen.tap(key, "revoke", reason="no")
    assert "Write the reason in 10 to 200 characters." in screen.text
    screen.tap(key, "revoke", reason="It was given by a wrong rule.")
    assert "The badge was taken back." in screen.text
    assert "taken back" in screen.sheet("person")
    screen.tap("person", "badge", "modules")
    assert "given by a wrong rule" in screen.sheet(key)
    assert "Take the badge back" not in screen.sheet(key)
    assert "given by a wrong rule" in open_as(town.alice, "me?badge=modules").text


def test_a_manager_finds_no_way_to_take_one_back(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"person?id={town.alice.person_id}&badge=modules")
    assert not [key for key in screen.sheets if key.startswith("revoking-")]
