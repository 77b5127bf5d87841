"""The public survey page over HTTP: what a customer sees and sends."""

import re

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from cxgame import db
from cxgame.feedback import surveys
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import SurveyKind
from cxgame.people.actor import Actor
from cxgame.settings import get_settings
from cxgame.web.headers import PUBLIC_CSP
from tests.conftest import NOON, Town

PORTUGUESE = {"accept-language": "pt-BR,pt;q=0.9"}
LARGEST = 30_000  # bytes


@pytest.fixture
def token(town: Town) -> str:
    with db.transaction() as session:
        surveys.add_survey(
            session, actor=Actor.system(), name="Counter", team_id=town.desk, now=NOON
        )
        return surveys.surveys(session, actor=Actor.system())[0].token


def records() -> list[FeedbackRecord]:
    with db.reading() as session:
        rows = list(session.exec(select(FeedbackRecord)))
        session.expunge_all()
        return rows


def form_token(html: str) -> str:
    found = re.search(r'name="submission" value="([^"]+)"', html)
    assert found
    return found[1]


@pytest.mark.parametrize(
    "query", ["", "?kind=complaint", "?lang=en", "?kind=suggestion&lang=pt-BR"]
)
def test_the_page_is_small_and_has_no_script(client: TestClient, token: str, query: str) -> None:
    answer = client.get(f"/s/{token}{query}")
    assert answer.status_code == 200
    assert len(answer.content) < LARGEST
    assert "<script" not in answer.text and "javascript:" not in answer.text
    assert answer.headers["content-security-policy"] == PUBLIC_CSP
    assert "set-cookie" not in answer.headers


def test_it_speaks_the_browsers_language_or_the_one_asked_for(
    client: TestClient, token: str
) -> None:
    assert 'lang="pt-BR"' in client.get(f"/s/{token}", headers=PORTUGUESE).text
    english = client.get(f"/s/{token}?lang=en", headers=PORTUGUESE).text
    assert "From 0 to 10" in english
    assert 'href="?lang=pt-BR"' in english


@pytest.mark.parametrize(("kind", "scores", "columns"), [("ces", 7, 7), ("csat", 5, 5)])
def test_other_scales_stand_in_one_row(
    client: TestClient, town: Town, kind: str, scores: int, columns: int
) -> None:
    with db.transaction() as session:
        surveys.add_survey(session, actor=Actor.system(), name="x", kind=SurveyKind(kind), now=NOON)
        token = surveys.surveys(session, actor=Actor.system())[0].token
    page = client.get(f"/s/{token}").text
    assert page.count('name="score"') == scores
    assert f"--survey-columns:{columns}" in page


def test_every_answer_has_a_fresh_form(client: TestClient, token: str) -> None:
    tokens = {form_token(client.get(f"/s/{token}").text) for _ in range(3)}
    assert len(tokens) == 3


def test_an_answer_is_stored_and_thanked_for_in_its_band(client: TestClient, token: str) -> None:
    form = {"submission": "one", "score": "3", "text": "Esperei\r\ndemais", "contact": "31 9"}
    answer = client.post(f"/s/{token}?lang=pt-BR", data=form)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/s/{token}/thanks/detractor?lang=pt-BR"
    assert "Não foi como deveria" in client.get(answer.headers["location"]).text
    (record,) = records()
    assert (record.score, record.band, record.text) == (3, "detractor", "Esperei\ndemais")
    assert (record.contact, record.language, record.channel) == ("31 9", "pt-BR", "public")


