from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
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
