from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from cxgame import db
from cxgame.people.models import Unit
from cxgame.schedule import runs
from cxgame.schedule.models import JobRun, RunState
from tests.conftest import NOON


def claim(session: Session, epoch: int = 1, now: datetime = NOON) -> int | None:
    return runs.claim(session, job="probe", slot=NOON, epoch=epoch, holder=f"h{epoch}", now=now)


def test_a_slot_is_claimed_once(session: Session) -> None:
    assert claim(session) is not None
    assert claim(session) is None
    assert not runs.is_due(session, job="probe", slot=NOON)


def test_a_later_run_covers_the_slots_missed_before(session: Session) -> None:
    claim(session)

    assert not runs.is_due(session, job="probe", slot=NOON - timedelta(days=1))
    assert runs.is_due(session, job="probe", slot=NOON + timedelta(days=1))
    assert runs.is_due(session, job="other", slot=NOON)


def test_the_next_leader_takes_over_what_a_dead_one_left(session: Session) -> None:
    run_id = claim(session, epoch=1)

    assert runs.interrupted(session, jobs=["probe"], epoch=1, now=NOON) == []
    assert runs.interrupted(session, jobs=["probe"], epoch=2, now=NOON) == [("probe", NOON)]
    assert claim(session, epoch=2) == run_id
    run = session.exec(select(JobRun)).one()
    session.refresh(run)
    assert (run.epoch, run.holder, run.attempts, run.state) == (2, "h2", 2, RunState.RUNNING)


def test_a_done_run_is_never_taken_over(session: Session) -> None:
    run_id = claim(session)
    assert run_id is not None
    runs.finish(session, run_id=run_id, epoch=1, effects=3, now=NOON)

    assert runs.interrupted(session, jobs=["probe"], epoch=2, now=NOON) == []
    assert claim(session, epoch=2) is None


def test_effects_of_a_runner_that_was_replaced_are_rolled_back() -> None:
    with db.transaction() as session:
        run_id = claim(session, epoch=1)
    with db.transaction() as session:
        claim(session, epoch=2)
    assert run_id is not None

    with pytest.raises(runs.TakenOver), db.transaction() as session:
        session.add(Unit(name="an effect"))
        session.flush()
        runs.finish(session, run_id=run_id, epoch=1, effects=1, now=NOON)

    with db.transaction() as session:
        assert session.exec(select(Unit)).all() == []
        runs.finish(session, run_id=run_id, epoch=2, effects=1, now=NOON)


def test_a_failed_run_is_tried_again_later_and_not_for_ever(session: Session) -> None:
    now = NOON
    for attempt in range(1, runs.ATTEMPTS + 1):
        run_id = claim(session, now=now)
        assert run_id is not None
        is_last = runs.fail(session, run_id=run_id, epoch=1, now=now)
        assert is_last is (attempt == runs.ATTEMPTS)
        assert claim(session, now=now) is None  # not at once
        now += runs.RETRY_AFTER

    assert claim(session, now=now) is None
    assert runs.interrupted(session, jobs=["probe"], epoch=9, now=now) == []


def test_a_slot_that_kills_every_runner_is_given_up(session: Session) -> None:
    for epoch in range(1, runs.ATTEMPTS + 1):
        assert claim(session, epoch=epoch) is not None
    assert claim(session, epoch=runs.ATTEMPTS + 1) is None
    (run_id,) = runs.hopeless(session, epoch=runs.ATTEMPTS + 1)

    assert runs.give_up(session, run_id=run_id, now=NOON) == ("probe", NOON)
    assert runs.hopeless(session, epoch=runs.ATTEMPTS + 1) == []


def test_old_runs_are_forgotten(session: Session) -> None:
    claim(session)

    assert runs.forget(session, before=NOON) == 0
    assert runs.forget(session, before=NOON + timedelta(seconds=1)) == 1
