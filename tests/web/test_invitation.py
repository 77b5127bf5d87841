"""A personal invitation over HTTP: what one customer sees and sends."""

from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from cxgame import clock, db
from cxgame.feedback import surveys
from cxgame.feedback.cases import opening
from cxgame.feedback.cases.models import Case
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.customers.register import Known
from cxgame.feedback.extras.questions import Question, QuestionKind, with_keys
from cxgame.feedback.invitations import asking_again, inviting
from cxgame.feedback.invitations.models import Invitation, Way
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.terms import LegalBasis, Terms
from cxgame.people.actor import Actor
from tests.conftest import Town

SYSTEM = Actor.system()
PORTUGUESE = {"accept-language": "pt-BR,pt;q=0.9"}
LARGEST = 30_000  # bytes
BOTH = {"pt-BR": "O que você usou hoje?", "en": "What did you use today?"}
OPTIONS = with_keys([{"pt-BR": "Banho e tosa", "en": "Bath"}, {"pt-BR": "Loja", "en": "Shop"}])
EXTRAS = (
    Question(QuestionKind.CHOICE, BOTH, OPTIONS, is_required=True),
    Question(QuestionKind.CHOICES, BOTH, OPTIONS),
    Question(QuestionKind.SCALE, BOTH, low=0, high=10),
    Question(QuestionKind.TEXT, BOTH),
    Question(QuestionKind.TEXT, BOTH, is_required=True),
)
CONSENT = Terms(LegalBasis.CONSENT, {"pt-BR": "Concordo", "en": "I agree"})


def survey(town: Town, kind: SurveyKind = SurveyKind.NPS) -> tuple[int, str]:
    """Add a survey with all that one can hold, and return its id and token."""
    with db.transaction() as session:
        survey_id = surveys.add_survey(
            session,
            actor=SYSTEM,
            name=f"All of {kind}",
            kind=kind,
            extras=EXTRAS,
            terms=CONSENT,
            now=clock.now(),
        )
        return survey_id, surveys.survey(session, actor=SYSTEM, survey_id=survey_id).token


@pytest.fixture
def token(town: Town) -> str:
    """The token of Ana's invitation to a plain survey of the front desk."""
    with db.transaction() as session:
        survey_id = surveys.add_survey(
            session, actor=SYSTEM, name="Counter", team_id=town.desk, now=clock.now()
        )
        return inviting.invite_customer(
            session,
            actor=SYSTEM,
            survey_id=survey_id,
            known=Known(name="Ana", phone="11 98765-4321"),
            way=Way.LINK,
            now=clock.now(),
        ).token


def stored() -> tuple[list[FeedbackRecord], Invitation]:
    with db.reading() as session:
        found = list(session.exec(select(FeedbackRecord))), session.exec(select(Invitation)).one()
        session.expunge_all()
        return found


@pytest.mark.parametrize("kind", SurveyKind)
def test_every_kind_with_everything_is_small_and_has_no_script(
    client: TestClient, town: Town, kind: SurveyKind
) -> None:
    _survey_id, token = survey(town, kind)
    for locale in ("pt-BR", "en"):
        page = client.get(f"/s/{token}?lang={locale}")
        assert page.status_code == 200 and len(page.content) < LARGEST
        assert "<script" not in page.text
        assert page.text.count(BOTH[locale]) == len(EXTRAS)
        low, high = {"nps": (0, 10), "ces": (1, 7), "thumbs": (0, 1)}.get(kind, (1, 5))
        assert page.text.count('name="score"') == high - low + 1


def test_extras_and_consent_come_back_when_something_is_missing(
    client: TestClient, town: Town
) -> None:
    survey_id, token = survey(town)
    with db.reading() as session:
        extras = surveys.survey(session, actor=SYSTEM, survey_id=survey_id).extras
    choice, choices, scale, text, must = (f"q{extra.id}" for extra in extras)
    form = {"submission": "x", "score": "9", choice: "2", choices: ["1", "2"], scale: "7"}
    form |= {text: "Tudo", "agrees": "yes", "q99": "?", "qx": "?"}
    answer = client.post(f"/s/{token}?lang=en", data=form)
    assert answer.status_code == 422 and "marked as required" in answer.text
    assert answer.text.count(" checked") == 6 and ">Tudo</textarea>" in answer.text

    assert client.post(f"/s/{token}", data={**form, must: "Sim"}).status_code == 303
    refused = client.post(f"/s/{token}", data={**form, must: "Sim", "agrees": ""})
    assert refused.status_code == 422


