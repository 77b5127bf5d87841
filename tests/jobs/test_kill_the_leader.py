import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.engine import make_url
from sqlmodel import Session, SQLModel, col
from sqlmodel import select as pick

from cxgame import db
from cxgame.schedule.models import JobRun, Lease, RunState
from tests.conftest import ROOT, renamed
from tests.jobs.probe_clock import EFFECTS, NAME, PERIOD

PATIENCE = 60  # seconds, for a busy machine


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database that several processes can open, on each engine."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/shared.db"
    else:
        url = renamed(request.getfixturevalue("postgres_url"), f"killed_{os.getpid()}")
        create(url)
    made = db.connect(url)
    SQLModel.metadata.create_all(made)
    EFFECTS.metadata.create_all(made)
    yield made
    made.dispose()


def create(url: str) -> None:
    """Make a database on the test server; it goes with the server."""
    admin = create_engine(renamed(url, "postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{make_url(url).database}"'))
    admin.dispose()


def start(engine: Engine) -> subprocess.Popen[str]:
    url = engine.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.probe_clock"],
        cwd=ROOT,
        env={**os.environ, "CXGAME_DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
    )


def ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout and process.stdout.readline() == "started\n"


def ended(process: subprocess.Popen[str]) -> int:
    process.communicate(timeout=PATIENCE)
    return process.returncode


def kill_the_leader_at_work(engine: Engine) -> tuple[int, datetime]:
    """Kill whoever leads while a run is in the middle; return its process and the slot."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with Session(engine.execution_options(is_reading=True)) as session:
            slot = session.exec(
                pick(JobRun.slot).where(JobRun.state == RunState.RUNNING, JobRun.attempts == 1)
            ).first()
            lease = session.exec(pick(Lease)).first()
        if slot and lease:
            process = int(lease.holder.split(":")[1])
            os.kill(process, signal.SIGKILL)
            return process, slot
        time.sleep(0.02)
    raise AssertionError("no run began")


def wait_until_done(engine: Engine, slot: datetime) -> None:
    deadline = time.monotonic() + PATIENCE
    done = pick(JobRun.id).where(JobRun.slot == slot, JobRun.state == RunState.DONE)
    while time.monotonic() < deadline:
        with Session(engine.execution_options(is_reading=True)) as session:
            if session.exec(done).first():
                return
        time.sleep(0.1)
    raise AssertionError("the killed runner's slot was not given to the next leader")


@pytest.mark.slow
def test_every_slot_takes_effect_once_though_the_leader_is_killed_three_times(
    shared: Engine,
) -> None:
    processes = {process.pid: process for process in (start(shared) for _ in range(3))}
    killed: list[datetime] = []
    try:
        for process in processes.values():
            ready(process)
        for _ in range(3):
            pid, slot = kill_the_leader_at_work(shared)
            assert ended(processes.pop(pid)) == -signal.SIGKILL
            killed.append(slot)
            replacement = start(shared)
            processes[replacement.pid] = replacement
            wait_until_done(shared, slot)
            ready(replacement)
    finally:
        for process in processes.values():
            process.terminate()
        codes = [ended(process) for process in processes.values()]
    assert codes == [0, 0, 0]

    with Session(shared.execution_options(is_reading=True)) as session:
        effects = Counter(session.execute(select(EFFECTS.c.slot)).scalars())
        runs = session.exec(pick(JobRun).order_by(col(JobRun.slot))).all()
    slots = [run.slot for run in runs]
    assert {run.state for run in runs} == {RunState.DONE}
    assert effects == Counter(slots), "an effect is missing or appears twice"
    assert {run.slot for run in runs if run.attempts > 1} == set(killed)
    assert slots == [slots[0] + PERIOD * n for n in range(len(slots))], "a slot was left out"
    assert all(run.job == NAME for run in runs)
