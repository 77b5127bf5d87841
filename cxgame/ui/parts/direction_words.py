"""Objectives in words: how far, how fast, how sure; their figures with their units."""

from typing import Any

from cxgame import i18n
from cxgame.direction.form import ResultForm
from cxgame.direction.okr import Confidence, Pace
from cxgame.direction.queries import Noted, ObjectiveView, ResultView
from cxgame.i18n import N_
from cxgame.ui import figures
from cxgame.ui.parts import card_words
from cxgame.ui.text import _, locale, ngettext

PACES = {
    Pace.ON_TRACK: (N_("on track"), "good", "check_circle"),
    Pace.BEHIND: (N_("behind"), "soon", "schedule"),
    Pace.AT_RISK: (N_("at risk"), "late", "warning"),
    Pace.BEGINS: (N_("begins"), "plain", "play_circle"),
    Pace.UNKNOWN: (N_("no check-in yet"), "plain", "help"),
}
CONFIDENCES = {
    Confidence.HIGH: (N_("confidence: high"), "good"),
    Confidence.MEDIUM: (N_("confidence: medium"), "soon"),
    Confidence.LOW: (N_("confidence: low"), "late"),
}
CHOICES = {
    Confidence.HIGH: N_("High"),
    Confidence.MEDIUM: N_("Medium"),
    Confidence.LOW: N_("Low"),
}
DIGITS = 2  # of a figure that somebody typed
METERS = {Pace.BEHIND: "soon", Pace.AT_RISK: "late"}


def line(one: ObjectiveView) -> dict[str, Any]:
    """Return an objective as a list shows it."""
    words, tone, icon = PACES[one.pace]
    days = (i18n.day(locale(), day) for day in (one.form.starts_on, one.form.ends_on))
    return {
        "id": one.id,
        "title": one.form.title,
        "why": one.form.why,
        "sub": " · ".join((one.owner, " – ".join(days))),
        "pace": (_(words), tone, icon) if one.closed_at is None else None,
        "closed": _("closed {day}", day=card_words.day_of(one.closed_at)) if one.closed_at else "",
        "learned": one.learned if one.closed_at else "",
        "share": one.progress or 0,
        "percent": percent(one.progress),
        "mark": one.elapsed,
        "tone": METERS.get(one.pace, "") if one.closed_at is None else "quiet",
        "told": _told(one),
        "stale": _stale(one.stale) if one.closed_at is None else "",
        "results": [_result(result, is_open=one.closed_at is None) for result in one.results],
        "noted": [_noted(note) for note in one.noted],
        "may_check_in": one.may_check_in,
        "may_change": one.may_change,
        "is_open": one.closed_at is None,
        "version": one.version,
    }


def percent(share: float | None) -> str:
    """Return a share as a whole percentage, a dash for none."""
    return "–" if share is None else i18n.percent(locale(), 100 * share)


def way(form: ResultForm) -> str:
    """Return from where to where a key result goes, or between what it is kept."""
    measure, unit = form.measure, form.unit
    if measure.is_band:
        low, high = measure.target - measure.band, measure.target + measure.band
        between = {"low": with_unit(low, unit), "high": with_unit(high, unit)}
        return _("kept between {low} and {high}", **between)
    return f"{with_unit(measure.start, unit)} → {with_unit(measure.target, unit)}"


def with_unit(value: float | None, unit: str) -> str:
    """Return a figure with its unit, such as “47 %”."""
    return " ".join(filter(None, (figures.shown(value, DIGITS), unit)))


def _told(one: ObjectiveView) -> str:
    if one.progress is None:
        return _(
            "Nobody has checked in yet; {time} of the time is over.", time=percent(one.elapsed)
        )
    return _(
        "{done} of the way, {time} of the time",
        done=percent(one.progress),
        time=percent(one.elapsed),
    )


def _stale(n: int) -> str:
    if not n:
        return ""
    return ngettext(
        "{n} key result without a check-in for a month",
        "{n} key results without a check-in for a month",
        n,
    )


def _result(one: ResultView, *, is_open: bool) -> dict[str, Any]:
    words, tone = CONFIDENCES[one.confidence] if one.confidence else ("", "")
    weight = one.form.weight
    return {
        "id": one.form.id,
        "title": one.form.title,
        "way": way(one.form),
        "now": with_unit(one.value, one.form.unit) if one.value is not None else "",
        "share": min(1.0, max(0.0, one.progress or 0)),
        "percent": percent(one.progress),
        "is_band": one.form.measure.is_band,
        "is_kept": one.progress == 1,
        "confidence": (_(words), tone) if words and is_open else None,
        "checked": card_words.day_of(one.checked_at) if one.checked_at else "",
        "is_stale": one.is_stale and is_open,
        "weight": _("weight {n}", n=weight) if weight > 1 else "",
        "course": one.course if len(one.course) > 1 else (),
    }


def _noted(one: Noted) -> dict[str, str]:
    said = f"{one.result}: {with_unit(one.value, one.unit)}"
    when = " · ".join(filter(None, (one.who, card_words.moment(one.at))))
    return {"icon": "edit_note", "text": f"{said}. {one.note}" if one.note else said, "when": when}
