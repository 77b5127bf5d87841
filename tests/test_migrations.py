from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlmodel import SQLModel

from cxgame import db, migrate, tables  # noqa: F401
from cxgame.migrations import outside


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(migrate.alembic_config()).get_heads()) == 1


def test_migrations_build_what_the_models_say(tmp_path: Path) -> None:
    made = db.connect(f"sqlite:///{tmp_path}/new.db")
    assert migrate.upgrade(made) == migrate.head()
    opts = {"compare_type": True, "include_name": outside.is_managed}
    with made.connect() as connection:
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_a_second_upgrade_changes_nothing_and_copies_nothing(tmp_path: Path) -> None:
    made = db.connect(f"sqlite:///{tmp_path}/new.db")
    migrate.upgrade(made)
    migrate.upgrade(made)
    assert not list(tmp_path.glob("*.before-*"))


def test_migrations_never_import_the_app() -> None:
    for path in (Path(migrate.__file__).parent / "migrations" / "versions").glob("*.py"):
        assert "cxgame" not in path.read_text("utf-8"), path.name


def test_boards_of_plans_get_the_columns_of_the_check(tmp_path: Path) -> None:
    """A company's boards from before keep their cards; those of tasks stay as they are."""
    made = db.connect(f"sqlite:///{tmp_path}/old.db")
    config = migrate.alembic_config()
    with made.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "80b11dff45ee")
        for number, level in enumerate(("tactical", "operational"), start=1):
            keys = ("draft", "do", "check", "done") if number == 1 else ("todo", "done")
            board = {"id": number, "key": level, "level": level}
            connection.execute(
                text("INSERT INTO board (id, key, level, name) VALUES (:id, :key, :level, '{}')"),
                board,
            )
            for at, key in enumerate(keys):
                row = {"board": number, "key": key, "at": at, "done": key == "done"}
                connection.execute(
                    text(
                        "INSERT INTO board_column (board_id, key, name, stage, position, is_done) "
                        "VALUES (:board, :key, '{}', :key, :at, :done)"
                    ),
                    row,
                )
    migrate.upgrade(made)
    with made.connect() as connection:
        query = text("SELECT board_id, key FROM board_column ORDER BY board_id, position")
        found = connection.execute(query).all()
    assert [key for board, key in found if board == 1] == [
        *("draft", "do", "wait", "check", "act", "done"),
    ]
    assert [key for board, key in found if board == 2] == ["todo", "done"]
