"""Other systems invite customers over HTTP."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from httpx2 import Response
from sqlmodel import select
from starlette.testclient import TestClient

from cxgame import clock, db
from cxgame.feedback import surveys
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.invitations import answering
from cxgame.feedback.invitations.models import Invitation
from cxgame.people import keys
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town

ANA = {"submission_id": "o1", "email": "ana@example.com", "name": "Ana", "delay_hours": 24}

Send = Callable[..., Response]


@pytest.fixture
def send(client: TestClient, town: Town) -> Send:
    """Post to the interface with a live key; there is one survey, of the whole company."""
    with db.transaction() as session:
        surveys.add_survey(session, actor=town.root, name="Depois da visita", now=NOON)
        key = keys.add_api_key(
            session, actor=town.root, name="till", scope="invitations:write", now=NOON
        )

    def post(body: Any) -> Response:
        headers = {"authorization": f"Bearer {key}"}
        return client.post("/api/v1/invitations", headers=headers, json=body)

    return post


def invitations() -> list[Invitation]:
    with db.reading() as session:
        rows = list(session.exec(select(Invitation).order_by(Invitation.id)))  # type: ignore[arg-type]
        session.expunge_all()
        return rows


def test_one_customer_is_invited_later_and_once(send: Send, town: Town) -> None:
    first, second = send({**ANA, "team": "front DESK", "touchpoint": "Caixa"}), send(ANA)

    assert first.json() == {"created": 1, "duplicates": 0, "skipped": [], "rejected": []}
    assert second.json() == {"created": 0, "duplicates": 1, "skipped": [], "rejected": []}
    (kept,) = invitations()
    assert (kept.way, kept.state, kept.team_id) == ("email", "waiting", town.desk)
    assert kept.due_at - kept.created_at == timedelta(hours=24)
    assert kept.touchpoint_id is not None and kept.origin == "http://testserver"
    with db.reading() as session:
        assert session.exec(select(Customer.name, Customer.email)).one() == (
            "Ana",
            "ana@example.com",
        )
        views = keys.api_keys(session, actor=town.root)
    assert views[0].used_at is not None


def test_of_a_list_each_tells_its_own_story(send: Send) -> None:
    send(ANA)
    answer = send(
        [
            {**ANA, "submission_id": "o2"},
            {"email": "no address"},
            {"name": "Nobody"},
            {"customer": "c7", "channel": "link"},
            "words",
            {"email": "b@example.com", "survey": "Nowhere"},
            {"email": "b@example.com", "team": "Nowhere"},
            {"email": "b@example.com", "delay_hours": -1},
            {"email": "b@example.com", "channel": "pigeon"},
            {"email": "b@example.com", "delay": 3},
            {"phone": "11 98765-4321", "channel": "whatsapp", "survey": "depois da VISITA"},
        ]
    )
    told = answer.json()
    assert (answer.status_code, told["created"], told["duplicates"]) == (200, 2, 0)
    today = clock.local_day(clock.now() + timedelta(hours=24))
    assert told["skipped"] == [{"index": 0, "reason": f"not asked: asked on {today}"}]
    assert {one["index"]: one["reason"][:22] for one in told["rejected"]} == {
        1: "This is no e-mail addr",
        2: "Say who it is: by a ke",
        4: "A record is a JSON obj",
        5: "There is no open surve",
        6: "There is no open team ",
        7: "A delay lasts from 0 t",
        8: "Unknown channel. Use o",
        9: "delay: Extra inputs ar",
    }
    ((index, link),) = [(one["index"], one["link"]) for one in told["links"]]
    assert (index, link) == (3, f"http://testserver/i/{invitations()[-2].token}")


def test_who_wants_no_more_is_skipped_and_one_bad_customer_alone_is_refused(send: Send) -> None:
    send({"email": "ana@example.com"})
    with db.transaction() as session:
        token = session.exec(select(Invitation.token)).one()
        answering.opt_out(session, actor=Actor.nobody(), token=token, now=NOON)
    told = send({"email": "ANA@example.com"})
    assert (told.status_code, told.json()["skipped"]) == (
        200,
        [{"index": 0, "reason": "not asked: wants no more questions"}],
    )
    assert send({}).status_code == 422
    assert send([]).json()["created"] == 0


def test_a_key_of_another_scope_invites_nobody(client: TestClient, send: Send, town: Town) -> None:
    with db.transaction() as session:
        other = keys.add_api_key(
            session, actor=town.root, name="form", scope="feedback:write", now=NOON
        )
    headers = {"authorization": f"Bearer {other}"}
    assert client.post("/api/v1/invitations", headers=headers, json=ANA).status_code == 401
    assert invitations() == []


def test_too_many_are_refused_whole(send: Send) -> None:
    assert send([{"customer": f"c{n}"} for n in range(1_001)]).status_code == 413
    assert invitations() == []
    many = [{"customer": f"c{n}", "submission_id": f"s{n}"} for n in range(60)]
    assert [send(many).json()["created"] for _ in range(2)] == [60, 0]
