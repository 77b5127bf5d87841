import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "CXGAME_DATABASE_URL": f"sqlite:///{tmp_path}/jobs.db",
        "CXGAME_LANGUAGE": "en",
    }


def run(environment: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "cxgame", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_job_runs_by_its_name(environment: dict[str, str]) -> None:
    assert run(environment, "migrate").returncode == 0

    done = run(environment, "job", "clear-sign-ins")

    assert (done.returncode, done.stdout) == (0, "The job clear-sign-ins is done: 0 changes.\n")


def test_an_unknown_job_is_a_sentence_and_exit_1(environment: dict[str, str]) -> None:
    failed = run(environment, "job", "nonsense")

    assert failed.returncode == 1
    assert "clear-sign-ins" in failed.stderr and "Traceback" not in failed.stderr


def test_a_worker_runs_until_it_is_stopped(environment: dict[str, str]) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "cxgame", "worker"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout and "jobs run" in worker.stdout.readline()

    worker.send_signal(signal.SIGTERM)

    worker.communicate(timeout=60)
    assert worker.returncode == 0
