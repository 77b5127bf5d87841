"""The RACI grid on screen."""

from cxgame import db
from cxgame.boards import grid
from tests.boards import story
from tests.conftest import Town
from tests.pages.conftest import OpenAs


def test_letters_are_given_and_taken_in_the_grid(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        plan = story.add_plan(session, town)
    key = f"raci-{plan}"
    screen = open_as(town.diana, f"raci?card={plan}")
    assert f'name="l-{plan}-{town.bob.person_id}"' in screen.sheet(key)
    bob, alice, diana = town.bob.person_id, town.alice.person_id, town.diana.person_id
    sent = {
        f"v-{plan}": "1",
        f"l-{plan}-{diana}": "A",
        f"l-{plan}-{bob}": "",
        "person": str(alice),
        f"n-{plan}": "R",
    }
    screen.tap(key, "letters", **sent)
    with db.reading() as session:
        (action,) = grid.grid(session, actor=town.diana, card_id=plan).actions
    assert action.letters == {diana: "A", alice: "R"}
    assert "changed this card" in screen.tap(key, "letters", **sent).text
    wrong = {f"v-{plan}": "2", f"l-{plan}-{alice}": "RC"}
    assert "two letters" in screen.tap(key, "letters", **wrong).text


def test_who_may_not_change_only_looks(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        plan = story.add_plan(session, town, accountable=(), responsible=())
    text = open_as(town.diana, f"raci?card={plan}").sheet(f"raci-{plan}")
    assert "Nobody is Accountable" in text and "Save the letters" in text
    assert "not yours to see" in open_as(town.diana, "raci?card=999").text
