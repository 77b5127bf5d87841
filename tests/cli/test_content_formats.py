"""`content import --format`, `content export --format`: questions of other systems."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cxgame import db
from cxgame.cli.content import content_app
from cxgame.content import formats
from cxgame.errors import InvalidInput, NotFound
from cxgame.learning.bank import queries
from cxgame.people.actor import Actor
from tests.learning.library import QUESTIONS
from tests.learning.way import stock

FILE = """// a comment
$CATEGORY: a

Read this first.

Quem chega primeiro? {=Eu ~Você}

Escreva. {}

Nada {=fecha
"""


def run(*words: object) -> Result:
    result = CliRunner().invoke(content_app, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def told(*words: object) -> Any:
    result = run(*words)
    assert result.exit_code == 0
    return json.loads(result.stdout)


def stored() -> list[queries.BankView]:
    with db.reading() as session:
        return list(queries.bank(session, actor=Actor.system()).questions)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A question that goes in, an essay, and one that never closes its braces."""
    path = tmp_path / "questions.gift"
    path.write_text(FILE, "utf-8")
    return path


@pytest.fixture
def _modules() -> None:
    with db.transaction() as session:
        stock(session)


def test_the_report_is_json(file: Path) -> None:
    report = told("import", file, "--format", "gift", "--json")
    assert report == {
        "batch": 1,
        "read": 3,
        "imported": 1,
        "known": 0,
        "skipped": [
            {"line": 8, "reason": "Uma dissertação precisa de alguém para corrigir."},
            {"line": 10, "reason": "As respostas não terminam com uma chave."},
        ],
        "notes": [],
    }
    (one,) = stored()
    assert (one.language, one.prompt) == ("pt-BR", "Quem chega primeiro?")


def test_a_dry_run_stores_nothing(file: Path) -> None:
    report = told("import", file, "--format", "gift", "--dry-run", "--json")
    assert (report["read"], report["imported"], report["batch"]) == (3, 1, None)
    assert stored() == []


def test_the_same_file_again_adds_none_and_says_so(file: Path) -> None:
    told("import", file, "--format", "gift", "--json")
    again = told("import", file, "--format", "gift", "--json")
    assert (again["imported"], again["known"], len(again["skipped"])) == (0, 1, 3)
    assert {"line": 6, "reason": "Ela já está no banco de questões."} in again["skipped"]


def test_without_json_it_is_a_few_sentences(file: Path) -> None:
    said = run("import", file, "--format", "gift", "--language", "en").stdout
    assert "Questões lidas: 3. Novas no banco: 1. Puladas: 2." in said
    assert "Linha 8: Uma dissertação" in said
    (one,) = stored()
    assert one.language == "en"


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("aiken", "Q\nA) a\nB) b\nANSWER: A\n"),
        (
            "moodlexml",
            "<quiz><question type='truefalse'><questiontext><text>Q</text></questiontext>"
            "<answer fraction='100'><text>true</text></answer></question></quiz>",
        ),
    ],
)
def test_the_other_formats_come_in_too(tmp_path: Path, format: str, text: str) -> None:
    path = tmp_path / "q"
    path.write_text(text, "utf-8")
    report = told("import", path, "--format", format, "--json")
    assert (report["read"], report["imported"], report["skipped"]) == (1, 1, [])


def test_what_cannot_be_read_is_a_sentence(tmp_path: Path, file: Path) -> None:
    with pytest.raises(InvalidInput, match="no file"):
        run("import", tmp_path / "none.gift", "--format", "gift")
    with pytest.raises(InvalidInput, match="no file"):
        run("import", "--format", "gift")
    with pytest.raises(InvalidInput, match="can't be read as XML"):
        run("import", file, "--format", "moodlexml")
    with pytest.raises(InvalidInput, match="one of: pt-BR, en"):
        run("import", file, "--format", "gift", "--language", "fr")
    assert run("import", file, "--format", "csv").exit_code == 2


@pytest.mark.usefixtures("_modules")
def test_a_module_goes_out_to_the_screen_and_its_losses_beside_it() -> None:
    result = run("export", "--format", "gift", "--module", "welcome", "--language", "en")
    assert "::single::[plain]What comes first?{" in result.stdout
    assert "ordering: O GIFT não tem questões de pôr em ordem." in result.stderr
    assert "ordering:" not in result.stdout


@pytest.mark.usefixtures("_modules")
def test_all_modules_go_into_a_file(tmp_path: Path) -> None:
    path = tmp_path / "out.xml"
    report = told("export", path, "--format", "moodlexml", "--json")
    assert report == {"written": len(QUESTIONS) + 2, "lost": []}
    back = formats.read(path.read_bytes(), name=path.name, language="pt-BR")
    assert len([one for one in back.entries if one.question]) == report["written"]


@pytest.mark.usefixtures("_modules")
def test_what_a_format_cannot_hold_is_in_the_report(tmp_path: Path) -> None:
    report = told("export", tmp_path / "out.txt", "--format", "aiken", "--json")
    assert report["written"] == 3
    left_out = [loss["question"] for loss in report["lost"] if loss["left_out"]]
    assert left_out == [
        *("goodbye-number", "multiple", "short-text", "number", "matching", "ordering"),
    ]


@pytest.mark.usefixtures("_modules")
def test_an_export_needs_a_module_that_is_there() -> None:
    with pytest.raises(NotFound):
        run("export", "--format", "gift", "--module", "nowhere")
