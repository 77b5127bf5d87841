import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from cxgame import clock, db
from cxgame.jobs import health, runner
from cxgame.jobs.catalogue import Job
from cxgame.notices import queries as notices
from cxgame.people.models import Unit
from cxgame.schedule import runs
from cxgame.schedule.models import JobRun, RunState
from cxgame.schedule.slots import Every
from tests.conftest import NOON, Town

HOUR = timedelta(hours=1)


@dataclass
class Time:
    now: datetime = NOON


@dataclass
class Probe:
    """Counts its runs, adds a unit in each; fails while told to."""

    fails: bool = False
    ran: list[datetime] = field(default_factory=list)

    def __call__(self, session: Session, *, now: datetime) -> int:
        self.ran.append(now)
        session.add(Unit(name=f"effect {len(self.ran)}"))
        session.flush()
        if self.fails:
            raise RuntimeError("the disk is full")
        return 1


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    held = Time()
    monkeypatch.setattr(clock, "now", lambda: held.now)
    return held


def effects() -> int:
    with db.reading() as session:
        return len(session.exec(select(Unit)).all())


def test_only_the_leader_works(time: Time) -> None:
    job = Job("probe", Every(HOUR), Probe())
    assert runner.work("a", [job]) == 0

    runner.lead("a")
    runner.lead("b")
    assert runner.work("b", [job]) == 0
    assert runner.work("a", [job]) == 1
    assert effects() == 1


def test_a_slot_runs_once_and_missed_ones_are_made_up_once(time: Time) -> None:
    probe = Probe()
    job = Job("probe", Every(HOUR), probe)
    runner.lead("a")
    assert [runner.work("a", [job]) for _ in range(3)] == [1, 0, 0]

    time.now += 5 * HOUR
    runner.lead("a")
    assert [runner.work("a", [job]) for _ in range(3)] == [1, 0, 0]
    assert probe.ran == [NOON, NOON + 5 * HOUR]


def test_a_failed_job_leaves_no_effect_does_not_stop_the_next_and_is_tried_again(
    time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = Probe(fails=True), Probe()
    jobs = [Job("bad", Every(HOUR), bad), Job("good", Every(HOUR), good)]
    runner.lead("a")
    with caplog.at_level(logging.CRITICAL):
        assert runner.work("a", jobs) == 1
    assert effects() == 1

    bad.fails = False
    time.now += runs.RETRY_AFTER
    runner.lead("a")
    assert runner.work("a", jobs) == 1
    assert len(bad.ran) == 2
    with db.reading() as session:
        states = session.exec(select(JobRun.state, JobRun.attempts)).all()
    assert sorted(states) == [(RunState.DONE, 1), (RunState.DONE, 2)]


def test_administrators_are_told_once_when_a_job_fails_for_good(
    town: Town, time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    job = Job("bad", Every(timedelta(days=1)), Probe(fails=True))
    with caplog.at_level(logging.CRITICAL):
        for _ in range(runs.ATTEMPTS + 2):
            runner.lead("a")
            runner.work("a", [job])
            time.now += runs.RETRY_AFTER

    with db.reading() as session:
        (notice,) = notices.inbox(session, actor=town.root)
        assert notices.inbox(session, actor=town.edu) == []
    assert notice.values == {"job": "bad"}


def test_a_slot_that_kills_its_runners_is_given_up_and_told(
    town: Town, time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    slot = NOON - HOUR
    with db.transaction() as session:
        for epoch in range(-runs.ATTEMPTS, 0):
            runs.claim(session, job="bad", slot=slot, epoch=epoch, holder="dead", now=slot)
    runner.lead("a")
    with caplog.at_level(logging.CRITICAL):
        runner.work("a", [])

    with db.reading() as session:
        assert session.exec(select(JobRun.state)).all() == [RunState.FAILED]
        assert len(notices.inbox(session, actor=town.root)) == 1


def test_a_job_run_by_hand_needs_no_lead(time: Time) -> None:
    assert runner.run_now(Job("probe", Every(HOUR), Probe())) == 1
    assert effects() == 1


def test_health_tells_whether_anybody_leads(time: Time) -> None:
    with db.reading() as session:
        assert not health(session, now=time.now)
    runner.lead("a")
    with db.reading() as session:
        assert health(session, now=time.now)
        assert not health(session, now=time.now + timedelta(minutes=10))


def test_the_next_leads_at_once_when_the_leader_resigns(time: Time) -> None:
    runner.lead("a")
    runner.resign("a")
    assert runner.lead("b") == 2


def test_a_job_apart_commits_by_itself_and_is_tried_again_when_it_fails(time: Time) -> None:
    ran: list[datetime] = []

    def run(*, now: datetime) -> int:
        with db.transaction() as session:  # refused inside another one
            session.add(Unit(name=f"effect {len(ran)}"))
        ran.append(now)
        if len(ran) == 1:
            raise RuntimeError("the network is gone")
        return 3

    job = Job("apart", Every(HOUR), run, is_apart=True)
    runner.lead("a")
    assert runner.work("a", [job]) == 0
    time.now += timedelta(minutes=2)
    runner.lead("a")
    assert runner.work("a", [job]) == 1
    with db.reading() as session:
        [done] = session.exec(select(JobRun)).all()
        assert (done.state, done.effects, done.attempts) == (RunState.DONE, 3, 2)
    assert effects() == len(ran) == 2
