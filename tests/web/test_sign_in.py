from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from cxgame import clock, db
from cxgame.cookies import SESSION_COOKIE
from cxgame.people import accounts, passwords, queries, service
from cxgame.people.models import SignInFailure
from cxgame.settings import get_settings
from cxgame.web.account import safe_path
from tests.conftest import NOON, PASSWORD, Town


def sign_in(client: TestClient, name: str = "alice", password: str = PASSWORD, onward: str = "/"):
    form = {"name": name, "password": password, "next": onward}
    return client.post("/account/sign-in", data=form)


def actor_behind(client: TestClient):
    with db.reading() as session:
        return accounts.actor_of(session, token=client.cookies.get(SESSION_COOKIE), now=clock.now())


@pytest.mark.parametrize("name", ["alice", "Alice ", "ALICE@example.com"])
def test_name_or_email_and_password_open_a_session(
    client: TestClient, town: Town, name: str
) -> None:
    answer = sign_in(client, name, onward="/board?card=3")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/board?card=3"
    found = actor_behind(client)
    assert found and found.person_id == town.alice.person_id


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    client: TestClient, town: Town
) -> None:
    cookie = sign_in(client).headers["set-cookie"]

    assert "HttpOnly" in cookie and "SameSite=lax" in cookie


def test_each_sign_in_gets_a_fresh_secret(client: TestClient, town: Town) -> None:
    sign_in(client)
    first = client.cookies[SESSION_COOKIE]
    sign_in(client)

    assert client.cookies[SESSION_COOKIE] != first


def test_a_wrong_password_leads_back_and_keeps_the_way(client: TestClient, town: Town) -> None:
    answer = sign_in(client, password="wrong", onward="/board?card=3")

    assert answer.headers["location"] == "/board?card=3&problem=wrong"
    assert SESSION_COOKIE not in client.cookies


def test_an_unknown_name_is_answered_like_a_wrong_password(client: TestClient, town: Town) -> None:
    assert sign_in(client, name="zoe").headers["location"] == "/?problem=wrong"


def test_too_many_failures_make_even_the_right_password_wait(
    client: TestClient, town: Town
) -> None:
    for _attempt in range(get_settings().sign_in_attempts):
        sign_in(client, password="wrong")

    location = sign_in(client).headers["location"]
    assert location.startswith("/?problem=wait&wait=")
    assert sign_in(client, name="bob").headers["location"] == "/"  # one address, another name


def test_a_guess_among_many_at_once_waits_too(
    client: TestClient, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A password takes a fifth of a second to check: meanwhile others may have failed."""
    checked = passwords.matches

    def check(password: str, stored: str | None) -> bool:
        with db.transaction() as session:
            for _attempt in range(get_settings().sign_in_attempts):
                accounts.note_failure(session, keys=["name:alice"], now=clock.now())
        return checked(password, stored)

    monkeypatch.setattr(passwords, "matches", check)

    assert sign_in(client).headers["location"].startswith("/?problem=wait&wait=")
    assert SESSION_COOKIE not in client.cookies


def test_a_name_that_no_database_holds_is_a_wrong_one(client: TestClient, town: Town) -> None:
    assert sign_in(client, name="zo\x00e").headers["location"] == "/?problem=wrong"


def test_the_pause_ends(client: TestClient, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    for _attempt in range(get_settings().sign_in_attempts):
        sign_in(client, password="wrong")
    later = clock.now() + timedelta(minutes=get_settings().sign_in_pause_minutes, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert sign_in(client).headers["location"] == "/"


def test_a_deactivated_person_is_out_at_once(client: TestClient, town: Town) -> None:
    sign_in(client)
    with db.transaction() as session:
        person = next(p for p in queries.people(session, actor=town.root) if p.name == "Alice")
        service.set_active(
            session,
            actor=town.root,
            person_id=person.id,
            is_active=False,
            version=person.version,
            now=NOON,
        )

    assert actor_behind(client) is None
    assert sign_in(client).headers["location"] == "/?problem=wrong"


def test_a_session_expires(client: TestClient, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client)
    later = clock.now() + timedelta(hours=get_settings().session_hours, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert actor_behind(client) is None


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\t/[evil",
        "javascript:x",
        "",
    ],
)
def test_the_way_onward_never_leaves_the_app(onward: str) -> None:
    assert safe_path(onward) == "/"


def test_a_language_is_kept_for_browser_and_person(client: TestClient, town: Town) -> None:
    sign_in(client)
    client.post("/account/language", data={"to": "pt-BR", "next": "/profile"})

    assert '<html lang="pt-BR">' in client.get("/").text
    found = actor_behind(client)
    assert found and found.locale == "pt-BR"


def test_one_right_password_does_not_forgive_the_address(client: TestClient, town: Town) -> None:
    sign_in(client, name="zoe", password="wrong")
    sign_in(client)

    with db.reading() as session:
        left = {row.key: row.failures for row in session.exec(select(SignInFailure))}
    assert left == {"name:zoe": 1, "address:testclient": 1}
