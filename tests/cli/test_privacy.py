"""`privacy`: files to hand over, an erasure with its journal, what is past its time."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cxgame import db
from cxgame.cli import privacy
from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback import voice
from tests.conftest import NOON, Town

EMAIL = "ana@example.com"
app = typer.Typer()
privacy.add_to(app)


def run(*words: str) -> str:
    result = CliRunner().invoke(app, ["privacy", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_what_is_held_goes_out_and_then_goes(town: Town, tmp_path: Path) -> None:
    with db.transaction() as session:
        voice.record_complaint(
            session, actor=town.edu, team_id=town.desk, text="Olá", contact=EMAIL, now=NOON
        )
    made, printed, kept = (tmp_path / name for name in ("a.json", "a.pdf", "erased.jsonl"))
    run("export", EMAIL, str(made))
    run("export", EMAIL, str(printed))
    assert json.loads(made.read_text("utf-8"))["records"][0]["contact"] == EMAIL
    assert printed.read_bytes().startswith(b"%PDF-")
    with pytest.raises(InvalidInput):
        run("export", EMAIL, str(tmp_path / "a.doc"))

    assert "1" in run("erase", EMAIL)
    with pytest.raises(NotFound):
        run("erase", EMAIL)
    run("journal", str(kept))
    assert EMAIL not in kept.read_text("utf-8")
    assert "0" in run("replay", str(kept))
    for wrong in (made, tmp_path / "none"):
        with pytest.raises(InvalidInput):
            run("replay", str(wrong))
    assert "0" in run("retention", "--dry-run") and "0" in run("retention")
    run("clean")
