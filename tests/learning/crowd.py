"""Many people on a database that several connections share."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from cxgame import db
from cxgame.people import service as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from tests.conftest import NOON, make_town
from tests.learning.way import stock

THREADS = 8


@contextmanager
def crowd(
    size: int, database: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Actor]]:
    """Give so many people of one team, with the small library in place."""
    made = database
    if database.dialect.name == "sqlite":
        made = db.connect(f"sqlite:///{folder}/shared.db")
        SQLModel.metadata.create_all(made)
        monkeypatch.setattr(db, "engine", lambda: made)
    with db.transaction() as session:
        team = make_town(session).desk
        stock(session)
        actors = [_somebody(session, number, team) for number in range(size)]
    yield actors
    if made is not database:
        made.dispose()


def _somebody(session: Session, number: int, team: int) -> Actor:
    person_id = people.add_person(
        session,
        actor=Actor.system(),
        name=f"Person {number}",
        role=Role.FRONTLINE,
        team_id=team,
        now=NOON,
    )
    return Actor(Role.FRONTLINE, f"Person {number}", person_id, team, frozenset({team}))
