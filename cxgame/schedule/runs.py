"""The ledger of runs: each slot of a job is claimed by one leader and takes effect once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Delete, Update, and_, delete, or_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from cxgame.schedule.models import JobRun, RunState

ATTEMPTS = 5  # a slot that kills or fails its runner as often is left alone
RETRY_AFTER = timedelta(minutes=1)


class TakenOver(Exception):
    """A later leader has this run now: what was done for it must be rolled back."""


def is_due(session: Session, *, job: str, slot: datetime) -> bool:
    """Tell whether nobody has claimed this slot of a job or a later one."""
    query = select(JobRun.id).where(JobRun.job == job, JobRun.slot >= slot).limit(1)
    return session.exec(query).first() is None


def started_since(session: Session, since: datetime) -> Sequence[datetime]:
    """Return when the runs of any job started since a moment."""
    return session.exec(select(JobRun.started_at).where(JobRun.started_at >= since)).all()


def interrupted(
    session: Session, *, jobs: Sequence[str], epoch: int, now: datetime
) -> list[tuple[str, datetime]]:
    """Return (job, slot) of runs to take over, oldest first: their runner died, or they failed."""
    query = select(JobRun.job, JobRun.slot).where(
        col(JobRun.job).in_(jobs), _may_take_over(epoch, now), JobRun.attempts < ATTEMPTS
    )
    return [(job, slot) for job, slot in session.exec(query.order_by(col(JobRun.slot)))]


def claim(
    session: Session, *, job: str, slot: datetime, epoch: int, holder: str, now: datetime
) -> int | None:
    """Return the id of the run that is now this leader's, None when another has it or had it.

    A run left by a dead leader (an older epoch) is taken over; the caller commits before it
    starts to work.
    """
    mine: dict[str, Any] = {
        "epoch": epoch,
        "holder": holder,
        "state": RunState.RUNNING,
        "started_at": now,
    }
    taken = update(JobRun).where(
        col(JobRun.job) == job,
        col(JobRun.slot) == slot,
        col(JobRun.attempts) < ATTEMPTS,
        _may_take_over(epoch, now),
    )
    if _count(session, taken.values(**mine, attempts=JobRun.attempts + 1, finished_at=None)):
        return session.exec(select(JobRun.id).where(JobRun.job == job, JobRun.slot == slot)).one()
    run = JobRun(job=job, slot=slot, **mine)
    try:
        with session.begin_nested():
            session.add(run)
    except IntegrityError:
        return None
    return run.id


def finish(session: Session, *, run_id: int, epoch: int, effects: int, now: datetime) -> None:
    """Mark a run as done, in the very transaction of its effects.

    Raise TakenOver when a later leader claimed the run meanwhile.
    """
    mine = _mine(run_id, epoch)
    done = mine.values(state=RunState.DONE, effects=effects, finished_at=now)
    if not _count(session, done):
        raise TakenOver


def fail(session: Session, *, run_id: int, epoch: int, now: datetime) -> bool:
    """Mark a run as failed; return True when it will not be tried again."""
    _count(session, _mine(run_id, epoch).values(state=RunState.FAILED, finished_at=now))
    query = select(JobRun.attempts).where(JobRun.id == run_id, JobRun.state == RunState.FAILED)
    return (session.exec(query).first() or 0) >= ATTEMPTS


def hopeless(session: Session, *, epoch: int) -> list[int]:
    """Return the ids of runs that killed their runner so often that nobody takes them over."""
    query = select(JobRun.id).where(
        JobRun.state == RunState.RUNNING, JobRun.epoch < epoch, JobRun.attempts >= ATTEMPTS
    )
    return list(session.exec(query))


def give_up(session: Session, *, run_id: int, now: datetime) -> tuple[str, datetime]:
    """Mark a hopeless run as failed for good and return its (job, slot)."""
    run = session.get_one(JobRun, run_id)
    run.state, run.finished_at = RunState.FAILED, now
    session.flush()
    return run.job, run.slot


def forget(session: Session, *, before: datetime) -> int:
    """Delete what is known of runs whose slot is older; return how many."""
    return _count(session, delete(JobRun).where(col(JobRun.slot) < before))


def _may_take_over(epoch: int, now: datetime) -> ColumnElement[bool]:
    orphaned = and_(col(JobRun.state) == RunState.RUNNING, col(JobRun.epoch) < epoch)
    failed = and_(
        col(JobRun.state) == RunState.FAILED, col(JobRun.finished_at) <= now - RETRY_AFTER
    )
    return or_(orphaned, failed)


def _mine(run_id: int, epoch: int) -> Update:
    return update(JobRun).where(
        col(JobRun.id) == run_id,
        col(JobRun.epoch) == epoch,
        col(JobRun.state) == RunState.RUNNING,
    )


def _count(session: Session, statement: Update | Delete) -> int:
    done = session.execute(statement)
    assert isinstance(done, CursorResult)  # noqa: S101  # no RETURNING
    return done.rowcount
