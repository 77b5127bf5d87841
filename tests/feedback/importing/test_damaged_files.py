"""Whatever is wrong with a file is said in a sentence, and nothing goes in by halves."""

import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from sqlmodel import func, select

from cxgame import db
from cxgame.errors import InvalidInput
from cxgame.feedback import rollup_check
from cxgame.feedback.importing import run
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.preview import preview
from cxgame.feedback.importing.report import Report
from cxgame.feedback.models import FeedbackRecord, ImportBatch
from cxgame.feedback.scales import SurveyKind
from cxgame.tabular import workbook
from tests.conftest import NOON, ROOT, Town
from tests.feedback.importing import damaged
from tests.feedback.importing.conftest import reasons

SMALL = damaged.small()
MOST_MB = 500
MEASURED = """
import sys
from cxgame import cli, migrate
migrate.upgrade()
try:
    cli.main()
finally:
    # getrusage would tell of the tests' own process, too, from which this one was started.
    [peak] = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
    print(peak.split()[1], file=sys.stderr)
"""


@pytest.fixture(autouse=True)
def shorter_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting a million rows that are not there takes a second each time."""
    monkeypatch.setattr(workbook, "MOST_ROWS", 10_000)


def bring_in(one: damaged.Damaged, town: Town) -> Report:
    options = Options(survey=SurveyKind.NPS)
    task = run.Task("feedback", BytesIO(one.content), one.name, town.root, options, NOON)
    return run.bring_in(db.transaction, task)


def stored() -> tuple[int, list[str]]:
    """Return how many records there are, and how the imports stand."""
    with db.reading() as session:
        assert rollup_check.check(session).differences == ()
        n = session.exec(select(func.count()).select_from(FeedbackRecord)).one()
        return n, list(session.exec(select(ImportBatch.state)))


def test_there_are_more_than_fifty() -> None:
    assert len({one.name for one in SMALL}) == len(SMALL) > 60


@pytest.mark.parametrize("one", SMALL, ids=lambda one: one.name)
def test_it_is_said_in_a_sentence(one: damaged.Damaged, town: Town) -> None:
    if one.created is None:
        with pytest.raises(InvalidInput, match=one.said):
            bring_in(one, town)
        assert stored() == (0, [])
        return
    report = bring_in(one, town)
    assert report.created == one.created
    assert one.said in " ".join(reasons(report).values())
    assert bool(report.rejected) == bool(one.said)
    assert stored() == (one.created, ["done"])


@pytest.mark.parametrize("one", SMALL, ids=lambda one: one.name)
def test_a_look_at_it_never_fails_in_another_way(one: damaged.Damaged) -> None:
    try:
        seen = preview(BytesIO(one.content), one.name)
    except InvalidInput as error:
        assert one.created is None and str(error)
        return
    assert seen.columns and seen.count >= len(seen.rows)


@pytest.mark.slow
@pytest.mark.parametrize("make", damaged.LARGE, ids=lambda make: make.__name__)
def test_large_ones_take_little_memory(make: Callable[[], damaged.Damaged], tmp_path: Path) -> None:
    one = make()
    file = tmp_path / one.name
    file.write_bytes(one.content)
    environment = {
        **os.environ,
        "CXGAME_DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}",
        "CXGAME_LANGUAGE": "en",
    }
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "import", "feedback", str(file), "--survey", "nps"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    *_others, said, kilobytes = done.stderr.splitlines()
    assert one.said in said
    assert int(kilobytes) / 1024 < MOST_MB
