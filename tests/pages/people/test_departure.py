"""Stand-ins on the profile, and handing over before somebody is deactivated."""

from datetime import timedelta

from sqlmodel import select

from cxgame import clock, db
from cxgame.boards.models import CardRole
from cxgame.people.models import Person
from cxgame.people.stand_ins.models import StandIn
from tests.boards import story
from tests.conftest import Town
from tests.pages.conftest import OpenAs


def test_a_stand_in_is_named_and_called_off(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "profile")
    today = clock.local_day(clock.now())
    days = {"starts_on": today.isoformat(), "ends_on": (today + timedelta(7)).isoformat()}
    screen.tap("stand-ins", "name", delegate=str(town.bob.person_id), reason="Holiday", **days)
    assert "Bob stands in for you" in screen.sheet("stand-ins")
    assert "You stand in for Diana" in open_as(town.bob, "profile").sheet("stand-ins")
    with db.reading() as session:
        made = session.exec(select(StandIn.id)).one()
    assert "days" in screen.tap("stand-ins", "name", delegate="1", starts_on="x").text
    screen.tap("stand-ins", "end", str(made))
    assert "stands in" not in screen.sheet("stand-ins").partition("<form")[0].partition("<ul")[2]


def test_who_holds_a_card_is_handed_over_first(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        task = story.add_task(session, town)
    bob, alice = town.bob.person_id, town.alice.person_id
    screen = open_as(town.root, f"people_admin?person={bob}").tap(f"person-{bob}", "deactivate")
    assert screen.address == {"person": str(bob)}
    key = f"departure-{bob}"
    screen = open_as(town.root, f"departure?person={bob}")
    assert "Open the second till" in screen.sheet(key)
    assert "needs somebody" in screen.tap(key, "leave").text
    screen.tap(key, "leave", **{f"heir-{task}": str(alice)})
    with db.reading() as session:
        assert not session.get_one(Person, bob).is_active
        assert alice in session.exec(select(CardRole.person_id)).all()
    assert open_as(town.root, "departure?person=999").text
