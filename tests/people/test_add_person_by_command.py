import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


def add_person(database: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "cxgame", "add-person", *words],
        cwd=ROOT,
        env={
            **os.environ,
            "CXGAME_DATABASE_URL": f"sqlite:///{database}",
            "CXGAME_LANGUAGE": "en",
            "CXGAME_PUBLIC_URL": "https://cx.example.com",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_first_person_comes_into_an_empty_database(tmp_path: Path) -> None:
    done = add_person(tmp_path / "own.db", "Ana Souza", "--role", "admin")

    assert done.returncode == 0, done.stderr
    assert "Ana Souza was added." in done.stdout
    assert "https://cx.example.com/account/password/" in done.stdout


def test_a_taken_name_is_a_sentence_and_exit_1(tmp_path: Path) -> None:
    add_person(tmp_path / "own.db", "Ana Souza")

    again = add_person(tmp_path / "own.db", "Ana Souza")

    assert again.returncode == 1
    assert again.stderr == "Somebody already signs in with this name. Choose another one.\n"