def test_sending_the_same_form_twice_is_one_record(client: TestClient, token: str) -> None:
    form = {"submission": "same", "score": "10"}
    first, second = (client.post(f"/s/{token}", data=form) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert len(records()) == 1


@pytest.mark.parametrize("kind", ["complaint", "compliment", "suggestion"])
def test_it_takes_what_else_a_customer_has_to_say(
    client: TestClient, token: str, kind: str
) -> None:
    form = {"submission": "x", "kind": kind, "text": "O banho atrasou"}
    answer = client.post(f"/s/{token}?kind=complaint", data=form)
    assert answer.headers["location"].endswith(f"/thanks/{kind}")
    assert client.get(answer.headers["location"]).status_code == 200
    assert [(r.kind, r.score) for r in records()] == [(kind, None)]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"text": "Sem nota"}, "Please choose a number."),
        ({"score": "11"}, "The score goes from 0 to 10."),
        ({"score": "nine"}, "The score must be a whole number"),
        ({"score": "9", "text": "x" * 2_001}, "at most 2000 characters"),
        ({"kind": "complaint", "text": " "}, "Please write a few words."),
    ],
)
def test_what_was_typed_comes_back_when_something_is_missing(
    client: TestClient, token: str, form: dict[str, str], said: str
) -> None:
    answer = client.post(f"/s/{token}", data={"submission": "x", "contact": "a@b.c", **form})
    assert answer.status_code == 422
    assert said in answer.text
    assert form.get("text", "").strip() in answer.text
    assert "a@b.c" in answer.text
    assert form_token(answer.text) == "x"
    assert not records()


def test_nothing_that_was_typed_becomes_markup(client: TestClient, token: str) -> None:
    bad = '"><script>alert(1)</script>'
    form = {"submission": bad, "text": bad, "contact": bad}
    answer = client.post(f"/s/{token}", data=form)
    assert answer.status_code == 422
    assert "<script" not in answer.text


def test_a_flood_is_stored_but_held(
    client: TestClient, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = get_settings().model_copy(update={"survey_posts_per_minute": 2})
    monkeypatch.setattr("cxgame.feedback.bursts.get_settings", lambda: limited)
    monkeypatch.setattr("cxgame.clock.now", lambda: NOON)
    for n in range(4):
        answer = client.post(f"/s/{token}", data={"submission": f"n{n}", "score": "9"})
        assert answer.status_code == 303
    assert [record.is_held for record in records()] == [False, False, True, True]


def test_a_closed_survey_says_so_and_gives_the_words_back(client: TestClient, token: str) -> None:
    with db.transaction() as session:
        survey = surveys.survey_by_token(session, token=token)
        surveys.change_survey(
            session,
            actor=Actor.system(),
            survey_id=survey.id,
            name=survey.name,
            question=survey.question,
            follow_up=survey.follow_up,
            is_open=False,
            version=survey.version,
            now=NOON,
        )
    assert client.get(f"/s/{token}").status_code == 410
    answer = client.post(
        f"/s/{token}", data={"submission": "x", "score": "9", "text": "Adorei"}, headers=PORTUGUESE
    )
    assert answer.status_code == 410
    assert "Esta pesquisa foi encerrada" in answer.text and "Adorei" in answer.text


@pytest.mark.parametrize("path", ["", "/thanks/promoter", "/poster"])
def test_an_unknown_survey_is_a_page_of_its_own(client: TestClient, path: str) -> None:
    answer = client.get(f"/s/nothing{path}", headers=PORTUGUESE)
    assert answer.status_code == 404
    assert "Não há pesquisa aqui" in answer.text


def test_there_are_no_thanks_for_what_nobody_can_send(client: TestClient, token: str) -> None:
    assert client.get(f"/s/{token}/thanks/survey").status_code == 404


def test_other_methods_are_refused(client: TestClient, token: str) -> None:
    assert client.delete(f"/s/{token}").status_code == 405


def test_another_site_cannot_answer_for_a_customer(client: TestClient, token: str) -> None:
    answer = client.post(
        f"/s/{token}",
        data={"submission": "x", "score": "9"},
        headers={"origin": "https://elsewhere.example"},
    )
    assert answer.status_code == 403
    assert not records()


def test_the_poster_carries_the_address_as_a_code(client: TestClient, token: str) -> None:
    page = client.get(f"/s/{token}/poster", headers=PORTUGUESE).text
    assert f"testserver/s/{token}" in page
    assert "<svg" in page and "Como foi hoje?" in page
    assert 'lang="en">Point your phone&#39;s camera' in page
