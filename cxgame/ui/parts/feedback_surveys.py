"""Surveys: the list, and the dialog with a survey's code, address and words."""

from functools import partial

import streamlit as st

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback import surveys
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.feedback.surveys import SurveyView
from cxgame.i18n import LOCALES, N_
from cxgame.look import markup, qr
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.standards import touchpoints
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, attempt, flash, load

NEW = "new"
OFFERED = (SurveyKind.NPS, SurveyKind.CSAT, SurveyKind.CES, SurveyKind.STARS)  # a row of numbers
LANGUAGES = {"pt-BR": N_("in Portuguese"), "en": N_("in English")}
FOLLOW_UPS = {
    Band.PROMOTER: N_("After a high score"),
    Band.PASSIVE: N_("After a middling score"),
    Band.DETRACTOR: N_("After a low score"),
}


def page(actor: Actor, found: list[SurveyView]) -> None:
    """Show the surveys, open ones first, and follow what is tapped."""
    names = load(touchpoints.touchpoint_names, locale=locale())
    sent = sheet(
        markup.render(
            "feedback/surveys.html",
            locale(),
            surveys=[line(survey, names) for survey in found],
            may_add=permissions.may(actor, "feedback.add_survey"),
        ),
        key="surveys",
    )
    if sent.get("name") == "survey":
        address.turn(survey=sent.get("value", ""))


def open_wanted(actor: Actor, found: list[SurveyView]) -> None:
    """Open the survey that the address names, if any."""
    asked = address.read("survey")
    survey = next((survey for survey in found if str(survey.id) == asked), None)
    if asked == NEW and permissions.may(actor, "feedback.add_survey"):
        _opened(_("New survey"), partial(_add, actor))
    elif survey:
        _opened(survey.name, partial(_show, actor, survey))


def line(survey: SurveyView, names: dict[int, str]) -> dict[str, object]:
    """Return a survey as the list shows it."""
    about = (
        _(feedback.SURVEYS[survey.kind]),
        survey.team or _("The whole company"),
        names.get(survey.touchpoint_id or 0, ""),
    )
    return {
        "id": survey.id,
        "name": survey.name,
        "about": " · ".join(words for words in about if words),
        "is_open": survey.is_open,
        "link": link_of(survey),
        "path": f"/s/{survey.token}",
    }


def link_of(survey: SurveyView) -> str:
    """Return the address that customers open."""
    return f"{address.origin()}/s/{survey.token}"


def _opened(title: str, draw: partial[None]) -> None:
    st.dialog(title, width="medium", on_dismiss=partial(address.forget, "survey"))(draw)()


def _show(actor: Actor, survey: SurveyView) -> None:
    may_change = permissions.allows(actor, "feedback.change_survey", team_id=survey.team_id)
    sent = sheet(
        markup.render(
            "feedback/survey.html",
            locale(),
            survey=survey,
            link=link_of(survey),
            code=qr.svg(link_of(survey)),
            may_change=may_change,
            languages=[(key, _(words)) for key, words in LANGUAGES.items()],
            follow_ups=[(band.value, _(words)) for band, words in FOLLOW_UPS.items()],
        ),
        key=f"survey-{survey.id}",
    )
    match sent.get("name"):
        case "save":
            _change(actor, survey, sent, is_open=survey.is_open)
        case "open" | "close" as wish:
            _change(actor, survey, {}, is_open=wish == "open")


def _change(actor: Actor, survey: SurveyView, sent: dict[str, str], *, is_open: bool) -> None:
    question = {key: sent.get(f"question-{key}", survey.question[key]) for key in LOCALES}
    follow_up = {
        band: {key: sent.get(f"{band}-{key}", words[key]) for key in LOCALES}
        for band, words in survey.follow_up.items()
    }
    act(
        _("Saved."),
        surveys.change_survey,
        actor=actor,
        survey_id=survey.id,
        name=sent.get("name_of", survey.name),
        question=question,
        follow_up=follow_up,
        is_open=is_open,
        version=feedback.whole(sent, "version") or survey.version,
        now=clock.now(),
    )


def _add(actor: Actor) -> None:
    teams = feedback.teams_for(actor, "feedback.add_survey")
    sent = sheet(
        markup.render(
            "feedback/survey_new.html",
            locale(),
            kinds=[(kind.value, _(feedback.SURVEYS[kind])) for kind in OFFERED],
            teams=feedback.named(teams),
            team=str(actor.team_id or ""),
            whole_company=_("The whole company") if actor.sees_all else "",
            touchpoints=[(key, name) for key, name, _icon in feedback.touchpoint_choices()],
        ),
        key="survey-new",
    )
    if sent.get("name") != "add":
        return
    kind = next((kind for kind in OFFERED if kind == sent.get("kind")), None)
    if kind is None:
        feedback.refused(InvalidInput("Choose what the survey measures."))
        return
    added = attempt(
        surveys.add_survey,
        actor=actor,
        name=sent.get("name_of", ""),
        kind=kind,
        team_id=feedback.whole(sent, "team"),
        touchpoint_id=feedback.whole(sent, "touchpoint"),
        now=clock.now(),
    )
    if isinstance(added, CxgameError):
        feedback.refused(added)
        return
    flash(_("The survey is open. Print its poster or send its link."))
    address.turn(survey=str(added))
