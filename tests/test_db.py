from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from cxgame import db


def test_an_error_tells_nothing_of_what_was_to_be_stored(tmp_path: Path) -> None:
    made = db.connect(f"sqlite:///{tmp_path}/new.db")

    with pytest.raises(OperationalError) as refused, db.transaction(made) as session:
        session.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": "my neighbour Rosa"})

    assert "nowhere" in str(refused.value)
    assert "Rosa" not in str(refused.value)
