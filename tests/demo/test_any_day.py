import sqlite3
from datetime import timedelta

import pytest
from sqlmodel import Session

from cxgame.insight import today
from tests.demo import conftest
from tests.demo.conftest import NOW, actor, copied, make

WEEK = 7
DAYS = 8


@pytest.mark.slow
@pytest.mark.parametrize("later", range(WEEK))
def test_it_can_end_on_any_day_of_the_week(
    sqlite_template: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, later: int
) -> None:
    now = NOW + timedelta(days=later, hours=5 * later)
    monkeypatch.setattr(conftest, "NOW", now)
    engine = copied(sqlite_template)
    make(engine, days=DAYS)

    with Session(engine) as session:
        for name in ("alice", "diana", "edu"):
            assert today.read(session, actor=actor(session, name), now=now).waiting
    engine.dispose()
