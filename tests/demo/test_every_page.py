"""Every page of the invented company opens for every role that it is for."""

from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from cxgame import clock, db
from cxgame.people import accounts, permissions
from cxgame.ui import account, menu
from tests.demo.conftest import NOW, actor, copied
from tests.pages.screen import Screen

pytestmark = pytest.mark.slow


@pytest.fixture
def the_company(small_company: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A copy that pages may write to, on the company's last day."""
    connection = small_company.raw_connection().driver_connection
    engine = copied(connection)  # type: ignore[arg-type]  # a sqlite3.Connection
    monkeypatch.setattr(db, "engine", lambda: engine)

    def now() -> datetime:
        return NOW

    monkeypatch.setattr(clock, "now", now)
    return engine


@pytest.mark.parametrize("who", ["alice", "diana", "edu", "admin"])
def test_each_role_opens_all_that_is_for_it(
    the_company: Engine, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    with Session(the_company) as session:
        person = actor(session, who)
        assert person.person_id
        token = accounts.start_session(session, person_id=person.person_id, keys=[], now=NOW)
        session.commit()
    monkeypatch.setattr(account, "session_token", lambda: token)
    pages = [page for page in menu.ENTRIES if permissions.may_open(person, page)]
    screen = Screen()
    for page in pages:
        screen.open(page)
        assert screen.sheets, page
        assert "not for your role" not in screen.text, page
    assert len(pages) > 20
