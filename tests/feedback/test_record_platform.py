"""Posts of platforms that staff types in, and photos beside observations."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame import clock
from cxgame.errors import InvalidInput, NotAllowed, NotFound
from cxgame.feedback import photos, voice
from cxgame.feedback.evidence import store
from cxgame.feedback.kinds import Kind, ObservationKind
from cxgame.feedback.models import FeedbackRecord, VoiceDay
from cxgame.feedback.typed_platforms import Post, record_platform
from tests.conftest import NOON, Town
from tests.feedback.conftest import assert_rollups_hold
from tests.learning.tiny_png import tiny_png

POST = Post(
    "google", Kind.COMPLAINT, "Two hours late", link="https://g.co/r/1", handle="ana.l", grade="2,0"
)


def test_a_post_counts_as_sent_by_a_customer_once(session: Session, town: Town) -> None:
    post = replace(POST, team_id=town.desk, is_answered=True)
    first = record_platform(session, actor=town.diana, post=post, now=NOON)
    assert record_platform(session, actor=town.diana, post=post, now=NOON) == first
    record = session.get_one(FeedbackRecord, first)
    assert record.details == {
        "platform": "google",
        "answered": "yes",
        "grade_of_5": "2",
        "link": "https://g.co/r/1",
    }
    assert (record.channel, record.customer, record.score) == ("platform", "ana.l", None)
    [cell] = session.exec(select(VoiceDay)).all()
    assert (cell.source, cell.n) == ("sent", 1)
    assert_rollups_hold(session)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(POST, platform="myspace"),
        replace(POST, text=" "),
        replace(POST, link="javascript:alert(1)"),
        replace(POST, grade="6"),
        replace(POST, kind=Kind.SURVEY),
        replace(POST, on_day=clock.local_day(NOON) + timedelta(days=1)),
    ],
)
def test_a_post_that_cannot_be_is_refused(session: Session, town: Town, wrong: Post) -> None:
    with pytest.raises(InvalidInput):
        record_platform(session, actor=town.edu, post=wrong, now=NOON)


def test_only_the_author_puts_a_photo_beside_an_observation(session: Session, town: Town) -> None:
    record_id = voice.record_observation(
        session, actor=town.alice, team_id=town.desk, kind=ObservationKind.FRICTION, text="Wet",
        now=NOON,
    )  # fmt: skip
    photo = photos.add_record_photo(
        session, actor=town.alice, record_id=record_id, data=tiny_png(), now=NOON
    )
    assert store.with_photo(session, record_ids=[record_id]) == {record_id: photo}
    assert store.find(session, actor=town.diana, evidence_id=photo).mime == "image/png"
    with pytest.raises(NotFound):
        store.find(session, actor=replace(town.charlie), evidence_id=photo)
    with pytest.raises(NotAllowed):
        photos.add_record_photo(
            session, actor=town.bob, record_id=record_id, data=tiny_png(), now=NOON
        )
    with pytest.raises(InvalidInput):
        photos.add_record_photo(
            session, actor=town.alice, record_id=record_id, data=b"%PDF-1.7", now=NOON
        )
