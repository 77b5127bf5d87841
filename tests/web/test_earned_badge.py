"""A badge earned by the rules, as anybody sees and verifies it."""

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from cxgame import db
from cxgame.content import BadgeRule, Counted
from cxgame.credentials import reading
from cxgame.game import badging
from cxgame.game.models import BadgeAward
from cxgame.issuing import service as issuing
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.game.story import Player, badge, define


@pytest.fixture
def public_id(town: Town, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a badge that alice earned; it holds for 12 months."""
    monkeypatch.setattr("cxgame.clock.now", lambda: NOON)
    with db.transaction() as session:
        issuing.set_up(session, actor=Actor.system(), now=NOON)
        define(session, badge("first", BadgeRule(Counted.MODULES, n=1), expires_after=12))
        Player(session, town.alice).pass_module("welcome")
        return session.exec(select(BadgeAward)).one().public_id


def test_it_verifies(client: TestClient, public_id: str) -> None:
    document = client.get(f"/badges/{public_id}", headers={"accept": "application/json"}).json()
    found = reading.read(document)
    assert (found.recipient, found.achievement) == ("Alice", "first")
    assert document["validUntil"] == "2027-03-02T03:00:00Z"
    page = client.get(f"/badges/{public_id}?lang=en").text
    assert "earned the badge" in page and "1 Mar 2027" in page
    assert client.get("/badges/achievements/first").status_code == 200


def test_once_revoked_it_is_gone(client: TestClient, public_id: str) -> None:
    with db.transaction() as session:
        badging.revoke_badge(
            session, actor=Actor.system(), public_id=public_id, reason="A mistake.", now=NOON
        )
    answer = client.get(f"/badges/{public_id}")
    assert answer.status_code == 410 and "A mistake." not in answer.text
