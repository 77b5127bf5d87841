import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select
from typer.testing import CliRunner, Result

from cxgame import db
from cxgame.cli.content import content_app
from cxgame.learning.importing import SHIPPED_FOLDER, import_shipped
from cxgame.learning.models import Module, ModuleVersion, Track
from cxgame.standards.models import Sop
from tests import stories
from tests.conftest import NOON


def run(*words: object) -> Result:
    return CliRunner().invoke(content_app, [str(word) for word in words])


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the shipped content with another title for a module."""
    folder = tmp_path / "content"
    shutil.copytree(SHIPPED_FOLDER, folder)
    file = folder / "modules" / "welcome" / "module.yaml"
    file.write_text(file.read_text("utf-8").replace("Welcome whoever arrives", "Hello"), "utf-8")
    return folder


@pytest.fixture
def shipped_is_in() -> None:
    """The shipped content, in the database before anything is done."""
    with db.transaction() as session:
        stories.beginning(session, "shipped", lambda: import_shipped(session, now=NOON))


def title() -> str:
    with db.reading() as session:
        return session.exec(select(Module).where(Module.slug == "welcome")).one().title["en"]


def test_the_shipped_content_is_whole() -> None:
    result = run("check", "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert report["errors"] == []
    assert report["modules"] >= 3
    assert report["languages"] == {"pt-BR": report["modules"], "en": report["modules"]}
    assert set(report) == {
        *("modules", "sops", "questions", "scenarios", "badges"),
        *("languages", "errors"),
    }


def test_a_broken_folder_is_told_and_fails(own: Path) -> None:
    (own / "modules" / "welcome" / "questions.yaml").write_text("- id: 1", "utf-8")
    as_words, as_json = run("check", own), run("check", own, "--json")
    assert as_words.exit_code == as_json.exit_code == 1
    assert "modules/welcome/questions.yaml" in as_words.stdout
    assert json.loads(as_json.stdout)["errors"]


def test_it_is_imported_once() -> None:
    assert run("import").exit_code == 0
    assert run("import").exit_code == 0
    with db.reading() as session:
        modules = session.exec(select(Module.id)).all()
        versions = session.exec(select(ModuleVersion.id)).all()
    assert len(modules) == len(versions) >= 3


def test_a_folder_of_ones_own_takes_the_place_and_keeps_it(shipped_is_in: None, own: Path) -> None:
    assert run("import", own).exit_code == 0
    assert title() == "Hello"

    again = run("import")
    assert title() == "Hello"
    assert "module welcome" in again.stdout


def test_a_broken_folder_is_not_imported(own: Path, session: Session) -> None:
    (own / "tracks.yaml").unlink()
    assert run("import", own).exit_code == 1
    assert session.exec(select(Module)).all() == []


def test_what_is_exported_comes_in_again_the_same(
    shipped_is_in: None, own: Path, tmp_path: Path, database: Engine
) -> None:
    run("import", own)
    result = run("export", tmp_path / "out")
    assert result.exit_code == 0
    with db.reading() as session:
        before = revisions(session)
    with database.begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())

    assert run("check", tmp_path / "out").exit_code == 0
    assert run("import", tmp_path / "out").exit_code == 0
    with db.reading() as session:
        assert revisions(session) == before
    assert title() == "Hello"


def test_only_our_own_is_exported(shipped_is_in: None, own: Path, tmp_path: Path) -> None:
    run("import", own)
    assert run("export", tmp_path / "out", "--own").exit_code == 0
    files = {
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")
    }
    assert "modules/welcome/module.yaml" in files
    assert {path.split("/")[1] for path in files if "/" in path} == {"welcome"}
    assert run("import", tmp_path / "out").exit_code == 0


def test_a_folder_that_is_not_empty_is_not_written_over(shipped_is_in: None, own: Path) -> None:
    result = run("export", own)
    assert result.exit_code == 1
    assert "holds something already" in str(result.exception)


def test_ours_gives_way_where_it_is_said(shipped_is_in: None, own: Path) -> None:
    run("import", own)
    assert run("import", "--replace", "module welcome").exit_code == 0
    assert title() != "Hello"


def revisions(session: Session) -> set[str]:
    return {
        *session.exec(select(Module.current_revision)),
        *session.exec(select(Sop.current_revision)),
        *session.exec(select(Track.revision)),
    }
