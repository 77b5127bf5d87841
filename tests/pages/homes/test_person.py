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
