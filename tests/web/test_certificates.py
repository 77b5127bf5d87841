"""Certificates over HTTP: a page, a sheet to print, a signed document."""

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from cxgame import db
from cxgame.credentials import reading
from cxgame.issuing import service as issuing
from cxgame.learning.certificates import service
from cxgame.learning.certificates.models import Certificate
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from tests.conftest import NOON, Town
from tests.learning.way import been_through, stock
from tests.look.test_paper import words_of

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def certificate(town: Town) -> Certificate:
    """What alice was given; her name has letters of four kinds."""
    with db.transaction() as session:
        issuing.set_up(session, actor=Actor.system(), now=NOON)
        stock(session)
        session.get_one(Person, town.alice.person_id).name = "Çağla Ñúñez-Łęcka da Conceição"
        been_through(session, town.alice)
        row = session.exec(select(Certificate)).one()
        session.expunge(row)
        return row


def test_its_page_says_what_a_checker_wants_to_know(
    client: TestClient, certificate: Certificate
) -> None:
    page = client.get(f"/certificates/{certificate.public_id}", headers=ENGLISH).text
    for words in (
        "Çağla Ñúñez-Łęcka da Conceição",
        "Welcome whoever arrives",
        "POP-900 · Welcome, version 2",
        "2 Mar 2026",
        "Valid",
        "70%",
    ):
        assert words in page
    assert "alice@example.com" not in page
    assert f"/certificates/{certificate.public_id}.pdf?lang=en" in page


def test_its_document_verifies(client: TestClient, certificate: Certificate) -> None:
    document = client.get(f"/certificates/{certificate.public_id}.json").json()
    found = reading.read(document)
    assert found.recipient == "Çağla Ñúñez-Łęcka da Conceição"
    assert found.achievement == "Acolher quem chega"  # in the company's language
    made = document["credentialSubject"]["achievement"]
    assert made["achievementType"] == "CertificateOfCompletion"
    path = made["id"].partition("8501")[2]
    assert client.get(path, headers=ENGLISH).status_code == 200
    assert "alice@example.com" not in str(document)


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_its_sheet_is_a_pdf(client: TestClient, certificate: Certificate, lang: str) -> None:
    path = f"/certificates/{certificate.public_id}.pdf?lang={lang}"
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline")
    words = words_of(answer.content)
    assert "Çağla Ñúñez-Łęcka da Conceição" in words
    assert f"testserver/certificates/{certificate.public_id}" in words
    assert ("passed the module" if lang == "en" else "passou no módulo") in words
    assert client.get(path).content == answer.content


def test_once_revoked_neither_page_nor_sheet_stands(
    client: TestClient, town: Town, certificate: Certificate
) -> None:
    with db.transaction() as session:
        service.revoke_certificate(
            session,
            actor=town.diana,
            certificate_id=certificate.id,
            reason="Somebody else answered.",
            now=NOON,
        )
    for suffix in ("", ".pdf", ".json"):
        answer = client.get(f"/certificates/{certificate.public_id}{suffix}", headers=ENGLISH)
        assert answer.status_code == 410
        assert "Somebody else" not in answer.text
    assert (
        "It was taken back on 2 Mar 2026"
        in client.get(f"/certificates/{certificate.public_id}", headers=ENGLISH).text
    )
