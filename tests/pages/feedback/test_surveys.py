"""Surveys on the screen: the list, and the page of one."""

import pytest

from cxgame import clock, db
from cxgame.feedback import surveys
from cxgame.feedback.customers.register import Known
from cxgame.feedback.extras.questions import QuestionKind
from cxgame.feedback.invitations import inviting
from cxgame.feedback.invitations.models import Way
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.terms import LegalBasis
from tests.conftest import Town
from tests.pages.conftest import OpenAs
from tests.pages.feedback.conftest import Heard


def known(town: Town) -> list[surveys.SurveyView]:
    with db.reading() as session:
        return surveys.surveys(session, actor=town.root)


def read(town: Town, survey_id: int) -> surveys.SurveyView:
    with db.reading() as session:
        return surveys.survey(session, actor=town.root, survey_id=survey_id)


def test_each_has_its_link_and_its_poster(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "surveys")
    text = screen.sheet("surveys")
    assert f"/s/{heard.token}" in text and f"/s/{heard.token}/poster?lang=en" in text
    assert "/posters/all.pdf" in text
    screen.tap("surveys", "survey", str(heard.survey))
    assert screen.address == {"survey": str(heard.survey)}
    assert "<svg" in screen.sheet(f"survey-{heard.survey}").partition("feedback-qr")[2]


@pytest.mark.parametrize("kind", ["nps", "thumbs"])
def test_a_new_one_is_open_with_words_in_both_languages(
    town: Town, open_as: OpenAs, kind: str
) -> None:
    screen = open_as(town.diana, "surveys?survey=new")
    screen.tap("survey-new", "add", name_of="After the bath", kind=kind, team=str(town.clinic))

    (survey,) = known(town)
    assert (survey.name, survey.team_id, survey.is_open) == ("After the bath", town.clinic, True)
    assert survey.kind is SurveyKind(kind) and set(survey.question) == {"pt-BR", "en"}
    assert screen.address == {"survey": str(survey.id)}


def test_a_team_out_of_reach_is_refused(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "surveys?survey=new")
    screen.tap("survey-new", "add", name_of="x", kind="nps", team=str(town.grooming))
    assert "outside your reach" in screen.text and not known(town)


