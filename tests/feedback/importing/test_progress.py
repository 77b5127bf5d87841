from io import BytesIO

import pytest

from cxgame import db
from cxgame.feedback.importing import run
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.preview import preview
from cxgame.feedback.scales import SurveyKind
from tests.conftest import NOON, Town
from tests.feedback.importing.conftest import file


def test_a_preview_shows_how_the_file_is_written() -> None:
    seen = preview(file("nota;data;id\n9;25/02/2026;a\n8;;b\n", "cp1252"), "x.csv")

    assert (seen.separator, seen.columns, seen.count) == (";", ("nota", "data", "id"), 2)
    assert seen.rows == (("9", "25/02/2026", "a"), ("8", "", "b"))
    assert seen.mapping == {"score": "nota", "collected_at": "data", "submission_id": "id"}
    assert seen.date_format == "d/m/y"


def test_progress_is_told_in_rows(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "ROWS", 10)
    told: list[tuple[int, int]] = []
    task = run.Task(
        "feedback",
        BytesIO(b"score\n" + b"9\n" * 25),
        "x.csv",
        town.root,
        Options(survey=SurveyKind.NPS),
        NOON,
        lambda done, total: told.append((done, total)),
    )
    run.bring_in(db.transaction, task)
    assert told == [(10, 25), (20, 25), (25, 25)]
