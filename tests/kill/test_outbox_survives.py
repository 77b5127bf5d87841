"""Mail is sent at least once, and twice only where we died between sending and noting it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, func, select

from cxgame import clock, db
from cxgame.notices.mail import outbox
from cxgame.notices.mail.models import Mail, MailState
from cxgame.notices.mail.outbox import Letter
from scripts.served import free_port
from tests.conftest import ROOT, renamed
from tests.jobs.test_kill_the_leader import create
from tests.notices.mail.server import Handler, serving

pytestmark = pytest.mark.slow

IS_SOAK = bool(os.environ.get("CXGAME_SOAK"))
LETTERS, KILLS = (1_000, 20) if IS_SOAK else (60, 2)
PATIENCE = 120  # seconds without any progress


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database that several processes can open, on each engine."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/shared.db"
    else:
        url = renamed(request.getfixturevalue("postgres_url"), f"posted_{os.getpid()}")
        create(url)
    made = db.connect(url)
    SQLModel.metadata.create_all(made)
    yield made
    made.dispose()


def test_no_letter_is_lost_though_the_server_is_killed_again_and_again(shared: Engine) -> None:
    with db.transaction(shared) as session:
        for number in range(LETTERS):
            outbox.post(session, letter(number), now=clock.now())
    port, chance = free_port(), random.Random(20)
    with serving(port) as handler:
        for kill in range(1, KILLS + 1):
            send_until_killed(shared, port, handler, LETTERS * kill // (KILLS + 1), chance)
        last = start(shared, port)
        try:
            wait_until_sent(shared)
        finally:
            last.terminate()
            last.communicate(timeout=PATIENCE)

    taken = Counter(each["To"].addresses[0].addr_spec for each in handler.taken)
    assert set(taken) == {letter(number).to_address for number in range(LETTERS)}
    assert taken.total() - LETTERS <= KILLS
    for address, times in taken.items():
        ids = {each["Message-ID"] for each in handler.taken if address in each["To"]}
        assert len(ids) == 1, f"{address} got {times} letters that do not look the same"


def letter(number: int) -> Letter:
    return Letter(
        key=f"letter:{number}",
        kind="invitation",
        to_address=f"customer{number}@example.com",
        subject="How was it?",
        body="Tell us.",
        language="en",
    )


def start(engine: Engine, port: int) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.kill.postman"],
        cwd=ROOT,
        env={
            **os.environ,
            "CXGAME_DATABASE_URL": engine.url.render_as_string(hide_password=False),
            "CXGAME_SMTP_URL": f"smtp://127.0.0.1:{port}",
            "CXGAME_MAIL_FROM": "voz@lumina.example",
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stdout.readline() == "started\n"
    return process


def send_until_killed(
    engine: Engine, port: int, handler: Handler, enough: int, chance: random.Random
) -> None:
    """Let a process send until so many letters were taken, then kill it in the middle."""
    process = start(engine, port)
    deadline = time.monotonic() + PATIENCE
    while len(handler.taken) < enough:
        assert time.monotonic() < deadline and process.poll() is None, "nothing is sent any more"
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.02))
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)


def wait_until_sent(engine: Engine) -> None:
    waiting = select(func.count()).where(Mail.state != MailState.SENT)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with Session(engine.execution_options(is_reading=True)) as session:
            if not session.exec(waiting).one():
                return
        time.sleep(0.1)
    raise AssertionError("some letters were never sent")
