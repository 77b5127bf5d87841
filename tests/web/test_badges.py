"""Credentials over HTTP: documents, pages, pictures, keys, revocations."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from PIL import Image
from starlette.testclient import TestClient

from cxgame import db
from cxgame.credentials import baking, proofs, reading, status_list
from cxgame.credentials.open_badge import Achievement, Issued
from cxgame.issuing import queries as issuing
from cxgame.issuing import service
from cxgame.issuing.sources import Source
from cxgame.people.actor import Actor
from cxgame.settings import get_settings
from cxgame.web import badges
from cxgame.web.headers import PUBLIC_CSP
from tests.conftest import NOON, Town
from tests.credentials.story import AWARD, BADGE

BASE = "https://cx.example.com"
ADDRESS = f"/badges/{AWARD.public_id}"
JSON = {"accept": "application/vc+ld+json"}
ENGLISH = {"accept-language": "en"}
PORTUGUESE = {"accept-language": "pt-BR,pt;q=0.9"}


@dataclass
class Shelf:
    """A source of badges that holds what a test puts on it."""

    issued: dict[str, Issued] = field(default_factory=dict)

    @property
    def source(self) -> Source:
        def revoked(_session: object, first: int, last: int) -> list[int]:
            places = [each.place for each in self.issued.values() if each.revoked_at]
            return [place for place in places if first <= place < last]

        def achievement(_session: object, key: str, _locale: str) -> Achievement | None:
            return BADGE if key == BADGE.key else None

        return Source("badges", lambda _s, key, _l: self.issued.get(key), achievement, revoked)


@pytest.fixture
def shelf(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """The award of the story, a key, and a public address; noon of the stories."""
    made = Shelf({AWARD.public_id: AWARD})
    monkeypatch.setitem(badges.SOURCES, "badges", made.source)
    known = get_settings().model_copy(update={"public_url": BASE})
    monkeypatch.setattr("cxgame.web.badges.get_settings", lambda: known)
    at(monkeypatch, NOON)
    with db.transaction() as session:
        service.set_up(session, actor=Actor.system(), now=NOON)
    return made


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr("cxgame.clock.now", lambda: moment)


@pytest.mark.parametrize("kind", ["application/vc+ld+json", "application/ld+json"])
def test_software_gets_the_signed_document(client: TestClient, shelf: Shelf, kind: str) -> None:
    answer = client.get(ADDRESS, headers={"accept": kind})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == kind
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "accept" in answer.headers["vary"]
    found = reading.read(answer.json())
    assert (found.id, found.recipient) == (BASE + ADDRESS, AWARD.recipient)
    assert answer.json() == client.get(f"{ADDRESS}.json").json()


@pytest.mark.parametrize("headers", [ENGLISH, PORTUGUESE])
def test_people_get_a_page_without_script(
    client: TestClient, shelf: Shelf, headers: dict[str, str]
) -> None:
    answer = client.get(ADDRESS, headers={"accept": "text/html", **headers})
    page = answer.text
    assert answer.status_code == 200
    assert "<script" not in page and "certified" not in page.lower()
    assert answer.headers["content-security-policy"] == PUBLIC_CSP
    assert 'name="robots" content="noindex"' in page
    assert "João “Zé” d&#39;Ávila &amp; Søren Łukasz Ōta 李" in page
    assert BADGE.criteria in page
    says = ("Valid", "2 Mar 2027") if headers is ENGLISH else ("Válido", "2 mar 2027")
    assert all(word in page for word in says)


def test_its_page_says_when_it_ran_out(
    client: TestClient, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert AWARD.expires_at
    at(monkeypatch, AWARD.expires_at)
    answer = client.get(ADDRESS, headers=ENGLISH)
    assert answer.status_code == 200
    assert "Expired" in answer.text and "Valid<" not in answer.text
    document = client.get(ADDRESS, headers=JSON).json()
    assert not reading.read(document).holds(AWARD.expires_at)


def test_what_was_taken_back_is_gone_everywhere(client: TestClient, shelf: Shelf) -> None:
    before = client.get(ADDRESS, headers=JSON).json()
    shelf.issued[AWARD.public_id] = replace(AWARD, revoked_at=NOON)

    page = client.get(ADDRESS, headers=ENGLISH)
    assert page.status_code == 410
    assert "Revoked" in page.text and f"{AWARD.public_id}.json" not in page.text
    told = client.get(ADDRESS, headers=JSON)
    assert told.status_code == 410 and told.json()["error"] == "revoked"
    assert "proof" not in told.json()
    for suffix in (".json", ".png", ".svg"):
        assert client.get(ADDRESS + suffix).status_code == 410

    # Whoever kept the document finds it in the list that the document names.
    status = before["credentialStatus"]
    listed = client.get(status["statusListCredential"].removeprefix(BASE)).json()
    assert listed["id"] == status["statusListCredential"]
    assert proofs.verify(listed).did == before["issuer"]["id"] == listed["issuer"]
    encoded = listed["credentialSubject"]["encodedList"]
    assert status_list.is_revoked(encoded, int(status["statusListIndex"]))
    assert not status_list.is_revoked(encoded, int(status["statusListIndex"]) + 1)


def test_a_list_names_nobody(client: TestClient, shelf: Shelf) -> None:
    shelf.issued[AWARD.public_id] = replace(AWARD, revoked_at=NOON)
    answer = client.get("/badges/revocations/1/badges/0")
    assert AWARD.public_id not in answer.text and "João" not in answer.text
    assert "max-age=300" in answer.headers["cache-control"]


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_baked_picture_verifies(client: TestClient, shelf: Shelf, kind: str) -> None:
    answer = client.get(f"{ADDRESS}.{kind}")
    assert answer.headers["content-type"].startswith(f"image/{kind}")
    found = reading.read(reading.document_in(answer.content))
    assert found.recipient == AWARD.recipient
    if kind == "png":
        with Image.open(io.BytesIO(answer.content)) as picture:
            assert picture.size == (512, 512)
    else:
        assert baking.read_svg(answer.text)["id"] == BASE + ADDRESS


def test_after_a_new_key_old_documents_still_verify(client: TestClient, shelf: Shelf) -> None:
    old = client.get(ADDRESS, headers=JSON).json()
    with db.transaction() as session:
        service.add_issuer_key(session, actor=Actor.system(), now=NOON + timedelta(days=1))
    new = client.get(ADDRESS, headers=JSON).json()

    published = client.get("/badges/issuer.json").json()["verificationMethod"]
    methods = [each["id"] for each in published]
    assert methods == [new["proof"]["verificationMethod"], old["proof"]["verificationMethod"]]
    assert old["issuer"]["id"] != new["issuer"]["id"]
    for document in (old, new):
        assert reading.read(document).recipient == AWARD.recipient
        status = document["credentialStatus"]["statusListCredential"]
        listed = client.get(status.removeprefix(BASE)).json()
        assert listed["issuer"] == document["issuer"]["id"]


def test_the_issuers_page_shows_the_keys_and_nothing_secret(
    client: TestClient, shelf: Shelf
) -> None:
    with db.reading() as session:
        issuer = issuing.issuer(session, base=BASE)
    for path in ("/badges/issuer", "/badges/issuer.json", ADDRESS, f"{ADDRESS}.json"):
        assert issuer.key.secret not in client.get(path).text
    assert issuer.key.public.did in client.get("/badges/issuer", headers=ENGLISH).text


def test_what_can_be_achieved_has_an_address(client: TestClient, shelf: Shelf) -> None:
    document = client.get(ADDRESS, headers=JSON).json()
    made = document["credentialSubject"]["achievement"]
    path = made["id"].removeprefix(BASE)
    assert client.get(path, headers=JSON).json()["name"] == BADGE.name
    assert BADGE.criteria in client.get(path).text
    for kind in ("png", "svg"):
        assert client.get(f"{path}.{kind}").headers["content-type"].startswith(f"image/{kind}")
    assert made["image"]["id"] == f"{made['id']}.png"


@pytest.mark.parametrize(
    "path",
    [
        "/badges/nothing",
        "/badges/nothing.json",
        "/badges/nothing.png",
        "/badges/nothing.svg",
        "/badges/achievements/nothing",
        "/badges/achievements/nothing.png",
        "/badges/revocations/1/nothing/0",
        "/badges/revocations/99/badges/0",
        "/badges/revocations/1/badges/99999999999999999999",
        "/badges/revocations/99999999999999999999/badges/0",
        "/badges/%00",
        "/certificates/nothing",
        "/certificates/nothing.pdf",
        f"/certificates/{AWARD.public_id}",
    ],
)
def test_an_unknown_address_is_not_found(client: TestClient, shelf: Shelf, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_unknown_address_says_so_in_words_or_in_json(client: TestClient, shelf: Shelf) -> None:
    assert "Não há nada neste endereço." in client.get("/badges/x", headers=PORTUGUESE).text
    assert client.get("/badges/x", headers=JSON).json() == {"error": "not found"}


def test_a_stranger_can_not_choose_what_is_signed(
    client: TestClient, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = get_settings().model_copy(update={"public_url": ""})
    monkeypatch.setattr("cxgame.web.badges.get_settings", lambda: bare)
    document = client.get(ADDRESS, headers={**JSON, "host": "evil.example"}).json()
    assert "evil.example" not in str(document)
    local = client.get(ADDRESS, headers={**JSON, "host": "127.0.0.1:9999"}).json()
    assert local["id"] == f"http://127.0.0.1:9999{ADDRESS}"


def test_it_can_only_be_read(client: TestClient, shelf: Shelf) -> None:
    assert client.post(ADDRESS).status_code == 405
    assert client.head(ADDRESS).status_code == 200
