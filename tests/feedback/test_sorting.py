"""Many records at once, exports, and a look at what is hidden."""

import pytest
from sqlmodel import Session, select

from cxgame.errors import InvalidInput, NotAllowed
from cxgame.feedback import exporting, review, sorting, store, unmasking, voice
from cxgame.feedback.entries import Entry
from cxgame.feedback.filters import Filter
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.people.models import AuditEntry
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter, assert_rollups_hold


@pytest.fixture
def ids(session: Session, town: Town, counter: Counter) -> list[int]:
    """Two complaints at the till, and one that is held."""
    written = [
        voice.record_complaint(
            session,
            actor=town.alice,
            team_id=town.desk,
            text="liga 31 98765-4321",
            touchpoint_id=counter.till,
            now=NOON,
        )
        for _n in range(2)
    ]
    flood = Entry("flood", Kind.COMPLAINT, Channel.PUBLIC, NOON, NOON.date())
    flood.team_id, flood.held_reason = town.desk, "burst"
    return [*written, store.write(session, [flood], now=NOON)["flood"]]


def test_places_change_and_the_rollups_follow(
    session: Session, town: Town, counter: Counter, ids: list[int]
) -> None:
    done = sorting.place_records(
        session, actor=town.diana, record_ids=ids, touchpoint_id=counter.bath, now=NOON
    )
    places = session.exec(select(FeedbackRecord.touchpoint_id)).all()
    assert (done, list(places)) == (3, [counter.bath] * 3)
    assert_rollups_hold(session)
    with pytest.raises(InvalidInput):
        sorting.place_records(session, actor=town.diana, record_ids=ids, now=NOON)


def test_only_held_ones_are_released(session: Session, town: Town, ids: list[int]) -> None:
    assert sorting.release_records(session, actor=town.diana, record_ids=ids, now=NOON) == 1
    assert sorting.release_records(session, actor=town.diana, record_ids=ids, now=NOON) == 0
    review.release_held(session, actor=town.diana, record_id=ids[-1], now=NOON)
    assert_rollups_hold(session)


def test_an_export_holds_what_one_may_read_and_is_noted(
    session: Session, town: Town, ids: list[int]
) -> None:
    rows = exporting.export_records(session, actor=town.diana, wanted=Filter(), now=NOON)
    assert sorted(row.id for row in rows) == ids
    last = session.exec(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()  # type: ignore[attr-defined]
    assert last and (last.action, last.payload) == ("feedback.export_records", '{"n": 3}')
    with pytest.raises(NotAllowed):
        exporting.export_records(session, actor=town.alice, wanted=Filter(), now=NOON)


def test_a_look_at_what_is_hidden_leaves_a_trace(
    session: Session, town: Town, ids: list[int]
) -> None:
    unmasking.unmask_record(session, actor=town.diana, record_id=ids[0], now=NOON)
    last = session.exec(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()  # type: ignore[attr-defined]
    assert last and (last.action, last.entity) == ("feedback.unmask_record", f"record:{ids[0]}")
    for actor in (town.alice, town.charlie):
        with pytest.raises(NotAllowed):
            unmasking.unmask_record(session, actor=actor, record_id=ids[0], now=NOON)