def test_the_preview_follows_what_is_typed_and_only_saving_keeps_it(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    screen = open_as(town.diana, f"survey?survey={heard.survey}&view=questions")
    key = f"survey-words-{heard.survey}"
    view = read(town, heard.survey)
    typed = {
        "name_of": "Till",
        "question-en": "Well, was it?",
        "question-pt-BR": "E aí?",
        "version": "1",
    }
    for band, words in view.follow_up.items():
        typed |= {f"{band}-{locale}": text for locale, text in words.items()}
    screen.tap(key, "look", **typed)
    assert "Well, was it?" in screen.sheet("survey-preview")
    assert read(town, heard.survey).name == "Counter"

    screen.tap(key, "save", **typed)
    assert read(town, heard.survey).question == {"en": "Well, was it?", "pt-BR": "E aí?"}
    screen.tap(key, "save", **{**typed, "question-en": " ", "version": "2"})
    assert "Write the question in both languages." in screen.text
    screen.tap(key, "save", **typed)
    assert "Somebody else changed this" in screen.text

    versions = open_as(town.diana, f"survey?survey={heard.survey}&view=versions")
    assert "Version 2" in versions.text and "Diana" in versions.text


def test_extra_questions_are_added_moved_and_dropped(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    screen = open_as(town.diana, f"survey?survey={heard.survey}&view=questions")
    key = f"survey-words-{heard.survey}"
    choice = {
        "kind_of": "choice",
        "words-en": "What did you use?",
        "words-pt-BR": "O que usou?",
        "options-en": "Bath\nShop\n",
        "options-pt-BR": "Banho\n\nLoja",
        "required": "on",
    }
    screen.tap(key, "extra", **choice)
    scale = {"kind_of": "scale", "words-en": "Clean?", "words-pt-BR": "Limpo?", "low": "1"}
    screen.tap(key, "extra", **scale, high="5")
    first, second = read(town, heard.survey).extras
    assert (first.kind, first.is_required) == (QuestionKind.CHOICE, True)
    assert [option.words["pt-BR"] for option in first.options] == ["Banho", "Loja"]
    assert "Limpo?" in screen.sheet("survey-preview") or "Clean?" in screen.sheet("survey-preview")

    screen.tap(key, "up", str(second.id))
    assert [one.id for one in read(town, heard.survey).extras] == [second.id, first.id]
    screen.tap(key, "extra", **{**choice, "id": str(first.id), "options-en": "Bath"})
    assert "Write each option in both languages" in screen.text
    screen.tap(key, "drop", str(second.id))
    assert [one.id for one in read(town, heard.survey).extras] == [first.id]


def test_terms_are_saved_and_shown_again(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"survey?survey={heard.survey}&view=terms")
    key = f"survey-terms-{heard.survey}"
    terms = {
        "basis": "consent",
        "consent-en": "I agree",
        "consent-pt-BR": "Concordo",
        "closes_on": "2020-01-31",
        "throttle": "180",
        "good_for": "14",
        "remind": "3",
    }
    screen.tap(key, "save", **{**terms, "good_for": "0"})
    assert "good for 1 to 365 days" in screen.text
    screen.tap(key, "save", **{**terms, "closes_on": "soon"})
    assert "not a day of the calendar" in screen.text
    screen.tap(key, "save", **terms)
    kept = read(town, heard.survey).terms
    assert (kept.legal_basis, kept.throttle_days) == (LegalBasis.CONSENT, 180)
    assert (kept.invitation_days, kept.reminder_days) == (14, 3)
    overview = open_as(town.diana, f"survey?survey={heard.survey}")
    assert "Its last day was 31 Jan 2020." in overview.text
    overview.tap(f"survey-{heard.survey}", "open")
    assert read(town, heard.survey).terms.closes_on is None


def test_it_is_closed_and_opened_again(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"survey?survey={heard.survey}")
    screen.tap(f"survey-{heard.survey}", "close")
    assert not known(town)[0].is_open
    screen.tap(f"survey-{heard.survey}", "open")
    assert known(town)[0].is_open


def test_a_list_is_looked_at_and_then_invited(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"survey?survey={heard.survey}&view=list")
    assert "E-mail is not set up." in screen.text
    rows = "Ana <ana@example.com>\nbeto@\nAna <ana@example.com>"
    screen.tap(f"survey-list-{heard.survey}", "look", rows=rows)
    look = screen.sheet("survey-list-look")
    assert "Row 2" in look and "Invite 1 customer<" in look
    screen.tap("survey-list-look", "invite")
    assert screen.address == {"survey": str(heard.survey), "show": "waiting"}
    text = screen.sheet(f"survey-{heard.survey}")
    assert "Ana" in text and "ana@example.com" not in text and "E-mail is not set up" in text


def test_figures_open_the_invitations_behind_them(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    with db.transaction() as session:
        for n in range(2):
            inviting.invite_customer(
                session,
                actor=town.alice,
                survey_id=heard.survey,
                known=Known(name="Ana", phone="11 98765-4321"),
                way=(Way.LINK, Way.WHATSAPP)[n],
                now=clock.now(),
            )
    screen = open_as(town.diana, f"survey?survey={heard.survey}")
    assert "Personal link · Front desk" in screen.text
    screen.tap(f"survey-{heard.survey}", "show", "not_asked")
    assert "Not asked: asked on" in screen.sheet(f"survey-{heard.survey}")


def test_without_any_it_offers_the_first(town: Town, open_as: OpenAs) -> None:
    assert "No survey yet" in open_as(town.edu, "surveys").text
    assert "There is no such survey." in open_as(town.edu, "survey?survey=7").text
