"""The curve in SQL is the curve in Python."""

import sqlite3
from random import Random

import pytest
from sqlmodel import Session, col, select

from cxgame import db
from cxgame.insight.knowledge.forgetting import recall_on
from cxgame.learning.practice import memory
from cxgame.learning.practice.models import ReviewCard
from tests.conftest import Town
from tests.insight.crowd import TODAY, Crowd


def test_the_database_computes_the_same_recall(session: Session, town: Town, crowd: Crowd) -> None:
    dice = Random(3)
    for person_id in crowd.people(town.desk, 60):
        stability = 10 ** dice.uniform(-2, 4)
        crowd.knows(
            person_id, town.desk, "single", stability=stability, ago=dice.randrange(-2, 900)
        )
    crowd.knows(crowd.person(town.desk), town.desk, "single", stability=None)

    card = ReviewCard
    curve = recall_on(
        session, TODAY, stability=col(card.stability), reviewed_on=col(card.reviewed_on)
    )
    rows = session.execute(select(card.stability, card.reviewed_on, curve)).all()

    assert len(rows) == 61
    for stability, reviewed_on, computed in rows:
        pure = memory.recall_after(stability, reviewed_on, TODAY)
        assert (computed is None) == (pure is None)
        assert computed is None or computed == pytest.approx(pure, abs=1e-9, rel=0)
    assert sum(computed is None for *_memory, computed in rows) == 1


def test_a_sqlite_without_mathematics_is_given_some(monkeypatch: pytest.MonkeyPatch) -> None:
    class Poor(sqlite3.Connection):
        is_first = True

        def execute(self, sql: str, *more: object) -> sqlite3.Cursor:  # type: ignore[override]
            if Poor.is_first and "pow" in sql:
                Poor.is_first = False
                raise sqlite3.OperationalError("no such function: pow")
            return super().execute(sql, *more)

    connection = sqlite3.connect(":memory:", factory=Poor)
    db._give_mathematics(connection)
    found = connection.execute("SELECT pow(4, -0.5), floor(2.9), pow(NULL, 2)").fetchone()
    assert found == (0.5, 2, None)
