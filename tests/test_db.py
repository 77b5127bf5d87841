from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from cxgame import db


def test_an_error_tells_nothing_of_what_was_to_be_stored(tmp_path: Path) -> None:
    made = db.connect(f"sqlite:///{tmp_path}/new.db")

    with pytest.raises(OperationalError) as refused, db.transaction(made) as session:
        session.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": "my neighbour Rosa"})

    assert "nowhere" in str(refused.value)
    assert "Rosa" not in str(refused.value)


def test_a_reading_sees_one_moment(database: Engine, tmp_path: Path) -> None:
    is_sqlite = database.dialect.name == "sqlite"  # in memory: one connection, no second writer
    target = db.connect(f"sqlite:///{tmp_path}/new.db") if is_sqlite else database
    count = text("SELECT count(*) FROM said")
    with db.transaction(target) as session:
        session.execute(text("CREATE TABLE said (n INTEGER)"))

    with db.reading(target) as reading:
        before = reading.scalar(count)
        with db.transaction(target) as session:
            session.execute(text("INSERT INTO said VALUES (1)"))
        assert reading.scalar(count) == before

    with db.reading(target) as reading:
        assert reading.scalar(count) == 1
