"""You said, we did, own observations and posts of platforms on screen."""

import base64

from cxgame import clock, db
from cxgame.feedback import observations, voice
from cxgame.feedback.deeds import queries
from cxgame.feedback.kinds import ObservationKind
from tests.conftest import Town
from tests.learning.tiny_png import tiny_png
from tests.pages.conftest import OpenAs

FIELDS = {
    "said_pt": "A fila era longa", "done_en": "A second till", "is_for_customers": "on",
}  # fmt: skip


def test_from_an_observation_to_what_everybody_reads(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        record_id = voice.record_observation(
            session, actor=town.alice, team_id=town.desk, kind=ObservationKind.FRICTION,
            text="Long queue, call (31) 98765-4321", now=clock.now(),
        )  # fmt: skip
        observations.answer_observation(
            session, actor=town.diana, record_id=record_id, is_accepted=True,
            words="A till more", now=clock.now(),
        )  # fmt: skip
    screen = open_as(town.alice, "my_observations")
    assert "Taken up" in screen.text and "98765" not in screen.text
    picture = "data:image/png;base64," + base64.b64encode(tiny_png()).decode()
    screen.tap("own-observations", "photo", record=str(record_id), file=picture)
    assert "/evidence/1" in screen.sheet("own-observations")
    assert "does not allow" in screen.open("you_said?new=1").text

    screen = open_as(town.diana, f"records?record={record_id}")
    assert "/evidence/1" in screen.text
    screen.tap(f"thread-{record_id}", "tell")
    assert "Long queue, call [phone hidden]" in screen.sheet("deed-new")
    screen.open(f"you_said?new=1&record={record_id}")
    screen.tap("deed-new", "save", team=str(town.desk), **{**FIELDS, "done_en": "Call a@b.co"})
    assert "everybody reads this" in screen.text
    screen.tap("deed-new", "save", team=str(town.desk), **FIELDS)
    assert "It answers 1 record." in screen.sheet("deed-1")
    assert "A fila era longa" not in open_as(town.alice, "you_said").text
    screen = open_as(town.diana, "you_said?deed=1")
    screen.tap("deed-1", "publish")
    screen.tap("deed-1", "save", team=str(town.desk), **{**FIELDS, "is_for_customers": ""})

    assert "A fila era longa" in open_as(town.charlie, "you_said").text
    assert "A fila era longa" not in open_as(town.charlie, "you_said?wall=1").text
    screen = open_as(town.alice, "my_observations")
    assert "Something is done about it" in screen.text
    with db.reading() as session:
        assert queries.deed(session, actor=town.bob, deed_id=1).records == 1


def test_a_post_is_typed_in_and_keeps_its_words_when_refused(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "platform")
    today = clock.local_day(clock.now()).isoformat()
    fields = {
        "kind": "complaint", "platform": "reclame_aqui", "text": "Late again", "on_day": today,
        "team": str(town.desk), "grade": "11", "answered": "on",
    }  # fmt: skip
    screen.tap("platform", "save", **fields)
    assert "The grade goes from 0 to 10." in screen.text
    screen.tap("platform", "save", **{**fields, "grade": "3"})
    assert screen.address["record"] == "1" and "Late again" in screen.text
