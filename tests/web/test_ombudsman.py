"""The ombudsman's public pages over HTTP."""

import re

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from cxgame import clock, db
from cxgame.feedback.ombudsman import desk
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.notices.mail.models import Mail
from cxgame.people.actor import Actor
from cxgame.settings import get_settings
from cxgame.web.headers import PUBLIC_CSP
from tests.conftest import NOON, Town

LARGEST = 30_000  # bytes
FORM = {
    "submission": "a form's own random token",
    "kind": "complaint",
    "privacy": "secret",
    "text": "Cobraram duas vezes",
    "name": "Ana Souza",
    "email": "ana@example.com",
}


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def file(client: TestClient, **said: str) -> dict[str, str]:
    """File a report and return what opens it, as the page shows it."""
    answer = client.post("/ombudsman?lang=en", data={**FORM, **said})
    assert answer.status_code == 200, answer.text
    protocol, key = re.findall(r"<dd>([^<]+)</dd>", answer.text)
    return {"protocol": protocol, "key": key}


def follow(client: TestClient, opens: dict[str, str], **said: str) -> str:
    answer = client.post("/ombudsman/follow?lang=en", data={**opens, **said})
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize("path", ["", "/follow", "/lost"])
@pytest.mark.parametrize("locale", ["pt-BR", "en"])
def test_the_pages_are_small_and_have_no_script(
    client: TestClient, town: Town, path: str, locale: str
) -> None:
    answer = client.get(f"/ombudsman{path}?lang={locale}")
    assert answer.status_code == 200 and len(answer.content) < LARGEST
    assert f'lang="{locale}"' in answer.text
    assert "<script" not in answer.text and "javascript:" not in answer.text
    assert answer.headers["content-security-policy"] == PUBLIC_CSP
    assert "set-cookie" not in answer.headers


def test_it_has_a_portuguese_address(client: TestClient, town: Town) -> None:
    assert client.get("/ouvidoria").headers["location"] == "/ombudsman?lang=pt-BR"
    assert client.delete("/ombudsman").status_code == 405
    assert client.get("/ombudsman/key").status_code == 405


def test_a_report_is_filed_and_followed_to_its_answer(client: TestClient, town: Town) -> None:
    opens = file(client, place=f"team-{town.desk}")
    page = follow(client, opens)
    assert "Received" in page and "Cobraram duas vezes" in page and len(page) < LARGEST
    with db.transaction() as session:
        row = session.exec(select(OmbudsmanReport)).one()
        assert (row.team_id, row.language) == (town.desk, "en")
        desk.answer_report(
            session,
            actor=Actor.system(),
            report_id=row.id,
            text="<b>Paid back</b>",
            version=row.version,
            now=NOON,
        )
    page = follow(client, opens, do="write", text="Thanks", submission="another random token")
    assert "The ombudsman has it." in page and "&lt;b&gt;Paid back" in page and "Thanks" in page
    assert "You rated the answer 4 of 5" in follow(client, opens, do="rate", rating="4")


def test_the_same_form_shows_the_same_key_again(client: TestClient, town: Town) -> None:
    assert file(client) == file(client)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"kind": ""}, "Please choose what it is about"),
        ({"text": " "}, "Please write a few words."),
        ({"name": ""}, "Please leave your name"),
        ({"email": "x"}, "This is no e-mail address"),
        ({"submission": "short"}, "This form is incomplete"),
        ({"place": "team-99999999999999999999", "text": ""}, "Please write a few words."),
    ],
)
def test_what_was_typed_comes_back_when_something_is_missing(
    client: TestClient, town: Town, form: dict[str, str], said: str
) -> None:
    answer = client.post("/ombudsman?lang=en", data={**FORM, "text": '<i>"x', **form})
    assert answer.status_code == 422 and said in answer.text
    assert "<i>" not in answer.text
    if "text" not in form:
        assert "&lt;i&gt;" in answer.text
    with db.reading() as session:
        assert not session.exec(select(OmbudsmanReport)).all()


def test_wrong_keys_make_a_pause(client: TestClient, town: Town) -> None:
    opens = file(client)
    wrong = {**opens, "key": "AAAA\x00"}
    for _ in range(get_settings().sign_in_attempts):
        answer = client.post("/ombudsman/follow?lang=en", data=wrong)
        assert answer.status_code == 422 and "belong together" in answer.text
    answer = client.post("/ombudsman/follow?lang=en", data=opens)
    assert answer.status_code == 422 and "Wait 15 minutes" in answer.text


def test_a_lost_key_is_replaced_by_proof_of_contact(client: TestClient, town: Town) -> None:
    opens = file(client)
    pages = [
        client.post("/ombudsman/lost?lang=en", data={**opens, "email": email}).text
        for email in ("eva@example.com", "ana@example.com")
    ]
    assert pages[0] == pages[1]  # nobody learns whose address it is
    with db.reading() as session:
        bodies = [mail.body for mail in session.exec(select(Mail)) if "code" in mail.key]
    [code] = re.findall(r"\b\d{6}\b", bodies[0].replace(opens["protocol"], ""))
    asked = {"protocol": opens["protocol"], "code": "12"}
    assert "This code is wrong" in client.post("/ombudsman/key?lang=en", data=asked).text
    shown = client.post("/ombudsman/key?lang=en", data={**asked, "code": code}).text
    _protocol, key = re.findall(r"<dd>([^<]+)</dd>", shown)
    assert "Cobraram" in follow(client, {**opens, "key": key})


def test_another_site_can_neither_file_nor_follow(client: TestClient, town: Town) -> None:
    foreign = {"origin": "https://elsewhere.example"}
    assert client.post("/ombudsman", data=FORM, headers=foreign).status_code == 403
