"""An import that is killed stands in whole chunks, goes on when run again, and can be undone."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, func, select

from cxgame import db, migrate
from cxgame.feedback import rollup_check
from cxgame.feedback.models import FeedbackRecord, ImportBatch
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

ROWS, CHUNK, KILLS = 30_000, 1_000, 4
# The command line with small chunks, telling on stdout when each is stored.
COMMAND = f"""
import sys
from cxgame import cli
from cxgame.feedback.importing import reading, run
run.ROWS = {CHUNK}
def tell(self):
    print("stored", self.report.read, flush=True)
reading.Reading._tell = tell
sys.argv[0] = "cxgame"
cli.main()
"""


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of files, which other processes can reach."""
    if request.config.getoption("--database") == "postgresql":
        yield db.engine().url.render_as_string(hide_password=False)
        return
    address = f"sqlite:///{tmp_path / 'x.db'}"
    made = db.connect(address)
    migrate.upgrade(made)
    made.dispose()
    yield address


def test_nothing_is_lost_or_doubled_whenever_it_is_killed(url: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    lines = [f"{n % 11},2026-02-{n % 28 + 1:02},Team {n % 5}" for n in range(ROWS)]
    file.write_text("score,date,team\n" + "\n".join(lines) + "\n")
    engine = db.connect(url)

    stood = 0
    for kill in range(KILLS):
        kill_after(url, file, chunks=3 + kill)
        batch, n = standing(engine)
        assert (batch.state, n) == ("running", batch.created)
        assert n % CHUNK == 0 and n == batch.rows_read
        assert stood < n < ROWS
        stood = n

    done = subprocess.run(
        command(file, "--json"), cwd=ROOT, env=environment(url), capture_output=True, check=True
    )
    report = json.loads(done.stdout.splitlines()[-1])
    assert (report["batch"], report["stood"]) == (1, stood)
    assert (report["read"], report["created"], report["duplicates"]) == (ROWS, ROWS, 0)
    batch, n = standing(engine)
    assert (batch.state, n, batch.attempt) == ("done", ROWS, KILLS + 1)

    undone = [sys.executable, "-m", "cxgame", "import", "undo", "1"]
    subprocess.run(undone, cwd=ROOT, env=environment(url), capture_output=True, check=True)
    assert standing(engine)[1] == 0
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM score_day")).scalar() == 0
    engine.dispose()


def command(file: Path, *more: str) -> list[str]:
    words = ("import", "feedback", str(file), "--survey", "nps", "--create-teams", *more)
    return [sys.executable, "-c", COMMAND, *words]


def environment(url: str) -> dict[str, str]:
    return {**os.environ, "CXGAME_DATABASE_URL": url}


def kill_after(url: str, file: Path, *, chunks: int) -> None:
    """Run the import, and kill it while it works on the chunk after these."""
    process = subprocess.Popen(
        command(file), cwd=ROOT, env=environment(url), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process:
        told = [process.stdout.readline() for _chunk in range(chunks)]
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
    assert all(line.startswith("stored") for line in told)


def standing(engine: Engine) -> tuple[ImportBatch, int]:
    """Return the one import and the count of records, whose totals agree."""
    with Session(engine) as session:
        assert rollup_check.check(session).differences == ()
        batch = session.exec(select(ImportBatch)).one()
        n = session.exec(select(func.count()).select_from(FeedbackRecord)).one()
        session.expunge_all()
        return batch, n
