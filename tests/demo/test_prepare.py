import os
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from cxgame import db
from cxgame.demo import prepare
from cxgame.errors import Conflict
from cxgame.people import queries, service
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.settings import Settings
from tests.conftest import NOON, ROOT
from tests.demo import digest

SYSTEM = Actor.system()
pytestmark = pytest.mark.slow  # companies are made

TWO_STARTS = "from cxgame.demo import prepare; prepare.database(days=3)"


@pytest.fixture(autouse=True)
def with_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(demo=True)
    monkeypatch.setattr(prepare, "get_settings", lambda: settings)


@pytest.fixture
def without_demo(with_demo: None, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(demo=False)
    monkeypatch.setattr(prepare, "get_settings", lambda: settings)


def people(engine: Engine) -> int:
    with Session(engine) as session:
        return len(queries.person_names(session))


def is_demo(engine: Engine) -> bool:
    with Session(engine) as session:
        return queries.company(session).is_demo


def test_an_empty_database_gets_the_demo_company(started: Engine) -> None:
    assert people(started) > 50
    assert is_demo(started)


def test_a_second_start_changes_nothing_and_is_quick(started: Engine) -> None:
    with started.connect() as connection:
        before = digest.of(connection)

    since = process_time()
    prepare.database(days=2)

    assert process_time() - since < 1
    with started.connect() as connection:
        assert digest.of(connection) == before


def test_a_start_that_dies_leaves_nobody_behind(installation: Engine) -> None:
    def die(done: int, _of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare.database(die, days=3)
    assert people(installation) == 0

    prepare.database(days=1)
    assert is_demo(installation)


def test_without_the_demo_it_stays_empty_but_has_content_and_boards(
    installation: Engine, without_demo: None
) -> None:
    prepare.database()

    assert people(installation) == 0
    with installation.connect() as connection:
        tables = ("module", "sop", "board")
        assert all(
            connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() >= 3
            for table in tables
        )


def test_a_database_with_people_is_left_alone(installation: Engine, without_demo: None) -> None:
    prepare.database()
    with db.transaction() as session:
        service.add_person(session, actor=SYSTEM, name="Ana", role=Role.ADMIN, now=NOON)

    with pytest.raises(Conflict, match="already holds people"):
        prepare.demo_company(language="en")
    assert people(installation) == 1
    assert not is_demo(installation)


def test_the_demo_is_made_on_purpose_once(installation: Engine) -> None:
    assert prepare.demo_company(language="en", days=1)
    assert not prepare.demo_company(language="en", days=1)


def test_by_default_there_is_a_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CXGAME_DEMO")

    assert Settings(_env_file=None).demo


def test_two_starts_at_once_make_it_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'cxgame.db'}"
    environment = os.environ | {"CXGAME_DATABASE_URL": url, "CXGAME_DEMO": "1"}
    command = [sys.executable, "-c", TWO_STARTS]
    starts = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE)
        for _start in range(2)
    ]
    errors = [start.communicate()[1] for start in starts]

    assert [start.returncode for start in starts] == [0, 0], errors
    made = db.connect(url)
    assert people(made) == 60
    made.dispose()
