"""Two processes of four people each on the same fifty cards: no update lost, no shared place."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from cxgame import db
from cxgame.boards.models import Card, CardEvent
from tests.boards import story
from tests.conftest import ROOT, make_town, renamed
from tests.jobs.test_kill_the_leader import create

pytestmark = pytest.mark.slow

SECONDS = 30 if os.environ.get("CXGAME_SOAK") else 5
CARDS, PROCESSES = 50, 2
PATIENCE = 120  # seconds


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database that several processes can open, on each engine."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/shared.db"
    else:
        url = renamed(request.getfixturevalue("postgres_url"), f"crowded_{os.getpid()}")
        create(url)
    made = db.connect(url)
    SQLModel.metadata.create_all(made)
    yield made
    made.dispose()


def test_no_update_is_lost_between_processes(shared: Engine) -> None:
    with db.transaction(shared) as session:
        fill(session)
    env = {
        **os.environ,
        "CXGAME_DATABASE_URL": shared.url.render_as_string(hide_password=False),
    }
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.kill.crowd", str(seed), str(SECONDS)],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in range(PROCESSES)
    ]
    told = Counter[str]()
    for process in running:
        out, _err = process.communicate(timeout=SECONDS + PATIENCE)
        assert process.returncode == 0
        told += Counter(json.loads(out))
    assert told["untold"] == 0, "a conflict that says nothing"
    with db.reading(shared) as session:
        rows = session.exec(select(Card)).all()
        places = {(card.column_id, card.position) for card in rows}
        versions = {str(card.id): card.version - 1 for card in rows if card.version > 1}
        events = Counter(str(one) for one in session.exec(select(CardEvent.card_id)))
    assert len(places) == CARDS, "two cards in one place"
    done = {card: n for card, n in told.items() if card not in ("told", "untold")}
    assert versions == done, "an update was lost"
    assert all(events[card] == n + 1 for card, n in done.items())
    assert sum(done.values()) > CARDS


def fill(session: Session) -> None:
    """Make the town and its fifty tasks."""
    town = make_town(session)
    for number in range(CARDS):
        story.add_task(session, town, title=f"Task {number}")
