"""A complaint written down for a customer."""

from datetime import timedelta

import pytest

from cxgame import clock, db
from cxgame.feedback import inbox
from cxgame.people.actor import Actor
from tests.conftest import Town
from tests.learning.way import stock
from tests.pages.conftest import OpenAs
from tests.pages.feedback.conftest import Heard


def written(actor: Actor) -> list[inbox.RecordView]:
    with db.reading() as session:
        found = inbox.records(session, actor=actor, wanted=inbox.Filter()).records
    return [record for record in found if record.author_id == actor.person_id]


def test_all_that_is_known_is_kept(town: Town, heard: Heard, open_as: OpenAs) -> None:
    yesterday = clock.local_day(clock.now()) - timedelta(days=1)
    screen = open_as(town.alice, "complaint")
    screen.tap(
        "complaint",
        "save",
        text="Esperei duas horas",
        touchpoint=str(heard.till),
        severity="high",
        customer="C-12",
        contact="31 9",
        on_day=yesterday.isoformat(),
    )

    (record,) = written(town.alice)
    assert (record.team_id, record.touchpoint_id) == (town.desk, heard.till)
    assert (record.severity, record.customer, record.contact) == ("high", "C-12", "31 9")
    assert record.on_day == yesterday
    assert "Diana was told just now" in screen.sheet("log")


def test_the_steps_follow_the_touchpoint(town: Town, heard: Heard, open_as: OpenAs) -> None:
    with db.transaction() as session:
        stock(session)
    screen = open_as(town.alice, "complaint")
    whole = screen.sheet("complaint").count("<option")

    screen.tap("complaint", "touchpoint", str(heard.bath))
    assert screen.address == {"touchpoint": str(heard.bath)}
    assert screen.sheet("complaint").count("<option") <= whole


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "Please write a few words."),
        ({"text": "x", "on_day": "soon"}, "This is not a day of the calendar."),
        ({"text": "x", "on_day": "2999-01-01"}, "too far away"),
        ({"text": "x", "step": "999"}, "There is no such step"),
    ],
)
def test_it_is_refused_in_a_sentence(
    town: Town, heard: Heard, open_as: OpenAs, fields: dict[str, str], said: str
) -> None:
    screen = open_as(town.alice, "complaint").tap("complaint", "save", **fields)

    assert said in screen.text
    assert not written(town.alice)


def test_a_leader_goes_on_to_the_record(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.edu, "complaint")
    screen.tap("complaint", "save", text="Faltou troco", team=str(town.desk))
    screen.tap("log", "record")

    assert screen.address == {"record": str(written(town.edu)[0].id)}
