"""The clock of each process: it asks for the lead, and while it leads it works."""

import logging
import os
import socket
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from sqlmodel import Session

from cxgame.jobs import runner
from cxgame.jobs.catalogue import JOBS, Job
from cxgame.schedule import leases

TICK = timedelta(seconds=5)
UNWELL_AFTER = timedelta(minutes=2)  # a writer may hold SQLite longer than one lease


def start(
    jobs: Sequence[Job] = JOBS, *, tick: timedelta = TICK, lasts: timedelta = runner.LEASE_LASTS
) -> Callable[[], None]:
    """Start the clock in the background and return what stops it and passes the lead on."""
    holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:6]}"
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # each tick is no news
    # In memory: a job store that processes share runs one job in several of them.
    clock = BackgroundScheduler(
        timezone="UTC",
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    # Two rhythms, so that the lead is renewed while a long job works.
    clock.add_job(runner.lead, "interval", [holder, lasts], seconds=lasts.total_seconds() / 3)
    for lane in _lanes(jobs):
        clock.add_job(runner.work, "interval", [holder, lane], seconds=tick.total_seconds())
    runner.lead(holder, lasts)
    clock.start()

    def stop() -> None:
        clock.shutdown(wait=True)
        runner.resign(holder)

    return stop


def _lanes(jobs: Sequence[Job]) -> list[list[Job]]:
    """Return the jobs that take turns, then each that has a thread of its own."""
    lanes = [[job for job in jobs if not job.is_apart], *([job] for job in jobs if job.is_apart)]
    return [lane for lane in lanes if lane]


def health(session: Session, *, now: datetime) -> bool:
    """Tell whether some process leads, so that jobs run."""
    expiry = leases.expiry(session, name=runner.LEASE)
    return expiry is not None and expiry > now - UNWELL_AFTER
