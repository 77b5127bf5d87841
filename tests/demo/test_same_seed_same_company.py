import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.demo import digest
from tests.demo.conftest import NOW, copied, make

DAYS = 9

pytestmark = pytest.mark.slow


def test_the_same_day_makes_the_same_company_in_another_process(
    sqlite_template: sqlite3.Connection, tmp_path: Path
) -> None:
    engine = copied(sqlite_template)
    make(engine, days=DAYS)
    with engine.connect() as connection:
        here = digest.of(connection)
    engine.dispose()

    environment = os.environ | {
        "CXGAME_DATABASE_URL": f"sqlite:///{tmp_path / 'other.db'}",
        "PYTHONHASHSEED": "7",  # the order of sets must not show
    }
    command = [sys.executable, "-m", "tests.demo.digest", str(DAYS), NOW.isoformat()]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == here


def test_another_day_makes_another_company(sqlite_template: sqlite3.Connection) -> None:
    found = set()
    for days in (3, 4):
        engine = copied(sqlite_template)
        make(engine, days=days)
        with engine.connect() as connection:
            found.add(digest.of(connection))
        engine.dispose()

    assert len(found) == 2
