"""The words of the feedback pages, and the choices that several of them offer."""

from typing import TypeVar

import streamlit as st
from markupsafe import Markup, escape

from cxgame import i18n
from cxgame.errors import CxgameError
from cxgame.feedback import veiling
from cxgame.feedback.kinds import Channel, Kind, ObservationKind, Severity
from cxgame.feedback.masking import pieces
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.i18n import N_
from cxgame.people import permissions, queries
from cxgame.people.actor import Actor
from cxgame.people.queries import TeamView
from cxgame.standards import touchpoints
from cxgame.ui.text import _, locale
from cxgame.ui.work import load

Choices = list[tuple[str, str]]  # value, words
Word = TypeVar("Word", Kind, ObservationKind, Severity, SurveyKind, Band)

KINDS = {
    Kind.SURVEY: N_("Survey answer"),
    Kind.COMPLAINT: N_("Complaint"),
    Kind.COMPLIMENT: N_("Compliment"),
    Kind.SUGGESTION: N_("Suggestion"),
    Kind.OBSERVATION: N_("Observation"),
}
CHANNELS = {
    Channel.PUBLIC: N_("public page"),
    Channel.STAFF: N_("written down by staff"),
    Channel.API: N_("another system"),
    Channel.FILE: N_("imported file"),
    Channel.PLATFORM: N_("complaint platform"),
    Channel.OMBUDSMAN: N_("ombudsman"),
    Channel.VISIT: N_("field visit"),
}
SURVEYS = {
    SurveyKind.NPS: "NPS",
    SurveyKind.CSAT: "CSAT",
    SurveyKind.CES: "CES",
    SurveyKind.STARS: N_("Stars"),
    SurveyKind.SMILEYS: N_("Smileys"),
    SurveyKind.THUMBS: N_("Thumbs"),
}
BANDS = {
    Band.PROMOTER: N_("Promoters"),
    Band.PASSIVE: N_("Passives"),
    Band.DETRACTOR: N_("Detractors"),
}
OBSERVATIONS = {
    ObservationKind.FRICTION: (N_("Friction"), "warning"),
    ObservationKind.WISH: (N_("Wish"), "star"),
    ObservationKind.PRAISE: (N_("Praise"), "favorite"),
    ObservationKind.IDEA: (N_("My idea"), "lightbulb"),
}
MOODS = {
    1: (N_("Very bad"), "sentiment_very_dissatisfied"),
    2: (N_("Bad"), "sentiment_dissatisfied"),
    3: (N_("Neutral"), "sentiment_neutral"),
    4: (N_("Good"), "sentiment_satisfied"),
    5: (N_("Very good"), "sentiment_very_satisfied"),
}
SEVERITIES = {
    Severity.LOW: (N_("Small"), "signal_cellular_alt_1_bar"),
    Severity.MEDIUM: (N_("Serious"), "signal_cellular_alt_2_bar"),
    Severity.HIGH: (N_("Very serious"), "signal_cellular_alt"),
}


def teams_for(actor: Actor, command: str) -> list[TeamView]:
    """Return the open teams on which the actor may run a command, by unit and name."""
    teams = load(queries.teams, actor=actor)
    return [team for team in teams if permissions.allows(actor, command, team_id=team.id)]


def named(teams: list[TeamView]) -> Choices:
    """Return teams as choices; with their unit where several units are among them."""
    many = len({team.unit_id for team in teams}) > 1
    return [(str(t.id), f"{t.unit} · {t.name}" if many else t.name) for t in teams]


def touchpoint_choices() -> list[tuple[str, str, str]]:
    """Return the touchpoints in use as choices with their icons."""
    found = load(touchpoints.touchpoints, locale=locale())
    return [(str(point.id), point.name, point.icon) for point in found]


def managers(actor: Actor, team_id: int | None) -> str:
    """Return the names of those who answer for a team, besides the actor; "" for nobody."""
    if team_id is None:
        return ""
    known = load(queries.person_names)
    ids = [one for one in load(queries.managers_of, team_id=team_id) if one != actor.person_id]
    names = [known[one].split()[0] for one in ids[:2]]
    return _("{one} and {other}", one=names[0], other=names[1]) if names[1:] else "".join(names)


def masked(text: str) -> Markup:
    """Return a customer's words escaped, with a grey mark in the place of what is personal."""
    shown = [
        Markup("<mark>{}</mark>").format(_(veiling.HIDES[piece.hides]))
        if piece.hides
        else escape(piece.text)
        for piece in pieces(text)
    ]
    return Markup("").join(shown)


def veiled(text: str) -> str:
    """Return a customer's words as plain text, with brackets in the place of what is personal."""
    return veiling.veiled(text, locale())


def whole(words: dict[str, str], name: str) -> int | None:
    """Return a whole number that a form sent, None when it sent none."""
    value = words.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def refused(error: CxgameError) -> None:
    """Say under a form what to put right; what was typed stays in the form."""
    st.error(i18n.say(locale(), error), icon=":material/info:")
