"""Surveys on the screen."""

from cxgame import db
from cxgame.feedback import surveys
from tests.conftest import Town
from tests.pages.conftest import OpenAs
from tests.pages.feedback.conftest import Heard


def known(town: Town) -> list[surveys.SurveyView]:
    with db.reading() as session:
        return surveys.surveys(session, actor=town.root)


def test_each_has_its_link_and_its_poster(town: Town, heard: Heard, open_as: OpenAs) -> None:
    text = open_as(town.diana, "surveys").sheet("surveys")
    assert f"/s/{heard.token}" in text and f"/s/{heard.token}/poster?lang=en" in text


def test_the_dialog_shows_the_code(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "surveys").tap("surveys", "survey", str(heard.survey))
    assert screen.address == {"survey": str(heard.survey)}
    assert "<svg" in screen.sheet(f"survey-{heard.survey}").partition("feedback-qr")[2]


def test_a_new_one_is_open_with_words_in_both_languages(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "surveys?survey=new")
    screen.tap("survey-new", "add", name_of="After the bath", kind="nps", team=str(town.clinic))

    (survey,) = known(town)
    assert (survey.name, survey.team_id, survey.is_open) == ("After the bath", town.clinic, True)
    assert set(survey.question) == {"pt-BR", "en"}
    assert screen.address == {"survey": str(survey.id)}


def test_a_team_out_of_reach_is_refused(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "surveys?survey=new")
    screen.tap("survey-new", "add", name_of="x", kind="nps", team=str(town.grooming))
    assert "outside your reach" in screen.text and not known(town)


def test_words_change_and_a_missing_language_is_refused(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    screen = open_as(town.diana, f"surveys?survey={heard.survey}")
    key = f"survey-{heard.survey}"
    screen.tap(key, "save", **{"name_of": "Till", "question-en": "Well?", "version": "1"})
    (survey,) = known(town)
    assert (survey.name, survey.question["en"]) == ("Till", "Well?")
    assert survey.question["pt-BR"].startswith("De 0 a 10")

    screen.tap(key, "save", **{"question-en": " ", "version": "2"})
    assert "Write the question in both languages." in screen.text


def test_it_is_closed_and_opened_again(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"surveys?survey={heard.survey}")
    screen.tap(f"survey-{heard.survey}", "close")
    assert not known(town)[0].is_open
    screen.tap(f"survey-{heard.survey}", "open")
    assert known(town)[0].is_open


def test_without_any_it_offers_the_first(town: Town, open_as: OpenAs) -> None:
    assert "No survey yet" in open_as(town.edu, "surveys").text
