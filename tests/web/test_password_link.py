from starlette.testclient import TestClient

from cxgame import clock, db
from cxgame.cookies import SESSION_COOKIE
from cxgame.people import accounts
from tests.conftest import Town

NEW = "a new long password"


def make_link(town: Town) -> str:
    with db.transaction() as session:
        assert town.alice.person_id
        token = accounts.make_password_link(
            session, actor=town.diana, person_id=town.alice.person_id, now=clock.now()
        )
    return f"/account/password/{token}"


def test_a_link_sets_a_password_once_and_signs_in(client: TestClient, town: Town) -> None:
    link = make_link(town)
    assert "Alice" in client.get(link).text

    answer = client.post(link, data={"password": NEW, "again": NEW})

    assert answer.status_code == 303 and SESSION_COOKIE in client.cookies
    assert client.get(link).status_code == 404
    assert client.post(link, data={"password": NEW, "again": NEW}).status_code == 404
    form = {"name": "alice", "password": NEW, "next": "/today"}
    assert client.post("/account/sign-in", data=form).headers["location"] == "/today"


def test_a_weak_or_mistyped_password_is_refused_in_a_sentence(
    client: TestClient, town: Town
) -> None:
    link = make_link(town)

    short = client.post(link, data={"password": "short", "again": "short"})
    assert short.status_code == 422 and "at least 8 characters" in short.text
    differing = client.post(link, data={"password": NEW, "again": NEW + "!"})
    assert "not the same" in differing.text
    assert client.get(link).status_code == 200


def test_a_new_link_ends_the_old_one(client: TestClient, town: Town) -> None:
    old = make_link(town)
    make_link(town)

    assert client.get(old).status_code == 404


def test_an_unknown_link_says_so_in_the_readers_language(client: TestClient) -> None:
    answer = client.get("/account/password/nothing", headers={"accept-language": "pt"})

    assert answer.status_code == 404
    assert '<html lang="pt-BR">' in answer.text