def test_a_company_survey_is_asked_at_the_place_that_its_address_names(
    client: TestClient, town: Town
) -> None:
    with db.transaction() as session:
        surveys.add_survey(session, actor=SYSTEM, name="All", now=clock.now())
        token = surveys.surveys(session, actor=SYSTEM)[0].token
    at = f"/s/{token}/at/{town.clinic}/0"
    assert "Clinic" in client.get(at).text
    sent = client.post(at, data={"submission": "x", "score": "9"})
    assert sent.headers["location"] == f"{at}/thanks/promoter"
    assert f'href="{at}?lang=' in client.get(sent.headers["location"]).text
    with db.reading() as session:
        assert session.exec(select(FeedbackRecord.team_id)).one() == town.clinic
    assert client.get(f"{at}/poster").status_code == 200
    for strange in (f"/s/{token}/at/{10**30}/0", f"/s/{token}/at/999/999"):
        assert client.get(strange).status_code == 200
    assert client.get(f"/s/{token}/at/x/0").status_code == 404


def test_it_speaks_the_customers_language_and_notes_the_opening(
    client: TestClient, token: str
) -> None:
    client.get(f"/i/{token}", headers={"user-agent": "WhatsApp/2.23"})  # the preview of the link
    assert stored()[1].state == "sent"
    page = client.get(f"/i/{token}", headers={"accept-language": "en"})
    assert 'lang="pt-BR"' in page.text and f"/i/{token}/stop" in page.text
    assert 'lang="en"' in client.get(f"/i/{token}?lang=en").text
    assert stored()[1].state == "opened"


def test_the_answer_can_be_changed_for_an_hour(
    client: TestClient, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = client.post(f"/i/{token}?lang=en", data={"score": "2", "text": "Waited"})
    assert sent.headers["location"] == f"/i/{token}/thanks/detractor?lang=en"
    assert "Change my answer" in client.get(sent.headers["location"]).text
    again = client.get(f"/i/{token}?lang=en").text
    assert "you can change your answer" in again and ">Waited</textarea>" in again
    assert 'value="2" data-band="detractor" required checked' in again
    assert client.post(f"/i/{token}", data={"score": "11"}).status_code == 422
    client.post(f"/i/{token}", data={"score": "9", "text": "Solved"})

    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "já respondeu" in client.get(f"/i/{token}", headers=PORTUGUESE).text
    refused = client.post(f"/i/{token}?lang=en", data={"score": "0", "text": "Other words"})
    assert refused.status_code == 409 and "Other words" in refused.text
    (record,), _ = stored()
    assert (record.score, record.text) == (9, "Solved")


def test_asked_again_it_is_the_score_and_why_alone(client: TestClient, token: str) -> None:
    client.post(f"/i/{token}", data={"score": "2", "text": "Fila", "contact": "11 98765-4321"})
    with db.transaction() as session:
        record_id = session.exec(select(FeedbackRecord.id)).one()
        told = {"actor": SYSTEM, "now": clock.now()}
        case_id = opening.open_case(session, record_id=record_id, **told)
        session.get_one(Case, case_id).status = "solved"
        asking_again.ask_again(session, case_id=case_id, way=Way.WHATSAPP, **told)
        again = session.exec(select(Invitation.token).where(Invitation.case_id == case_id)).one()
    page = client.get(f"/i/{again}?lang=en").text
    assert "How is it now?" in page and 'name="score"' in page and "<script" not in page
    assert 'name="contact"' not in page and "kind=complaint" not in page
    sent = client.post(f"/i/{again}", data={"score": "9", "text": "Solved"})
    assert sent.headers["location"] == f"/i/{again}/thanks/promoter"
    with db.reading() as session:
        assert session.exec(select(Case.score_after)).one() == 9
        assert session.exec(select(FeedbackRecord.score)).one() == 2
    changing = client.get(f"/i/{again}?lang=en").text
    assert ">Solved</textarea>" in changing and "Change answer" in changing


def test_opting_out_takes_one_tap_and_no_sign_in(client: TestClient, token: str) -> None:
    page = client.get(f"/i/{token}/stop?lang=en").text
    assert '<form method="post">' in page and "<script" not in page
    with db.reading() as session:
        assert session.exec(select(Customer.opted_out_at)).one() is None
    # As a mail program does it (RFC 8058): with one field, and no answer to any question.
    answer = client.post(f"/i/{token}/stop", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    with db.reading() as session:
        assert session.exec(select(Customer.opted_out_at)).one() is not None


@pytest.mark.parametrize("path", ["", "/thanks/promoter", "/stop"])
def test_an_unknown_invitation_is_a_page_of_its_own(client: TestClient, path: str) -> None:
    assert client.get(f"/i/nothing{path}").status_code == 404
    assert client.post("/i/nothing", data={"score": "9"}).status_code == 404
    assert client.post("/i/nothing/stop").status_code == 404


def test_one_that_is_past_its_day_says_so_and_gives_the_words_back(
    client: TestClient, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(f"/i/{token}").status_code == 410
    answer = client.post(f"/i/{token}", data={"score": "9", "text": "Adorei"})
    assert answer.status_code == 410 and "Adorei" in answer.text
