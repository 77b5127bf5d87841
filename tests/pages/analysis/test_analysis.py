"""What the analysis says, and what its figures open."""

import pytest

from cxgame import clock, db
from cxgame.feedback import answers, surveys
from cxgame.feedback.extras.questions import Question, QuestionKind, with_keys
from cxgame.people.actor import Actor
from tests.conftest import Town
from tests.pages.analysis.conftest import Told
from tests.pages.conftest import OpenAs

VIEWS = ("overview", "clusters", "table", "drivers", "reasons", "periods", "platforms", "causes")


def test_the_overview_shows_scores_their_doubt_and_their_course(
    town: Town, told: Told, open_as: OpenAs
) -> None:
    screen = open_as(town.edu, "analysis")
    text = screen.sheet("overview")
    assert "240 answers" in text and "Nothing to compare with before" in text
    assert "67% are promoters, 33% detractors" in text
    assert "kind=survey&amp;scale=nps&amp;band=detractor" in text
    assert "NPS moves within its usual range" in screen.sheet("analysis-course")


def test_the_diagnosis_names_what_pulls_the_score(town: Town, told: Told, open_as: OpenAs) -> None:
    screen = open_as(town.edu, "analysis?view=clusters")
    text = screen.sheet("clusters")
    assert "Clinic pulls the NPS down" in text
    assert "Without Clinic it would be 100 instead of 33." in text
    assert f"team={town.clinic}" in text
    assert "2 comparisons were made" in text and "2 hold." in text
    screen.tap("clusters", "by", "value")
    assert screen.address == {"view": "clusters", "by": "value"}
    assert "No answers to part here" in screen.sheet("clusters")


def test_a_cross_tab_opens_its_cells(town: Town, told: Told, open_as: OpenAs) -> None:
    screen = open_as(town.edu, "analysis?view=table&rows=tag&columns=field:Shift")
    text = screen.sheet("table")
    assert "queue · late pulls the NPS down" in text
    assert "An answer with several tags or choices stands" in text
    screen.tap("table", "cross", rows="touchpoint", columns="team")
    assert screen.address == {"view": "table", "rows": "touchpoint", "columns": "team"}
    text = screen.sheet("table")
    assert f"team={town.clinic}&amp;" in text and "-33 to" not in text
    assert "between" not in text and "n\N{NO-BREAK SPACE}120" in text
    screen.tap("table", "segments")
    assert screen.address == {"view": "table", "rows": "value", "columns": "need"}
    assert "No segment" in screen.sheet("table")


def test_an_extra_question_is_crossed_and_its_cells_open(town: Town, open_as: OpenAs) -> None:
    words = {"pt-BR": "O que você usou?", "en": "What did you use?"}
    options = with_keys([{"pt-BR": "Banho", "en": "Bath"}, {"pt-BR": "Loja", "en": "Shop"}])
    told = {"actor": Actor.system(), "now": clock.now()}
    with db.transaction() as session:
        extras = (Question(QuestionKind.CHOICE, words, options),)
        survey_id = surveys.add_survey(session, name="Counter", extras=extras, **told)
        view = surveys.survey(session, actor=town.edu, survey_id=survey_id)
        key = view.extras[0].id
        for n in range(12):
            sent = {"score": 9, "parts": {key: ["2"]}, "form_token": str(n), "token": view.token}
            told["actor"] = Actor.nobody()
            record_id = answers.answer_survey(session, **sent, **told).record_id
    screen = open_as(town.edu, f"analysis?view=table&rows=question:{key}&columns=channel")
    text = screen.sheet("table")
    assert words["en"] in text and "Shop" in text and f"question={key}&amp;answer=2" in text
    listed = screen.open(f"records?question={key}&answer=2&record={record_id}")
    assert "What did you use?: Shop" in listed.sheet("records")
    shown = listed.sheet(f"record-{record_id}")
    assert "Legitimate interest" in shown and "Shop" in shown
    assert f"?record={record_id}" not in screen.open(f"records?question={key}&answer=1").text


def test_drivers_stand_beside_zero(town: Town, told: Told, open_as: OpenAs) -> None:
    text = open_as(town.edu, "analysis?view=drivers&by=tag").sheet("drivers")
    assert "Where “queue” is named, the NPS is lower" in text and "-133" in text
    assert "-33 with, 100 without" in text
    assert "only a change tried and measured can tell" in text


def test_the_reasons_lead_to_a_study(town: Town, told: Told, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "analysis?view=reasons")
    text = screen.sheet("reasons")
    assert "queue alone is 82% of what was named" in text
    assert "2 of 13 complaints name no reason." in text
    assert "Ask why (5 whys)" in text
    screen.tap("reasons", "of", "detractors")
    assert "80 detractors of NPS" in screen.sheet("reasons")


def test_two_periods_say_what_really_changed(town: Town, told: Told, open_as: OpenAs) -> None:
    screen = open_as(town.edu, "analysis?view=periods&period=30d")
    text = screen.sheet("periods")
    assert "No real change" in text and "no real change" in text
    screen.tap("periods", "before", since2="2020-01-01", until2="2020-02-01")
    assert screen.address["until2"] == "2020-02-01"
    assert "Nothing to compare yet" in screen.sheet("periods")


def test_filters_go_into_the_address(town: Town, told: Told, open_as: OpenAs) -> None:
    screen = open_as(town.edu, "analysis")
    screen.tap("analysis", "filter", kind="nps", period="90d", team=str(town.desk))
    assert screen.address == {"kind": "nps", "period": "90d", "team": str(town.desk)}
    assert "120 answers" in screen.sheet("overview")
    screen.tap("analysis", "view", "drivers")
    assert screen.address["view"] == "drivers"


def test_a_manager_analyses_the_own_teams(town: Town, told: Told, open_as: OpenAs) -> None:
    text = open_as(town.diana, f"analysis?team={town.grooming}").sheet("overview")
    assert "Nothing was heard in this period" in text


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_company_is_no_error(view: str, town: Town, open_as: OpenAs) -> None:
    wrong = "kind=x&period=days&since=2030-01-01&until=z&rows=x&columns=team&by=y&of=z&team=a"
    assert open_as(town.edu, f"analysis?view={view}&{wrong}").text
    assert open_as(town.diana, f"analysis?view={view}").text


def test_the_frontline_has_no_analysis(town: Town, open_as: OpenAs) -> None:
    assert "overview" not in open_as(town.alice, "analysis").sheets
