"""Cards over HTTP: read, added once, changed, moved through the same gates as everywhere."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from cxgame import db
from cxgame.boards import comments, service
from cxgame.boards.models import Card
from cxgame.people import keys
from cxgame.people.actor import Actor
from tests.boards import story
from tests.conftest import NOON, Town


@pytest.fixture
def write(town: Town) -> dict[str, str]:
    return key("cards:write", town)


def key(scope: str, town: Town) -> dict[str, str]:
    with db.transaction() as session:
        service.set_up(session, actor=Actor.system(), now=NOON)
        token = keys.add_api_key(session, actor=town.root, name=scope, scope=scope, now=NOON)
    return {"authorization": f"Bearer {token}"}


TASK: dict[str, Any] = {
    "external_id": "ticket-7",
    "title": "Call the guest back",
    "team": "Front desk",
    "responsible": ["bob"],
    "accountable": ["diana"],
}


def add(client: TestClient, write: dict[str, str], **changes: Any) -> int:
    answer = client.post("/api/v1/cards", json=TASK | changes, headers=write)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["created"][0]["id"])


def test_a_card_is_added_once(client: TestClient, write: dict[str, str]) -> None:
    first = client.post("/api/v1/cards", json=TASK, headers=write).json()
    again = client.post("/api/v1/cards", json=[TASK], headers=write).json()
    (made,), (known,) = first["created"], again["created"]
    assert (made["is_new"], known["is_new"], known["id"]) == (True, False, made["id"])


def test_of_a_list_the_good_ones_go_in(client: TestClient, write: dict[str, str]) -> None:
    sent = [{**TASK, "external_id": ""}, {"title": ""}, {**TASK, "team": "Nowhere"}, 7]
    answer = client.post("/api/v1/cards", json=sent, headers=write)
    assert answer.status_code == 200
    assert [one["index"] for one in answer.json()["created"]] == [0]
    assert [one["index"] for one in answer.json()["rejected"]] == [1, 2, 3]
    alone = client.post("/api/v1/cards", json={"title": "No team"}, headers=write)
    assert alone.status_code == 422
    assert "team" in alone.json()["rejected"][0]["reason"]


def test_cards_and_boards_are_read(client: TestClient, write: dict[str, str], town: Town) -> None:
    ids = [add(client, write, external_id=f"n-{n}", labels=["caixa"]) for n in range(3)]
    read = key("cards:read", town)
    page = client.get("/api/v1/cards?limit=2", headers=read).json()
    assert ([one["id"] for one in page["cards"]], page["next"]) == (ids[:2], ids[1])
    rest = client.get(f"/api/v1/cards?after={page['next']}", headers=read).json()
    assert ([one["id"] for one in rest["cards"]], rest["next"]) == (ids[2:], None)
    one = client.get(f"/api/v1/cards/{ids[0]}", headers=read).json()
    assert (one["column"], one["team"], one["labels"]) == ("todo", "Front desk", ["caixa"])
    assert {(who["name"], who["letter"]) for who in one["people"]} == {("Bob", "R"), ("Diana", "A")}
    boards = client.get("/api/v1/boards", headers=read).json()
    assert [one["level"] for one in boards] == ["strategic", "tactical", "operational"]
    assert boards[2]["columns"][0]["key"] == "todo"
    assert client.get("/api/v1/cards/999", headers=read).status_code == 404
    assert client.post("/api/v1/cards", json=TASK, headers=read).status_code == 401


def test_a_change_names_the_version_it_read(client: TestClient, write: dict[str, str]) -> None:
    card = add(client, write)
    url = f"/api/v1/cards/{card}"
    sent = {"version": 1, "due_on": "2026-12-01", "labels": ["vip"]}
    assert client.patch(url, json=sent, headers=write).json() == {"version": 2}
    stale = client.patch(url, json=sent, headers=write)
    assert stale.status_code == 409
    now = client.get(url, headers=write).json()
    assert (now["due_on"], now["labels"], now["title"]) == ("2026-12-01", ["vip"], TASK["title"])
    assert client.patch(url, json={"version": 2, "x": 1}, headers=write).status_code == 422
    who = {"version": 2, "responsible": ["nobody"]}
    assert client.patch(url, json=who, headers=write).status_code == 422


def test_a_move_passes_the_gates(client: TestClient, write: dict[str, str], town: Town) -> None:
    card = add(client, write)
    url = f"/api/v1/cards/{card}/move"
    moved = client.post(url, json={"to": "doing", "version": 1}, headers=write).json()
    assert moved == {"version": 2, "column": "doing", "outcome": "moved"}
    asked = client.post(url, json={"to": "done", "version": 2}, headers=write).json()
    assert (asked["column"], asked["outcome"]) == ("doing", "asked")
    with db.transaction() as session:
        plan = story.add_plan(session, town, accountable=())
    refused = client.post(
        f"/api/v1/cards/{plan}/move", json={"to": "do", "version": 1}, headers=write
    )
    assert refused.status_code == 409
    assert any("Accountable" in one for one in refused.json()["reasons"])
    nowhere = {"to": "moon", "version": moved["version"] + 1}
    assert client.post(url, json=nowhere, headers=write).status_code == 404


def test_a_comment_bears_the_name_of_the_key(
    client: TestClient, write: dict[str, str], town: Town
) -> None:
    card = add(client, write)
    url = f"/api/v1/cards/{card}/comments"
    assert client.post(url, json={"text": "It rang"}, headers=write).status_code == 200
    assert client.post(url, json={"text": ""}, headers=write).status_code == 422
    assert client.post(url, content=b"{", headers=write).status_code == 400
    with db.reading() as session:
        (said,) = comments.comments(session, actor=town.diana, card_id=card)
        assert session.get_one(Card, card).external_id == "ticket-7"
    assert (said.who, said.text) == ("cards:write", "It rang")


def test_without_a_key_there_is_nothing(client: TestClient, town: Town) -> None:
    for path in ("boards", "cards", "cards/1"):
        assert client.get(f"/api/v1/{path}").status_code == 401
