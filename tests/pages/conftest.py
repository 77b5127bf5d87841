"""Screens of the people of the stories."""

from collections.abc import Callable

import pytest

from cxgame import clock, db
from cxgame.boards import service as boards
from cxgame.people import accounts
from cxgame.people.actor import Actor
from cxgame.ui import account
from tests import stories
from tests.conftest import NOON, Town
from tests.pages.screen import Screen

OpenAs = Callable[[Actor | None, str], Screen]


@pytest.fixture
def open_as(town: Town, monkeypatch: pytest.MonkeyPatch) -> OpenAs:
    """Open an address as somebody signed in, or as a stranger (None); the boards are set up."""
    with db.transaction() as session:
        stories.beginning(
            session, "boards", lambda: boards.set_up(session, actor=Actor.system(), now=NOON)
        )

    def opened(actor: Actor | None, path: str) -> Screen:
        token = None
        if actor and actor.person_id:
            with db.transaction() as session:
                token = accounts.start_session(
                    session, person_id=actor.person_id, keys=[], now=clock.now()
                )
        # The one function that reads the browser's cookie, which no test browser sends.
        monkeypatch.setattr(account, "session_token", lambda: token)
        return Screen().open(path)

    return opened
