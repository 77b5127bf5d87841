"""The questions of a survey: their words, the extra ones, and the page as a phone shows it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

import streamlit as st
from markupsafe import Markup

from cxgame import clock
from cxgame.feedback import surveys, wording
from cxgame.feedback.extras.questions import (
    MOST_OPTIONS,
    MOST_QUESTIONS,
    USUAL_SCALE,
    Question,
    QuestionKind,
    with_keys,
)
from cxgame.feedback.surveys import SurveyView
from cxgame.i18n import LOCALES, N_
from cxgame.look import markup
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.parts.feedback_survey import FOLLOW_UPS, LANGUAGES
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, load
from cxgame.web import survey_pages

KINDS = {
    QuestionKind.CHOICE: N_("One of several"),
    QuestionKind.CHOICES: N_("Several of several"),
    QuestionKind.SCALE: N_("A scale"),
    QuestionKind.TEXT: N_("In words"),
}


def show(actor: Actor, survey: SurveyView) -> None:
    """Show the forms beside the preview, which follows what is typed before it is saved."""
    form, phone = st.columns([5, 3], gap="large")
    with form:
        sent = sheet(_forms(survey), key=f"survey-words-{survey.id}")
    draft = _draft(survey, sent)
    tongue = address.read("lang") if address.read("lang") in LOCALES else locale()
    with phone:
        turned = sheet(_preview(draft, tongue), key="survey-preview")
    if turned.get("name") == "lang":
        address.turn(lang=turned.get("value", ""))
    _follow(actor, survey, draft, sent)


def _forms(survey: SurveyView) -> Markup:
    return markup.render(
        "feedback/survey_words.html",
        locale(),
        survey=survey,
        languages=[(key, _(words)) for key, words in LANGUAGES.items()],
        follow_ups=[(band.value, _(words)) for band, words in FOLLOW_UPS.items()],
        kinds=[(kind.value, _(words)) for kind, words in KINDS.items()],
        extras=[_as_form(each) for each in survey.extras],
        new=_as_form(Question(QuestionKind.CHOICE, {})),
        may_add=len(survey.extras) < MOST_QUESTIONS,
        most=MOST_QUESTIONS,
        longest=wording.LONGEST_WORDS,
    )


def _as_form(question: Question) -> dict[str, object]:
    low, high = (question.low, question.high) if question.high else USUAL_SCALE
    return {
        "id": question.id,
        "kind": question.kind.value,
        "kind_words": _(KINDS[question.kind]),
        "words": {key: question.words.get(key, "") for key in LOCALES},
        "options": {
            key: "\n".join(option.words.get(key, "") for option in question.options)
            for key in LOCALES
        },
        "low": low,
        "high": high,
        "is_required": question.is_required,
    }


def _preview(draft: SurveyView, tongue: str) -> Markup:
    company = load(people.company).name
    return markup.render(
        "feedback/survey_preview.html",
        locale(),
        page=survey_pages.preview(draft, company, tongue),
        tongue=tongue,
        tongues=[
            (key, words, f"?survey={draft.id}&view=questions&lang={key}")
            for key, words in (("pt-BR", "Português"), ("en", "English"))
        ],
    )


def _draft(survey: SurveyView, sent: dict[str, str]) -> SurveyView:
    """Return the survey as the form that was sent would make it."""
    if "name_of" in sent:
        return replace(
            survey,
            name=sent["name_of"],
            question={key: sent.get(f"question-{key}", "") for key in LOCALES},
            follow_up={
                band: {key: sent.get(f"{band}-{key}", "") for key in LOCALES}
                for band in survey.follow_up
            },
        )
    if "kind_of" in sent:
        return replace(survey, extras=_with(survey.extras, _question(survey, sent)))
    number = feedback.whole(sent, "value")
    match sent.get("name"):
        case "drop":
            return replace(survey, extras=tuple(q for q in survey.extras if q.id != number))
        case "up":
            return replace(survey, extras=_moved_up(survey.extras, number))
    return survey


def _question(survey: SurveyView, sent: dict[str, str]) -> Question:
    known = next((q for q in survey.extras if q.id == feedback.whole(sent, "id")), None)
    kind = next((k for k in QuestionKind if k == sent["kind_of"]), QuestionKind.TEXT)
    lines = [_lines(sent.get(f"options-{key}", "")) for key in LOCALES]
    texts = [dict(zip(LOCALES, pair, strict=True)) for pair in zip_longest(*lines, fillvalue="")]
    return Question(
        kind=kind,
        words={key: sent.get(f"words-{key}", "") for key in LOCALES},
        options=with_keys(texts[: MOST_OPTIONS + 1], known.options if known else ()),
        low=feedback.whole(sent, "low") or 0,
        high=feedback.whole(sent, "high") or 0,
        is_required=sent.get("required") == "on",
        id=known.id if known else 0,
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _with(extras: Sequence[Question], question: Question) -> tuple[Question, ...]:
    """Return the questions with one in the place of its older self, or at the end."""
    if all(each.id != question.id for each in extras):
        return (*extras, question)
    return tuple(question if each.id == question.id else each for each in extras)


def _moved_up(extras: Sequence[Question], number: int | None) -> tuple[Question, ...]:
    found = list(extras)
    place = next((n for n, each in enumerate(found) if each.id == number), 0)
    if place:
        found[place - 1], found[place] = found[place], found[place - 1]
    return tuple(found)


def _follow(actor: Actor, survey: SurveyView, draft: SurveyView, sent: dict[str, str]) -> None:
    if sent.get("name") not in ("save", "extra", "drop", "up"):
        return
    version = feedback.whole(sent, "version")
    act(
        _("Saved."),
        surveys.change_survey,
        actor=actor,
        survey_id=survey.id,
        name=draft.name,
        question=draft.question,
        follow_up=draft.follow_up,
        is_open=survey.is_open,
        extras=draft.extras if sent["name"] != "save" else None,
        version=survey.version if version is None else version,
        now=clock.now(),
    )
