"""Inviting by WhatsApp, and typing in answers, on the screen."""

from sqlmodel import select

from cxgame import clock, db
from cxgame.feedback import surveys
from cxgame.feedback.extras import parts
from cxgame.feedback.extras.questions import Question, QuestionKind, with_keys
from cxgame.feedback.invitations.models import Invitation
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import SurveyKind
from cxgame.people.actor import Actor
from tests.conftest import Town
from tests.pages.conftest import OpenAs
from tests.pages.feedback.conftest import Heard

KINDS = (SurveyKind.NPS, SurveyKind.SMILEYS)
BOTH = {"pt-BR": "O que usou?", "en": "What did you use?"}
OPTIONS = with_keys([{"pt-BR": "Banho", "en": "Bath"}, {"pt-BR": "Loja", "en": "Shop"}])


def test_one_tap_opens_whatsapp_and_is_noted(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.alice, "invite")
    screen.tap("invite", "invite", name_of="Ana Lima", phone="123")
    assert "no phone number" in screen.text
    screen.tap("invite", "invite", name_of="Ana Lima", phone="(11) 98765-4321", language="pt-BR")
    with db.reading() as session:
        kept = session.exec(select(Invitation)).one()
        assert (kept.state, kept.team_id) == ("waiting", town.desk)
        token, invitation_id = kept.token, kept.id
    sheet = screen.sheet("invite")
    assert "https://wa.me/5511987654321?text=Ol%C3%A1%2C%20Ana%21" in sheet
    assert f"%2Fi%2F{token}" in sheet and 'target="_blank"' in sheet

    screen.tap("invite", "over", str(invitation_id))
    assert "handed over" in screen.sheet("invite")
    with db.reading() as session:
        assert session.exec(select(Invitation.state)).one() == "sent"
    screen.tap("invite", "invite", phone="11 98765-4321")
    assert "Not asked again: this customer was asked on" in screen.text


def test_without_a_survey_it_says_whom_to_ask(town: Town, open_as: OpenAs) -> None:
    assert "No open survey" in open_as(town.alice, "invite").text
    assert "No open survey" in open_as(town.alice, "answer").text


def test_an_answer_is_typed_in_once_with_all_its_parts(town: Town, open_as: OpenAs) -> None:
    extras = (
        Question(QuestionKind.CHOICES, BOTH, OPTIONS),
        Question(QuestionKind.TEXT, BOTH),
        Question(QuestionKind.SCALE, BOTH, low=1, high=5),
    )
    with db.transaction() as session:
        made = [
            surveys.add_survey(
                session,
                actor=Actor.system(),
                name=f"Of {kind}",
                kind=kind,
                team_id=town.desk,
                extras=extras if kind is SurveyKind.NPS else (),
                now=clock.now(),
            )
            for kind in KINDS
        ]
        choices, text, scale = (
            one.id for one in surveys.survey(session, actor=town.edu, survey_id=made[0]).extras
        )
    for survey_id, kind in zip(made, KINDS, strict=True):
        screen = open_as(town.alice, f"answer?survey={survey_id}")
        low = {"nps": 0, "thumbs": 0}.get(kind, 1)
        assert f'name="score" value="{low}"' in screen.sheet("answer")
        answers = {f"q{choices}": "1\n2", f"q{text}": "Two\nlines", f"q{scale}": "4"}
        screen.tap("answer", "save", str(survey_id), score=str(low), text=kind, **answers)
        assert "The answer is stored" in screen.text
    with db.reading() as session:
        records = session.exec(select(FeedbackRecord).order_by(FeedbackRecord.id)).all()  # type: ignore[arg-type]
        assert [(one.survey_kind, one.channel) for one in records] == [
            (kind, "staff") for kind in KINDS
        ]
        found = parts.answer_parts(session, record_id=records[0].id, locale="en")
        assert [one.answer for one in found] == ["Bath, Shop", "Two\nlines", "4"]
        record_id = records[0].id
    assert "Bath, Shop" in open_as(town.diana, f"records?record={record_id}").text
    screen = open_as(town.alice, f"answer?survey={made[0]}")
    screen.tap("answer", "save", text="no score")
    assert "Please choose a number." in screen.text
