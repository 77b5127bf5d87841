"""Run what is due: claim a slot, do the work and commit both together."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from cxgame import clock, db
from cxgame.i18n import N_
from cxgame.jobs.catalogue import Job
from cxgame.notices import service as notices
from cxgame.people import queries as people
from cxgame.schedule import leases, runs

LEASE = "jobs"
LEASE_LASTS = timedelta(seconds=30)

log = logging.getLogger(__name__)


def lead(holder: str, lasts: timedelta = LEASE_LASTS) -> int | None:
    """Take or renew the lead and return its epoch, None while another process leads."""
    with db.transaction() as session:
        return leases.acquire(session, name=LEASE, holder=holder, lasts=lasts, now=clock.now())


def resign(holder: str) -> None:
    """Let the next process lead at once."""
    with db.transaction() as session:
        leases.release(session, name=LEASE, holder=holder, now=clock.now())


def work(holder: str, jobs: Sequence[Job]) -> int:
    """Run every due or interrupted slot while this process leads; return how many were done."""
    now = clock.now()
    with db.reading() as session:
        epoch = leases.epoch_of(session, name=LEASE, holder=holder, now=now)
        if epoch is None:
            return 0
        due = _due(session, jobs, epoch, now)
        hopeless = runs.hopeless(session, epoch=epoch)
    for run_id in hopeless:
        _give_up(run_id)
    return sum(_run(job, slot, holder, epoch) for job, slot in due)


def run_now(job: Job) -> int:
    """Run a job at once, whoever leads, and return how much it did."""
    if job.is_apart:
        return job.run(now=clock.now())
    with db.transaction() as session:
        return job.run(session, now=clock.now())


def _due(
    session: Session, jobs: Sequence[Job], epoch: int, now: datetime
) -> list[tuple[Job, datetime]]:
    named = {job.name: job for job in jobs}
    left = runs.interrupted(session, jobs=list(named), epoch=epoch, now=now)
    due = [(named[name], slot) for name, slot in left]
    for job in jobs:
        # Only the newest slot: however many were missed, they are made up once.
        slot = job.rhythm.newest(now, clock.zone())
        if runs.is_due(session, job=job.name, slot=slot):
            due.append((job, slot))
    return due


def _run(job: Job, slot: datetime, holder: str, epoch: int) -> bool:
    with db.transaction() as session:
        if leases.epoch_of(session, name=LEASE, holder=holder, now=clock.now()) != epoch:
            return False
        run_id = runs.claim(
            session, job=job.name, slot=slot, epoch=epoch, holder=holder, now=clock.now()
        )
    if run_id is None:
        return False
    try:
        apart = job.run(now=clock.now()) if job.is_apart else None
        with db.transaction() as session:
            effects = job.run(session, now=clock.now()) if apart is None else apart
            runs.finish(session, run_id=run_id, epoch=epoch, effects=effects, now=clock.now())
    except runs.TakenOver:
        log.warning("job %s of %s was taken over by another process", job.name, slot)
        return False
    except Exception:  # the outermost edge of a job: the next one must still run
        log.exception("job %s of %s failed", job.name, slot)
        _note_failure(job.name, slot, run_id, epoch)
        return False
    return True


def _note_failure(name: str, slot: datetime, run_id: int, epoch: int) -> None:
    with db.transaction() as session:
        if runs.fail(session, run_id=run_id, epoch=epoch, now=clock.now()):
            _tell_admins(session, name, slot)


def _give_up(run_id: int) -> None:
    with db.transaction() as session:
        name, slot = runs.give_up(session, run_id=run_id, now=clock.now())
        log.error("job %s of %s killed its runner again and again", name, slot)
        _tell_admins(session, name, slot)


def _tell_admins(session: Session, name: str, slot: datetime) -> None:
    notices.tell(
        session,
        people=people.admins(session),
        key=f"job-failed:{name}:{slot.isoformat()}",
        message=N_("The nightly work “{job}” failed. Its reason is in the server's log."),
        link="",
        now=clock.now(),
        job=name,
    )
