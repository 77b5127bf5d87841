"""An answer that was acknowledged is there, once, whenever the server is killed."""

import http.client
import os
import random
import secrets
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from cxgame import clock, db, migrate
from cxgame.feedback import surveys
from cxgame.people.actor import Actor
from scripts.served import free_port, wait_for
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

CLIENTS = 16
KILLS = 20 if os.environ.get("CXGAME_SOAK") else 4


def test_no_acknowledged_answer_is_lost_or_doubled(tmp_path: Path) -> None:
    path = tmp_path / "survey.db"
    token = make_survey(path)
    chance = random.Random(20)
    acknowledged: list[str] = []
    for _kill in range(KILLS):
        acknowledged += load_until_killed(path, token, chance.uniform(0.3, 1.5), tmp_path)

    with sqlite3.connect(path) as connection:
        keys = [row[0] for row in connection.execute("SELECT submission_id FROM feedback_record")]
        rolled_up = connection.execute("SELECT sum(n) FROM score_day").fetchone()[0]
    stored = {key.partition(":")[2] for key in keys}
    assert len(acknowledged) > KILLS * 10  # the load was real
    assert len(keys) == len(stored) == rolled_up
    assert set(acknowledged) <= stored


def make_survey(path: Path) -> str:
    engine = db.connect(f"sqlite:///{path}")
    migrate.upgrade(engine)
    system = Actor.system("test")
    with db.transaction(engine) as session:
        surveys.add_survey(session, actor=system, name="Counter", now=clock.now())
        token = surveys.surveys(session, actor=system)[0].token
    engine.dispose()
    return token


def load_until_killed(path: Path, token: str, seconds: float, folder: Path) -> list[str]:
    """Serve, post from many clients, kill the server in the middle; return what it acknowledged."""
    port, log = free_port(), folder / "server.log"
    environment = {
        **os.environ,
        "CXGAME_DATABASE_URL": f"sqlite:///{path}",
        "CXGAME_PORT": str(port),
        "CXGAME_DEMO": "0",
        "CXGAME_SURVEY_POSTS_PER_MINUTE": "0",
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "cxgame", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}", process, log)
            return posts_until_killed(port, token, seconds, process)
        finally:
            process.kill()
            process.wait(timeout=20)


def posts_until_killed(
    port: int, token: str, seconds: float, process: "subprocess.Popen[bytes]"
) -> list[str]:
    acknowledged: list[str] = []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        headers = {"content-type": "application/x-www-form-urlencoded"}
        while True:
            key = secrets.token_urlsafe(16)
            try:
                form = urlencode({"submission": key, "score": "9", "text": "ok"})
                connection.request("POST", f"/s/{token}", form, headers)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                return  # killed
            if answer.status == 303:
                acknowledged.append(key)

    threads = [threading.Thread(target=client) for _number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    for thread in threads:
        thread.join()
    return acknowledged
