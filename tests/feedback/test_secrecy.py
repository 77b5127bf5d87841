from dataclasses import replace

import pytest
from sqlmodel import Session

from cxgame import clock
from cxgame.errors import NotFound
from cxgame.feedback import inbox, review, rollup_check, store
from cxgame.feedback.entries import Entry
from cxgame.feedback.inbox import Filter
from cxgame.feedback.kinds import Channel, Kind
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town


def secret(submission_id: str = "one", **told: object) -> Entry:
    return Entry(
        submission_id=submission_id,
        kind=Kind.COMPLAINT,
        channel=Channel.OMBUDSMAN,
        collected_at=NOON,
        on_day=clock.local_day(NOON),
        is_secret=True,
        **told,  # type: ignore[arg-type]  # whatever the test wants told
    )


def seen(session: Session, actor: Actor) -> list[int]:
    return [row.id for row in inbox.records(session, actor=actor, wanted=Filter()).records]


def test_a_secret_record_is_there_for_the_ombudsman_alone(session: Session, town: Town) -> None:
    [record_id] = store.write(session, [secret()], now=NOON).values()
    olga = replace(town.edu, is_ombudsman=True)
    assert seen(session, olga) == seen(session, town.root) == [record_id]
    for name in ("alice", "diana", "edu"):
        actor = town.everybody[name]
        assert seen(session, actor) == []
        with pytest.raises(NotFound):
            inbox.record(session, actor=actor, record_id=record_id)
    with pytest.raises(NotFound):
        review.release_held(session, actor=town.edu, record_id=record_id, now=NOON)
    assert inbox.record(session, actor=olga, record_id=record_id).text == ""


def test_it_counts_for_the_company(session: Session, town: Town) -> None:
    store.write(session, [secret()], now=NOON)
    assert rollup_check.check(session).cells == 1
    assert not rollup_check.check(session).differences


@pytest.mark.parametrize("told", [{"text": "x"}, {"contact": "a@b.co"}, {"team_id": 1}])
def test_the_writer_refuses_a_secret_record_that_tells(
    session: Session, town: Town, told: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match="ombudsman alone"):
        store.write(session, [secret(**told)], now=NOON)
