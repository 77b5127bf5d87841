"""Many people answer at once, each from two tabs: nothing is lost, nothing counts twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import SQLModel, func, select

from cxgame import db
from cxgame.game.models import PointEntry
from cxgame.learning.models import ModuleRun, QuestionAnswer
from cxgame.people import service as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from tests.conftest import NOON, make_town
from tests.learning.library import QUESTIONS, RIGHT
from tests.learning.way import Learner, stock

PEOPLE = 12
TABS = 2
THREADS = 8


@pytest.fixture
def served(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Actor]]:
    """A database that several connections share, with people who are at the first question."""
    made = database
    if database.dialect.name == "sqlite":
        made = db.connect(f"sqlite:///{tmp_path}/shared.db")
        SQLModel.metadata.create_all(made)
        monkeypatch.setattr(db, "engine", lambda: made)
    with db.transaction() as session:
        team = make_town(session).desk
        stock(session)
        actors = [somebody(session, number, team) for number in range(PEOPLE)]
    yield actors
    if made is not database:
        made.dispose()


def somebody(session: object, number: int, team: int) -> Actor:
    person_id = people.add_person(
        session,  # type: ignore[arg-type]
        actor=Actor.system(),
        name=f"Person {number}",
        role=Role.FRONTLINE,
        team_id=team,
        now=NOON,
    )
    return Actor(Role.FRONTLINE, f"Person {number}", person_id, team, frozenset({team}))


@pytest.mark.slow
def test_nothing_is_lost_or_doubled(served: list[Actor]) -> None:
    tabs = [actor for actor in served for _ in range(TABS)]
    with ThreadPoolExecutor(THREADS) as pool:
        brought = sum(pool.map(go_through, tabs))

    with db.reading() as session:
        runs = session.exec(select(func.count()).select_from(ModuleRun)).one()
        answers = session.exec(select(func.count()).select_from(QuestionAnswer)).one()
        rows = session.exec(select(PointEntry.person_id, PointEntry.points)).all()
    assert runs == PEOPLE
    assert answers == PEOPLE * len(QUESTIONS)
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
