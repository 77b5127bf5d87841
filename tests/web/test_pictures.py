from starlette.testclient import TestClient

from cxgame import db
from cxgame.content import PictureFile
from cxgame.learning.pictures import store
from tests.conftest import NOON, PASSWORD, Town
from tests.learning.tiny_png import tiny_png

ADDRESS = store.address("a" * 64)


def keep() -> None:
    with db.transaction() as session:
        store.keep(session, [PictureFile("a" * 64, "image/png", tiny_png())], now=NOON)


def test_whoever_is_signed_in_sees_it_and_keeps_it(client: TestClient, town: Town) -> None:
    keep()
    client.post("/account/sign-in", data={"name": "alice", "password": PASSWORD})
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert answer.content == tiny_png()
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'"


def test_strangers_see_nothing(client: TestClient, town: Town) -> None:
    keep()
    answer = client.get(ADDRESS)
    assert answer.status_code == 404
    assert answer.content != tiny_png()


def test_an_unknown_picture_is_not_found(client: TestClient, town: Town) -> None:
    client.post("/account/sign-in", data={"name": "alice", "password": PASSWORD})
    for address in (store.address("b" * 64), "/pictures/", "/pictures/a%00b"):
        assert client.get(address).status_code == 404
    assert client.post(ADDRESS).status_code == 405
