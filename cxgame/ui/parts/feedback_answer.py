"""The form of an answer that staff types in for a customer."""

from cxgame import clock
from cxgame.errors import CxgameError
from cxgame.feedback import dictated
from cxgame.feedback.extras.questions import Question, QuestionKind
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.surveys import SurveyView
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import locale
from cxgame.ui.work import attempt, go
from cxgame.web import survey_pages

COMMAND = "feedback.record_answer"
ICONS = {
    SurveyKind.SMILEYS: (
        "sentiment_very_dissatisfied",
        "sentiment_dissatisfied",
        "sentiment_neutral",
        "sentiment_satisfied",
        "sentiment_very_satisfied",
    ),
    SurveyKind.STARS: ("star",) * 5,
    SurveyKind.THUMBS: ("thumb_down", "thumb_up"),
}


def show(actor: Actor, offered: list[SurveyView]) -> None:
    """Show the questions of the chosen survey, and store what is sent."""
    asked = address.number("survey")
    survey = next((one for one in offered if one.id == asked), offered[0] if offered else None)
    teams = feedback.teams_for(actor, COMMAND)
    many = survey is not None and survey.team_id is None and len(teams) > 1
    question = survey_pages.question_of(survey, locale()) if survey else {}
    sent = sheet(
        markup.render(
            "feedback/answer.html",
            locale(),
            surveys=[(str(one.id), one.name) for one in offered],
            survey=survey,
            **question,
            choices=_choices(survey, question),
            consent=survey_pages.consent_of(survey, locale()) if survey else "",
            teams=feedback.named(teams) if many else [],
            team=str(actor.team_id or ""),
        ),
        key="answer",
    )
    match sent.get("name"):
        case "survey":
            address.turn(survey=sent.get("value", ""))
        case "save" if survey is not None:
            _store(actor, survey, sent, teams[0].id if len(teams) == 1 else None)
        case "log":
            go("log")


def thanks() -> None:
    """Say that the answer is stored, and offer the next one."""
    sent = sheet(markup.render("feedback/answer_thanks.html", locale()), key="answer-thanks")
    match sent.get("name"):
        case "again":
            address.turn(stored="")
        case "log":
            go("log")


def _choices(
    survey: SurveyView | None, question: dict[str, object]
) -> list[tuple[str, object, str]]:
    """Return the scores of faces, stars and thumbs as things to tap; [] for rows of numbers."""
    if survey is None or survey.kind not in ICONS:
        return []
    numbers = range(survey.scale.low, survey.scale.high + 1)
    faces = question["faces"] if survey.kind is not SurveyKind.STARS else [str(n) for n in numbers]
    words = list(faces) if isinstance(faces, list | tuple) else []
    icons = ICONS[survey.kind]
    return [(str(n), word, icon) for n, word, icon in zip(numbers, words, icons, strict=True)]


def _given(question: Question, sent: dict[str, str]) -> list[str]:
    """Return what was answered to an extra question; several options come line by line."""
    value = sent.get(f"q{question.id}", "")
    return [value] if question.kind is QuestionKind.TEXT else value.split("\n")


def _store(actor: Actor, survey: SurveyView, sent: dict[str, str], only: int | None) -> None:
    stored = attempt(
        dictated.record_answer,
        actor=actor,
        survey_id=survey.id,
        team_id=feedback.whole(sent, "team") or only or actor.team_id,
        score=sent.get("score", ""),
        text=sent.get("text", ""),
        parts={each.id: _given(each, sent) for each in survey.extras},
        customer=sent.get("customer", ""),
        contact=sent.get("contact", ""),
        agrees=sent.get("agrees") == "on",
        form_token=sent.get("sent_id", ""),
        now=clock.now(),
    )
    if isinstance(stored, CxgameError):
        feedback.refused(stored)
        return
    address.turn(stored=str(stored.record_id))
