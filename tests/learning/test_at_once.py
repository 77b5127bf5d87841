"""Many people answer at once, each from two tabs: nothing is lost, nothing counts twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import func, select

from cxgame import db
from cxgame.game.models import PointEntry
from cxgame.learning.models import ModuleRun, QuestionAnswer
from cxgame.learning.practice.models import ReviewCard, ReviewEntry
from cxgame.people.actor import Actor
from tests.learning.crowd import THREADS, crowd
from tests.learning.library import QUESTIONS, RIGHT
from tests.learning.way import Learner

PEOPLE = 12
TABS = 2


@pytest.fixture
def served(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Actor]]:
    """People who are at the first question."""
    with crowd(PEOPLE, database, tmp_path, monkeypatch) as actors:
        yield actors


@pytest.mark.slow
def test_nothing_is_lost_or_doubled(served: list[Actor]) -> None:
    tabs = [actor for actor in served for _ in range(TABS)]
    with ThreadPoolExecutor(THREADS) as pool:
        brought = sum(pool.map(go_through, tabs))

    with db.reading() as session:
        runs = session.exec(select(func.count()).select_from(ModuleRun)).one()
        answers = session.exec(select(func.count()).select_from(QuestionAnswer)).one()
        cards = session.exec(select(ReviewCard.reps)).all()
        reviews = session.exec(select(func.count()).select_from(ReviewEntry)).one()
        rows = session.exec(select(PointEntry.person_id, PointEntry.points)).all()
    assert runs == PEOPLE
    assert answers == PEOPLE * len(QUESTIONS)
    assert list(cards) == [1] * PEOPLE * len(QUESTIONS)
    assert reviews == PEOPLE * len(QUESTIONS)
    assert len(rows) == PEOPLE * len(QUESTIONS)
    assert sum(points for _person, points in rows) == PEOPLE * len(QUESTIONS) * 5
    assert brought == TABS * sum(points for _person, points in rows)


def go_through(actor: Actor) -> int:
    """Answer every question in one tab and return the points that this tab was told."""
    told = 0
    with db.transaction() as session:
        learner = Learner(session, actor)
        learner.open()
        learner.read()
    for turn, question in enumerate(QUESTIONS):
        with db.transaction() as session:
            told += Learner(session, actor).answer(turn, RIGHT[question.id]).points
        with db.transaction() as session:
            Learner(session, actor).go_on(turn)
    return told
