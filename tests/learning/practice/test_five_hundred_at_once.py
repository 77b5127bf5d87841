"""Five hundred people practise at once, each from two tabs: nothing is lost or counts twice."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from cxgame import db
from cxgame.errors import Conflict
from cxgame.game.models import PointEntry
from cxgame.learning.grading import Outcome
from cxgame.learning.models import Question
from cxgame.learning.practice import cards
from cxgame.learning.practice.cards import Sight
from cxgame.learning.practice.models import (
    PracticeAnswer,
    PracticeRun,
    ReviewCard,
    ReviewEntry,
    Source,
)
from cxgame.people.actor import Actor
from tests.conftest import NOON
from tests.learning.crowd import THREADS, crowd
from tests.learning.library import RIGHT
from tests.learning.practice.way import Practiser

PEOPLE = 500
TABS = 2
DUE = ("single", "true-false", "number")
TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def town_of_500(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Actor]]:
    """People who missed three questions yesterday, each with today's practice open in two tabs."""
    with crowd(PEOPLE, database, tmp_path, monkeypatch) as actors:
        with db.transaction() as session:
            ids = {row.key: row.id for row in session.exec(select(Question))}
            for actor in actors:
                for key in DUE:
                    miss(session, actor, ids[key])
                Practiser(session, actor, TOMORROW).begin()
        yield actors


def miss(session: Session, actor: Actor, question_id: int) -> None:
    cards.review(
        session,
        person_id=actor.person_id or 0,
        team_id=actor.team_id,
        question_id=question_id,
        seen=Sight(Outcome.WRONG, False, None, Source.MODULE, "r"),
        now=NOON,
    )


@pytest.mark.slow
def test_no_answer_is_lost_and_no_point_doubled(town_of_500: list[Actor]) -> None:
    tabs = [actor for actor in town_of_500 for _ in range(TABS)]
    with ThreadPoolExecutor(THREADS) as pool:
        told = Counter(dict.fromkeys((actor.person_id for actor in town_of_500), 0))
        for person_id, points in pool.map(practise, tabs):
            told[person_id] += points

    with db.reading() as session:
        runs = [run.model_dump() for run in session.exec(select(PracticeRun))]
        answers = session.exec(select(PracticeAnswer.person_id)).all()
        reviews = session.exec(select(ReviewEntry.person_id)).all()
        reps = session.exec(select(ReviewCard.reps)).all()
        ledger = session.exec(select(PointEntry.person_id, PointEntry.rule)).all()
        points = Counter[int | None]()
        for person_id, brought in session.exec(select(PointEntry.person_id, PointEntry.points)):
            points[person_id] += brought
    assert len(runs) == PEOPLE
    assert all(run["finished_at"] and run["turn"] == run["right"] == len(DUE) for run in runs)
    assert set(Counter(answers).values()) == {len(DUE)}
    assert set(Counter(reviews).values()) == {2 * len(DUE)}
    assert list(reps) == [2] * PEOPLE * len(DUE)
    rules = Counter(rule for _person, rule in ledger)
    assert rules == {"review_right": PEOPLE * len(DUE), "practice_done": PEOPLE}
    assert set(points.values()) == {5 * len(DUE) + 10}
    assert set(told.values()) == {TABS * 5 * len(DUE)}  # both tabs were told the same


def practise(actor: Actor) -> tuple[int | None, int]:
    """Practise in one tab and return the points that this tab was told."""
    told = 0
    for turn in range(len(DUE)):
        with db.transaction() as session:
            tab = Practiser(session, actor, TOMORROW)
            told += tab.answer(turn, RIGHT[tab.key(turn)]).points
        with suppress(Conflict), db.transaction() as session:
            Practiser(session, actor, TOMORROW).next(turn)
    return actor.person_id, told
