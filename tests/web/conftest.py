"""The whole application over HTTP, without a browser."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from cxgame import migrate
from cxgame.demo import prepare

ORIGIN = "http://testserver"


@pytest.fixture(scope="session")
def running() -> Iterator[TestClient]:
    """The application, started once: Streamlit's runtime can't start twice in a process."""
    import app

    headers = {"origin": ORIGIN}
    client = TestClient(app.app, base_url=ORIGIN, follow_redirects=False, headers=headers)
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(prepare, "database", lambda: None)  # each test brings its own
            stack.enter_context(client)
        yield client


@pytest.fixture
def client(
    running: TestClient, database: Engine, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """A fresh browser's view of the app: cookies are kept, redirects are not followed."""
    monkeypatch.setattr(migrate, "current", lambda _connection: migrate.head())  # tables are there
    running.cookies.clear()
    yield running
    running.cookies.clear()
