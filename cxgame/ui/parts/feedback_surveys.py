"""Surveys: the list, and the dialog that opens a new one."""

from functools import partial

import streamlit as st

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback import surveys
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.surveys import SurveyView
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.standards import touchpoints
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, go, load

NEW = "new"
MEASURES = {
    SurveyKind.NPS: N_("NPS: would they recommend us, 0 to 10"),
    SurveyKind.CSAT: N_("CSAT: how satisfied, 1 to 5"),
    SurveyKind.CES: N_("CES: how easy it was, 1 to 7"),
    SurveyKind.STARS: N_("Stars: 1 to 5"),
    SurveyKind.SMILEYS: N_("Smileys: five faces"),
    SurveyKind.THUMBS: N_("Thumbs: yes or no"),
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
    match sent.get("name"):
        case "new":
            address.turn(survey=NEW)
        case "survey":
            go("survey", survey=sent.get("value", ""))
        case "invite" | "answer" as where:
            go(where)


def open_wanted(actor: Actor) -> None:
    """Open the form of a new survey, or the survey that an older address names."""
    if address.read("survey") == NEW and permissions.may(actor, "feedback.add_survey"):
        draw = partial(_add, actor)
        close = partial(address.forget, "survey")
        st.dialog(_("New survey"), width="medium", on_dismiss=close)(draw)()
    elif survey_id := address.number("survey"):
        go("survey", survey=survey_id)


def line(survey: SurveyView, names: dict[int, str]) -> dict[str, object]:
    """Return a survey as the list shows it."""
    return {
        "id": survey.id,
        "name": survey.name,
        "about": about(survey, names),
        "is_open": survey.takes_answers(clock.local_day(clock.now())),
        "link": link_of(survey),
        "path": f"/s/{survey.token}",
    }


def about(survey: SurveyView, names: dict[int, str]) -> str:
    """Return what a survey measures, and where, in one line."""
    words = (
        _(feedback.SURVEYS[survey.kind]),
        survey.team or _("The whole company"),
        names.get(survey.touchpoint_id or 0, ""),
    )
    return " · ".join(word for word in words if word)


def link_of(survey: SurveyView) -> str:
    """Return the address that customers open."""
    return f"{address.origin()}/s/{survey.token}"


def _add(actor: Actor) -> None:
    teams = feedback.teams_for(actor, "feedback.add_survey")
    sent = sheet(
        markup.render(
            "feedback/survey_new.html",
            locale(),
            kinds=[(kind.value, _(words)) for kind, words in MEASURES.items()],
            teams=feedback.named(teams),
            team=str(actor.team_id or ""),
            whole_company=_("The whole company") if actor.sees_all else "",
            touchpoints=[(key, name) for key, name, _icon in feedback.touchpoint_choices()],
        ),
        key="survey-new",
    )
    if sent.get("name") != "add":
        return
    kind = next((kind for kind in SurveyKind if kind == sent.get("kind")), None)
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
    go("survey", survey=added)
