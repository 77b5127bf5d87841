"""Figures of the analysis in words: scores, differences, names of values, what chance explains."""

from collections.abc import Callable, Mapping
from datetime import date

from cxgame import clock, i18n
from cxgame.feedback.analysis import dimensions
from cxgame.feedback.analysis.contrasts import Contrast
from cxgame.feedback.analysis.dimensions import FIELD, Dimension, Value, question_of
from cxgame.feedback.extras import questions
from cxgame.feedback.kinds import Channel
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scores import Score
from cxgame.i18n import N_
from cxgame.people.actor import Actor
from cxgame.ui.parts import feedback
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import load

NAMES = {
    Dimension.TEAM: N_("Team"),
    Dimension.UNIT: N_("Unit"),
    Dimension.TOUCHPOINT: N_("Touchpoint"),
    Dimension.CHANNEL: N_("Channel"),
    Dimension.SURVEY: N_("Survey"),
    Dimension.SEGMENT_VALUE: N_("Segment: value"),
    Dimension.SEGMENT_NEED: N_("Segment: need"),
    Dimension.MONTH: N_("Month"),
    Dimension.WEEKDAY: N_("Weekday"),
    Dimension.LANGUAGE: N_("Language"),
    Dimension.STEP: N_("SOP step"),
    Dimension.TAG: N_("Tag"),
}
NONE = {
    Dimension.TEAM: N_("No team"),
    Dimension.UNIT: N_("No unit"),
    Dimension.TOUCHPOINT: N_("No touchpoint"),
    Dimension.SURVEY: N_("No survey of ours"),
    Dimension.SEGMENT_VALUE: N_("No segment"),
    Dimension.SEGMENT_NEED: N_("No segment"),
    Dimension.LANGUAGE: N_("Language unknown"),
    Dimension.STEP: N_("No step"),
    Dimension.TAG: N_("No tag"),
}
_LANGUAGES = {"pt-BR": N_("Portuguese"), "en": N_("English")}
_MONDAY = date(2026, 3, 2)
Namer = Callable[[Value], str]


def dimension(by: str) -> str:
    """Return a dimension's name.

    A field of the metadata is called what the sender called it, a question by its words.
    """
    asked = question_of(by)
    if asked is not None:
        return load(questions.title, question_id=asked, locale=locale())
    return by.removeprefix(FIELD) if by.startswith(FIELD) else _(NAMES[Dimension(by)])


def namer(actor: Actor, by: str) -> Namer:
    """Return what names the values of a dimension."""
    known = load(dimensions.names, by, actor=actor, today=clock.local_day(clock.now()))
    return lambda value: named(by, value, known)


def named(by: str, value: Value, known: Mapping[Value, str]) -> str:
    """Return the name of a value in the reader's language."""
    if value is None:
        return _(NONE.get(by, N_("Not said")))  # type: ignore[call-overload]  # or a field's
    match by:
        case Dimension.MONTH:
            return i18n.month(locale(), date.fromisoformat(f"{value}-01"))
        case Dimension.WEEKDAY:
            return i18n.weekday(locale(), date.fromordinal(_MONDAY.toordinal() + int(value)))
        case Dimension.CHANNEL:
            return _(feedback.CHANNELS[Channel(value)]) if value in set(Channel) else str(value)
        case Dimension.LANGUAGE:
            return _(_LANGUAGES[str(value)]) if value in _LANGUAGES else str(value)
    return known.get(value, str(value))


def scored(kind: SurveyKind, value: float | None) -> str:
    """Return a score as people write it: NPS whole, shares in percent, a dash for none."""
    if value is None:
        return "–"
    return i18n.number(locale(), value) if kind is SurveyKind.NPS else i18n.percent(locale(), value)


def between(made: Score) -> str:
    """Return the ends of a score's interval, "" where it has none."""
    if made.low is None or made.high is None:
        return ""
    low, high = scored(made.kind, made.low), scored(made.kind, made.high)
    return _("{low} to {high}", low=low, high=high)


def answers(n: int) -> str:
    """Return how many answers a score rests on."""
    return ngettext("{n} answer", "{n} answers", n)


def resting_on(made: Score) -> str:
    """Return a score's interval and n in one line."""
    ends = between(made)
    return f"{ends} · {answers(made.n)}" if ends else answers(made.n)


def signed(value: float) -> str:
    """Return a difference with its sign."""
    figure = i18n.number(locale(), value)
    return f"+{figure}" if round(value) > 0 else figure


def ends_of(made: Contrast) -> str:
    """Return the interval of a difference."""
    return _("{low} to {high}", low=signed(made.low), high=signed(made.high))


def honesty(compared: int, *, real: int) -> str:
    """Return how many comparisons were made, and how many by chance alone would look different."""
    if compared < 2:
        return ""
    by_chance = i18n.number(locale(), compared * 0.05, 1)
    said = _(
        "{n} comparisons were made: by chance alone about {chance} would look different. "
        "Only what holds all the same is marked (Holm's procedure, 5%).",
        n=i18n.number(locale(), compared),
        chance=by_chance,
    )
    found = ngettext("{n} holds.", "{n} hold.", real) if real else _("None holds.")
    return f"{said} {found}"
