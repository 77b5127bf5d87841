import logging
import re

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from cxgame.settings import get_settings
from tests.conftest import PASSWORD, Town


@pytest.mark.parametrize("path", ["/", "/today", "/board?card=3"])
def test_page_addresses_answer_with_the_start_page(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept-language": "pt-BR,pt;q=0.9"})

    assert answer.status_code == 200
    assert '<html lang="pt-BR">' in answer.text
    assert "<title>CXGame</title>" in answer.text


def test_the_policy_forbids_eval_and_foreign_scripts(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]

    assert "'unsafe-eval'" not in policy
    script = re.search(r"script-src ([^;]*)", policy)
    assert script and "'unsafe-inline'" not in script[1] and "http" not in script[1]


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    for path in ("/", "/healthz", "/account/password/nothing"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "content-security-policy" in headers


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/media/x.png"]
)
def test_strangers_reach_nothing_that_is_stored_or_measured(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_metrics_stay_closed_to_people_too(client: TestClient, town: Town) -> None:
    client.post("/account/sign-in", data={"name": "root", "password": PASSWORD})

    assert client.get("/_stcore/metrics").status_code == 404


def test_a_form_from_another_site_is_refused(client: TestClient, town: Town) -> None:
    answer = client.post(
        "/account/sign-in",
        data={"name": "alice", "password": PASSWORD},
        headers={"origin": "https://evil.example"},
    )

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_password_that_browsers_send_by_themselves_proves_no_origin(
    client: TestClient, town: Town
) -> None:
    answer = client.post(
        "/account/sign-in",
        data={"name": "alice", "password": PASSWORD},
        headers={"origin": "https://evil.example", "authorization": "Basic c2hvcDpzaG9w"},
    )

    assert answer.status_code == 403


@pytest.mark.parametrize("origin", ["http://localhost:3000", "https://evil.example", "null"])
def test_a_page_of_another_origin_opens_no_socket(client: TestClient, origin: str) -> None:
    foreign = client.websocket_connect("/_stcore/stream", headers={"origin": origin})
    with pytest.raises(WebSocketDisconnect) as refused, foreign:
        pass

    assert refused.value.code == 1008


def test_our_own_pages_open_a_socket(client: TestClient) -> None:
    with client.websocket_connect("/_stcore/stream", subprotocols=["streamlit"]) as socket:
        assert socket.accepted_subprotocol == "streamlit"


def test_a_body_over_the_limit_is_refused(client: TestClient) -> None:
    too_much = "x" * (get_settings().max_body_kb * 1024 + 1)

    assert client.post("/account/sign-in", data={"name": too_much}).status_code == 413


def test_a_wrong_method_is_no_page(client: TestClient) -> None:
    assert client.get("/account/sign-in").status_code == 405


def test_health_tells_what_works(client: TestClient) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {"database": True, "migrated": True, "jobs": True}


def test_no_address_is_ever_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/account/password/a-secret")

    assert logging.getLogger("uvicorn.access").disabled
    assert "a-secret" not in caplog.text


def test_an_address_with_a_null_byte_is_no_address(client: TestClient) -> None:
    assert client.get("/s/a%00b").status_code == 404
