"""Files made on the spot, and the ways to bring them in."""

from collections.abc import Callable
from io import BytesIO

import pytest

from cxgame import db
from cxgame.feedback.importing import run
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.report import Report
from cxgame.feedback.scales import SurveyKind
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town

BringIn = Callable[..., Report]


def file(text: str, encoding: str = "utf-8") -> BytesIO:
    """Return a text as an open file."""
    return BytesIO(text.encode(encoding))


@pytest.fixture
def bring_in(town: Town) -> BringIn:
    """Import a text (dry=True: rehearse it) as NPS answers unless other options are given."""

    def run_it(
        text: str,
        *,
        dry: bool = False,
        served: bool = False,
        actor: Actor = town.root,
        name: str = "file.csv",
        **options: object,
    ) -> Report:
        if not served and "kind" not in options:
            options.setdefault("survey", SurveyKind.NPS)
        task = run.Task(
            "served" if served else "feedback",
            file(text),
            name,
            actor,
            Options(**options),  # type: ignore[arg-type]
            NOON,
        )
        return run.rehearse(db.reading, task) if dry else run.bring_in(db.transaction, task)

    return run_it


def counts(report: Report) -> tuple[int, int, int, int]:
    """Return what was read, created, known already, rejected."""
    return report.read, report.created, report.duplicates, len(report.rejected)


def reasons(report: Report) -> dict[int, str]:
    """Return the English reason of every rejected row."""
    return {row: reason.message.format(**reason.values) for row, reason in report.rejected}
