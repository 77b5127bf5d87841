"""Three taps and a sentence."""

import pytest

from cxgame import db
from cxgame.feedback import inbox
from cxgame.people.actor import Actor
from tests.conftest import Town
from tests.pages.conftest import OpenAs
from tests.pages.feedback.conftest import Heard
from tests.pages.screen import Screen


def own_records(actor: Actor) -> tuple[inbox.RecordView, ...]:
    with db.reading() as session:
        return inbox.records(session, actor=actor, wanted=inbox.Filter()).records


def log(screen: Screen, heard: Heard, **changed: str) -> Screen:
    fields = {"touchpoint": str(heard.bath), "kind": "friction", "mood": "2", "text": "Demorou"}
    return screen.tap("log", "log", **{**fields, **changed})


def test_an_observation_is_stored_for_the_own_team(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    log(open_as(town.alice, "log"), heard)

    (record,) = own_records(town.alice)
    assert (record.team_id, record.touchpoint_id) == (town.desk, heard.bath)
    assert (record.observation_kind, record.mood, record.text) == ("friction", 2, "Demorou")


def test_the_thanks_say_what_happens_next(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = log(open_as(town.alice, "log"), heard)

    text = screen.sheet("log")
    assert "Thank you, Alice" in text and "Friction · Bath · Front desk" in text
    assert "Diana reads it" in text
    assert screen.address == {"logged": str(own_records(town.alice)[0].id)}

    screen.tap("log", "again")
    assert screen.address == {} and "In a sentence" in screen.sheet("log")


def test_the_same_tap_twice_is_one_record(town: Town, heard: Heard, open_as: OpenAs) -> None:
    for _ in range(2):
        log(open_as(town.alice, "log"), heard)
    assert len(own_records(town.alice)) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": " "}, "Please write a few words."),
        ({"text": "x" * 501}, "at most 500 characters"),
        ({"kind": "gossip"}, "Choose what kind it was."),
        ({"mood": "9"}, "The mood goes from 1 to 5."),
        ({"touchpoint": "999"}, "There is no such touchpoint."),
    ],
)
def test_a_refusal_keeps_the_form(
    town: Town, heard: Heard, open_as: OpenAs, changed: dict[str, str], said: str
) -> None:
    screen = open_as(town.alice, "log")
    before = screen.sheet("log")

    log(screen, heard, **changed)

    assert said in screen.text
    assert screen.sheet("log") == before  # the browser keeps what was typed while this stays
    assert not own_records(town.alice)


def test_a_manager_chooses_the_team(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "log")
    assert "Clinic" in screen.sheet("log") and "Grooming" not in screen.sheet("log")

    log(screen, heard, team=str(town.grooming))
    assert "outside your reach" in screen.text

    log(screen, heard, team=str(town.clinic))
    assert own_records(town.diana)[0].team_id == town.clinic


def test_nobody_reads_what_somebody_else_logged(town: Town, heard: Heard, open_as: OpenAs) -> None:
    assert "There is no such record" in open_as(town.alice, f"log?logged={heard.elsewhere}").text
