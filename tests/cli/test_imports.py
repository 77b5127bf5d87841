"""`import feedback`, `import served`, `import undo`, `scores`, `leaderboard`, `rollups check`."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlmodel import select
from typer.testing import CliRunner, Result

from cxgame import db
from cxgame.cli import feedback, imports
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback.models import FeedbackRecord, ScoreDay
from tests.conftest import Town
from tests.tabular.workbooks import workbook

app = typer.Typer()
feedback.add_to(app)
imports.add_to(app)

ROWS = "REC,date,PRODUCT,Region\n9,2026-02-01,Till,South\n3,2026-02-02,Bath,\n11,2026-02-02,Bath,\n"
NPS = ("--survey", "nps", "--map", "score=REC", "--map", "touchpoint=PRODUCT", "--json")


def run(*words: object) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def told(*words: object) -> Any:
    result = run(*words)
    assert result.exit_code == 0
    return json.loads(result.stdout)


@pytest.fixture
def file(tmp_path: Path, town: Town) -> Path:
    """Two good rows and a bad one."""
    path = tmp_path / "answers.csv"
    path.write_text(ROWS, "utf-8")
    return path


def count() -> int:
    with db.reading() as session:
        return len(session.exec(select(FeedbackRecord)).all())


def test_the_report_is_json(file: Path) -> None:
    report = told("import", "feedback", file, *NPS)
    assert report == {
        "batch": 1,
        "read": 3,
        "created": 2,
        "duplicates": 0,
        "rejected": 1,
        "rejected_rows": [{"row": 4, "reason": "A nota vai de 0 a 10."}],
        "mapping": {"score": "REC", "touchpoint": "PRODUCT", "collected_at": "date"},
        "encoding": "utf-8",
        "separator": ",",
        "sheet": "",
        "heading_row": 1,
        "date_format": "ISO",
        "decimal": "",
        "scales": {},
        "left_out": [],
        "resumes": None,
        "stood": 0,
    }
    again = told("import", "feedback", file, *NPS)
    assert (again["created"], again["duplicates"]) == (0, 2)


def test_without_json_it_is_a_few_sentences(file: Path) -> None:
    said = run("import", "feedback", file, *NPS[:-1]).stdout
    assert "import undo 1" in said
    assert "A nota vai de 0 a 10." in said


def test_a_dry_run_stores_nothing(file: Path) -> None:
    report = told("import", "feedback", file, *NPS, "--dry-run")
    assert (report["batch"], report["created"], count()) == (None, 2, 0)


def test_strict_refuses_the_file_and_says_why(file: Path) -> None:
    with pytest.raises(Conflict, match="1 rows are bad"):
        run("import", "feedback", file, *NPS, "--strict")
    assert count() == 0


def test_undo_takes_the_import_back(file: Path) -> None:
    batch = told("import", "feedback", file, *NPS)["batch"]
    assert told("import", "undo", batch, "--json") == {"batch": 1, "removed": 2}
    assert count() == 0
    assert told("scores", "nps", "--json")["n"] == 0
    with pytest.raises(Conflict):
        run("import", "undo", batch)
    with pytest.raises(NotFound):
        run("import", "undo", 77)


def test_what_cannot_be_read_is_a_sentence(file: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no file"):
        run("import", "feedback", tmp_path / "none.csv", *NPS)
    with pytest.raises(InvalidInput, match="field=COLUMN"):
        run("import", "feedback", file, "--survey", "nps", "--map", "REC")
    with pytest.raises(InvalidInput, match="Say what the file holds"):
        run("import", "feedback", file)
    with pytest.raises(InvalidInput, match="no open team"):
        run("import", "feedback", file, *NPS, "--team", "Nowhere")


def test_all_the_flags_reach_the_import(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    path.write_text("nota;dia;equipe;x\n1;02/03/2026;Night;1\n7;02/03/2026;;2\n", "utf-8")
    report = told(
        *("import", "feedback", path, "--survey", "ces", "--scale", "1-7", "--reverse"),
        *("--map", "collected_at=dia", "--date-format", "m/d/y", "--team", "Clinic"),
        *("--create-teams", "--only-mapped", "--json"),
    )
    assert report["created"] == 2
    with db.reading() as session:
        one, two = session.exec(select(FeedbackRecord).order_by(FeedbackRecord.id))  # type: ignore[arg-type]
        assert (one.on_day.isoformat(), one.is_reversed) == ("2026-02-03", True)
        assert (one.band, two.band, two.details) == ("promoter", "detractor", None)


def test_complaints_and_customers_served_come_in(tmp_path: Path, town: Town) -> None:
    words = tmp_path / "words.csv"
    words.write_text("texto,equipe\nDemora,Clinic\n", "utf-8")
    assert told("import", "feedback", words, "--kind", "complaint", "--json")["created"] == 1
    served = tmp_path / "served.csv"
    served.write_text("team,day,customers\nClinic,2026-02-01,500\nClinic,soon,1\n", "utf-8")
    report = told("import", "served", served, "--json")
    assert (report["created"], report["rejected"]) == (1, 1)

    (first, *_) = told("leaderboard", "complaints", "--json")
    assert first == {
        "rank": 1,
        "team": "Clinic",
        "n": 500,
        "score": 2.0,
        "low": 0.05,
        "high": 11.14,
        "shrunk": 2.0,
        "state": "ranked",
    }


def test_scores_by_group_and_day(file: Path) -> None:
    told("import", "feedback", file, *NPS)
    report = told("scores", "nps", "--by", "Region", "--json")
    assert report == {
        "kind": "nps",
        "n": 2,
        "score": 0.0,
        "low": -73.34,
        "high": 73.34,
        "standard_error": 70.71,
        "groups": [
            {"group": "South", "n": 1, "score": 100.0, "low": -48.5, "high": 98.5},
            {"group": None, "n": 1, "score": -100.0, "low": -98.5, "high": 48.5},
        ],
    }
    assert told("scores", "nps", "--since", "2026-02-02", "--json")["n"] == 1
    assert told("scores", "nps", "--until", "2026-02-01", "--json")["n"] == 1
    assert "Bath" in run("scores", "nps", "--by", "touchpoint").stdout
    with pytest.raises(InvalidInput, match="year-month-day"):
        run("scores", "nps", "--since", "1/2/2026")


def test_leaderboards_say_who_is_collecting(file: Path) -> None:
    told("import", "feedback", file, *NPS, "--team", "Clinic")
    rows = told("leaderboard", "nps", "--json")
    assert [(row["team"], row["n"], row["rank"], row["state"]) for row in rows] == [
        ("Clinic", 2, None, "collecting"),
        ("Front desk", 0, None, "collecting"),
        ("Grooming", 0, None, "collecting"),
    ]
    assert told("leaderboard", "points", "--since", "2026-01-01", "--json")[1]["score"] == 0
    assert "Clinic" in run("leaderboard", "nps").stdout
    with pytest.raises(InvalidInput, match="no such leaderboard"):
        run("leaderboard", "sales")


def test_rollups_are_checked_and_repaired(file: Path) -> None:
    told("import", "feedback", file, *NPS)
    assert run("rollups", "check").exit_code == 0
    with db.transaction() as session:
        session.exec(select(ScoreDay)).first().n = 9  # type: ignore[union-attr]
    with pytest.raises(Conflict, match="1 cells"):
        run("rollups", "check")
    assert run("rollups", "check", "--repair").exit_code == 0
    assert "2" in run("rollups", "check").stdout


def test_how_a_file_is_written_can_be_said(tmp_path: Path, town: Town) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes("shop|nota|dia\nAção|9|02/03/2026\nB|8|02/03/2026\n".encode("cp850"))
    words = ("import", "feedback", path, "--survey", "nps", "--map", "collected_at=dia")
    form = ("--encoding", "cp850", "--separator", "|", "--date-format", "m/d/y", "--decimal", ",")
    report = told(*words, *form, "--only", "shop=acao", "--dry-run", "--json")
    assert (report["read"], report["created"]) == (1, 1)
    written = {name: report[name] for name in ("encoding", "separator", "date_format", "decimal")}
    assert written == {
        "encoding": "cp850",
        "separator": "|",
        "date_format": "m/d/y",
        "decimal": ",",
    }
    said = run(*words, "--dry-run").stdout
    assert "CP850" in said and "d/m/y" in said


def test_a_sheet_of_a_workbook_comes_in(tmp_path: Path, town: Town) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook(("Cover", [["x"]]), ("Answers", [["score", "team"], [9, "Clinic"]])))
    words = ("import", "feedback", path, "--survey", "nps", "--sheet", "Answers")
    assert told(*words, "--json")["sheet"] == "Answers"
    assert "Answers" in run(*words, "--dry-run").stdout
    assert count() == 1


def test_a_mapping_is_remembered_proposed_renamed_and_deleted(file: Path) -> None:
    told("import", "feedback", file, *NPS, "--save-mapping", "Our till", "--team", "Clinic")
    with pytest.raises(InvalidInput, match='looks like Our till: --mapping "Our till"'):
        run("import", "feedback", file)
    again = told("import", "feedback", file, "--mapping", "our TILL", "--json")
    assert (again["created"], again["duplicates"]) == (0, 2)
    run("import", "rename-mapping", "our till", "Counter")
    listed = told("import", "mappings", "--json")
    assert [one["name"] for one in listed][:2] == ["Counter", "Delighted"]
    assert "Counter" in run("import", "mappings").stdout
    run("import", "delete-mapping", "counter")
    with pytest.raises(NotFound):
        run("import", "feedback", file, "--mapping", "Counter")


def test_a_ready_made_mapping_is_proposed_and_taken(tmp_path: Path, town: Town) -> None:
    path = tmp_path / "x.csv"
    path.write_text("id,survey_type,score,created_at\n1,csat,5,1713418460\n2,enps,9,1713418460\n")
    with pytest.raises(InvalidInput, match="looks like Delighted: --mapping delighted"):
        run("import", "feedback", path)
    report = told("import", "feedback", path, "--mapping", "delighted", "--json")
    assert (report["created"], report["rejected"]) == (1, 1)
    assert told("scores", "nps", "--json")["n"] == 0
    assert "csat 1-5" in run("import", "feedback", path, "--mapping", "delighted").stdout


def test_columns_about_persons_are_named_when_they_stay_out(tmp_path: Path, town: Town) -> None:
    path = tmp_path / "x.csv"
    path.write_text("score,CPF\n9,123\n")
    assert "CPF" in run("import", "feedback", path, "--survey", "nps").stdout
    path.write_text("score,CPF\n")
    assert "títulos" in run("import", "feedback", path, "--survey", "nps").stdout
