"""`boards import`, `export`, `undo`: the words that keep their shape."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlmodel import select
from typer.testing import CliRunner

from cxgame import db
from cxgame.boards.models import Board, Card
from cxgame.cli import boards
from cxgame.errors import InvalidInput
from tests.boards.importing.sample import board
from tests.conftest import Town

app = typer.Typer()
boards.add_to(app)


def told(*words: object) -> Any:
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0
    return json.loads(result.stdout) if "--json" in words else result.stdout


@pytest.fixture
def file(tmp_path: Path, town: Town) -> Path:
    path = tmp_path / "shop.json"
    path.write_text(json.dumps(board()), "utf-8")
    return path


def counted() -> tuple[int, int]:
    with db.reading() as session:
        return len(session.exec(select(Board)).all()), len(session.exec(select(Card)).all())


def test_a_board_of_trello_comes_in_and_goes(file: Path) -> None:
    asked = ("boards", "import", file, "--format", "trello", "--json")
    report = told(*asked, "--dry-run")
    assert counted() == (0, 0)
    assert (report["boards"], report["columns"], report["cards"]) == (1, 4, 3)
    assert (report["comments"], report["checklists"]) == (2, 2)
    assert [one["what"] for one in report["skipped"]] == ["Hang the sign: Plan.pdf"]
    brought = told(*asked)
    assert {**report, "import": brought["import"]} == brought
    assert counted() == (1, 3)
    assert told("boards", "undo", brought["import"], "--json") == {"removed": 3, "kept": 0}
    assert counted() == (0, 0)


def test_a_table_comes_in_and_goes_out_again(tmp_path: Path, town: Town) -> None:
    table = tmp_path / "tasks.csv"
    table.write_text("Coisa,Status,Due\nPaint,Doing,2026-12-31\nSign,Done,\n", "utf-8")
    report = told(*("boards", "import", table, "--format", "csv", "--map", "title=Coisa", "--json"))
    assert (report["columns"], report["cards"], report["skipped"]) == (2, 2, [])
    for ending in ("csv", "xlsx", "json"):
        out = tmp_path / f"out.{ending}"
        assert "2" in told("boards", "export", out)
        assert out.stat().st_size > 100
    with pytest.raises(InvalidInput):
        told("boards", "export", tmp_path / "out.pdf")


def test_it_is_for_a_team_where_one_is_named(file: Path, town: Town) -> None:
    told("boards", "import", file, "--format", "trello", "--team", "Front desk")
    with db.reading() as session:
        assert session.exec(select(Board.team_id)).one() == town.desk
    with pytest.raises(InvalidInput):
        told("boards", "import", file, "--format", "trello", "--team", "Nobody")
