"""A process of the kill test: the real clock with one job that writes a row per slot."""

import signal
import sys
import threading
import time
from datetime import datetime, timedelta

from sqlalchemy import Column, MetaData, Table, Text, insert
from sqlmodel import Session, col, select

from cxgame import jobs, tables  # noqa: F401
from cxgame.db import UtcDateTime
from cxgame.jobs.catalogue import Job
from cxgame.schedule.models import JobRun, RunState
from cxgame.schedule.slots import Every

NAME = "probe"
PERIOD = timedelta(seconds=3)
LASTS = timedelta(seconds=1)
TICK = timedelta(seconds=0.25)
WORK_TAKES = 0.7  # seconds, long enough to be killed in the middle

# No unique key: a second effect of a slot must be seen, not refused.
EFFECTS = Table("probe_effect", MetaData(), Column("slot", UtcDateTime), Column("note", Text))


def probe(session: Session, *, now: datetime) -> int:
    """Write the slot that is running now, then take a while before the commit."""
    query = select(JobRun.slot).where(JobRun.job == NAME, JobRun.state == RunState.RUNNING)
    slot = session.exec(query.order_by(col(JobRun.started_at).desc()).limit(1)).one()
    session.execute(insert(EFFECTS).values(slot=slot, note=str(now)))
    time.sleep(WORK_TAKES)
    return 1


def main() -> None:
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    stop = jobs.start([Job(NAME, Every(PERIOD), probe)], tick=TICK, lasts=LASTS)
    sys.stdout.write("started\n")
    sys.stdout.flush()
    stopped.wait()
    stop()


if __name__ == "__main__":
    main()
