"""The overview: every score with its doubt, how the answers spread, their course."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from cxgame import i18n
from cxgame.charts import analysis as charts
from cxgame.charts import theme
from cxgame.control.signals import MIN_POINTS, Verdict
from cxgame.feedback import scales
from cxgame.feedback.analysis import comparing
from cxgame.feedback.analysis.comparing import Compared, ComparedRates
from cxgame.feedback.analysis.trends import Trend
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import Band, Scale, SurveyKind
from cxgame.i18n import N_
from cxgame.insight import counted as kept
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui.follow import follow
from cxgame.ui.parts import analysis_words as words
from cxgame.ui.parts import feedback, record_links
from cxgame.ui.parts.analysis import Asked
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import load

FEWEST = 3  # periods worth drawing
COURSES = {
    Verdict.UP: N_("{score} rose above its usual range in the period from {day}"),
    Verdict.DOWN: N_("{score} fell below its usual range in the period from {day}"),
    Verdict.NOISE: N_("{score} moves within its usual range"),
    Verdict.TOO_FEW: N_("{score} over time: {n} of {needed} periods, too early for limits"),
}


@dataclass(frozen=True)
class Bar:
    """One score of the scale: how often it was given, and in which band it stands."""

    score: int
    n: int
    height: float  # percent of the tallest
    share: str
    band: str
    href: str


def show(actor: Actor, wanted: Asked) -> None:
    """Show the overview of a cut."""
    earlier = comparing.before(wanted.cut)
    pairs = [
        load(comparing.compare, actor=actor, kind=kind, cut=wanted.cut, earlier=earlier)
        for kind in wanted.kinds
    ]
    rates = load(comparing.compare_rates, actor=actor, cut=wanted.cut, earlier=earlier)
    spread = load(kept.distribution, actor=actor, kind=wanted.kind, cut=wanted.cut)
    chosen = next(pair for pair in pairs if pair.kind is wanted.kind)
    sent = sheet(
        markup.render(
            "analysis/overview.html",
            locale(),
            tiles=[*(tile(pair, wanted) for pair in pairs), rate_tile(rates, wanted)],
            is_empty=not any(pair.now.n for pair in pairs) and not rates.now.count,
            title=spread_title(chosen),
            parts=bands(chosen, wanted),
            scales=[
                (str(Scale(*ends)), bars(wanted, ends, found)) for ends, found in spread.items()
            ],
            many=len(spread) > 1,
        ),
        key="overview",
    )
    follow(sent)
    course(load(kept.trend, actor=actor, kind=wanted.kind, cut=wanted.cut), wanted)


def tile(pair: Compared, wanted: Asked) -> dict[str, Any]:
    """Return a score as a tile, with what became of it since the period before."""
    verdict, state, up = changed(pair.difference, is_change=pair.is_change)
    return {
        "label": _(feedback.SURVEYS[pair.kind]),
        "value": words.scored(pair.kind, pair.now.score),
        "interval": words.between(pair.now),
        "n": words.answers(pair.now.n),
        "verdict": verdict,
        "state": state,
        "up": up,
        "address": record_links.records(wanted.cut, kind=Kind.SURVEY, survey_kind=pair.kind),
    }


def rate_tile(made: ComparedRates, wanted: Asked) -> dict[str, Any]:
    """Return the complaints per 1,000 customers served as a tile."""
    now, then = made.now, made.before
    difference = None if now.score is None or then.score is None else now.score - then.score
    verdict, state, up = changed(difference, is_change=made.is_change, is_good_low=True)
    low, high = (i18n.number(locale(), end, 1) if end is not None else "" for end in
                 (now.low, now.high))  # fmt: skip
    return {
        "label": _("Complaints per 1,000"),
        "value": "–" if now.score is None else i18n.number(locale(), now.score, 1),
        "interval": _("{low} to {high}", low=low, high=high) if low else "",
        "n": ngettext("{n} complaint", "{n} complaints", now.count),
        "verdict": verdict,
        "state": state,
        "up": up,
        "address": record_links.records(wanted.cut, kind=Kind.COMPLAINT),
    }


def changed(
    difference: float | None, *, is_change: bool, is_good_low: bool = False
) -> tuple[str, str, bool]:
    """Return what became of a figure in words, the tile's state, and whether it went up."""
    if difference is None:
        return _("Nothing to compare with before"), "early", False
    up = difference > 0
    if not is_change:
        return _("No real change since the period before"), "", up
    digits = 1 if is_good_low else 0
    by = ("+" if up else "") + i18n.number(locale(), difference, digits)
    better = up != is_good_low
    said = (
        _("Really better than the period before: {by}", by=by)
        if better
        else _("Really worse than the period before: {by}", by=by)
    )
    return said, "better" if better else "worse", up


def spread_title(pair: Compared) -> str:
    """Return what the spread of the answers says."""
    made = pair.now
    if not made.n:
        return _("No answers yet")
    share = i18n.percent(locale(), 100 * made.promoters / made.n)
    other = i18n.percent(locale(), 100 * made.detractors / made.n)
    if pair.kind is SurveyKind.NPS:
        return _("{share} are promoters, {other} detractors", share=share, other=other)
    return _("{share} are content, {other} are not", share=share, other=other)


def bands(pair: Compared, wanted: Asked) -> list[dict[str, Any]]:
    """Return the bands with their counts, each opening its records."""
    made = pair.now
    counts = {
        Band.DETRACTOR: made.detractors,
        Band.PASSIVE: made.passives,
        Band.PROMOTER: made.promoters,
    }
    return [
        {
            "band": band.value,
            "name": _(feedback.BANDS[band]),
            "n": i18n.number(locale(), n),
            "share": i18n.percent(locale(), 100 * n / made.n) if made.n else "",
            "address": record_links.records(
                wanted.cut, kind=Kind.SURVEY, survey_kind=pair.kind, band=band
            ),
        }
        for band, n in counts.items()
    ]


def bars(wanted: Asked, ends: tuple[int, int], found: Mapping[int, int]) -> list[dict[str, Any]]:
    """Return the scores of one scale with how often each was given, from a zero base."""
    total, most = sum(found.values()) or 1, max(found.values()) or 1
    return [
        {
            "score": score,
            "n": i18n.number(locale(), n),
            "height": round(100 * n / most, 1),
            "share": i18n.percent(locale(), 100 * n / total),
            "band": scales.band(wanted.kind, Scale(*ends), score).value,
        }
        for score, n in sorted(found.items())
    ]


def course(made: Trend, wanted: Asked) -> None:
    """Show the course in a card; nothing while there are too few periods to draw."""
    if len(made.spots) < FEWEST:
        return
    title = course_title(made)
    with st.container(border=True):
        sent = sheet(
            markup.render(
                "analysis/course.html",
                locale(),
                title=title,
                is_week=made.step == "week",
                is_nps=made.kind is SurveyKind.NPS,
                rows=[course_row(made, place, wanted) for place in range(len(made.spots))],
            ),
            key="analysis-course",
        )
        st.vega_lite_chart(drawn(made, locale()), alt=f"{title}. {told(made)}")
    follow(sent)


def course_title(made: Trend) -> str:
    """Return what the course says, computed by its limits."""
    return _(
        COURSES[made.verdict],
        score=_(feedback.SURVEYS[made.kind]),
        day=i18n.day(locale(), made.spots[-1].start),
        n=len(made.spots),
        needed=MIN_POINTS,
    )


def course_row(made: Trend, place: int, wanted: Asked) -> dict[str, Any]:
    """Return one period of the course as a row of a table that opens its records."""
    spot = made.spots[place]
    following = spot.start + pd.Timedelta(days=7 if made.step == "week" else 31)
    last = following - pd.Timedelta(days=1) if made.step == "week" else None
    until = last if last else (following.replace(day=1) - pd.Timedelta(days=1))
    cut = comparing.within(wanted.cut, spot.start, until)
    address = record_links.records(cut, kind=Kind.SURVEY, survey_kind=made.kind)
    limits = "–"
    if spot.low is not None and spot.high is not None:
        ends = [words.scored(made.kind, end) for end in (spot.low, spot.high)]
        limits = _("{low} to {high}", low=ends[0], high=ends[1])
    return {
        "when": i18n.day(locale(), spot.start),
        "score": words.scored(made.kind, spot.score.score),
        "interval": words.between(spot.score),
        "limits": limits,
        "n": i18n.number(locale(), spot.score.n),
        "said": _("signal") if spot.is_signal else "",
        "href": f"/{address}",
        "send": "open",
        "value": address,
    }


def told(made: Trend) -> str:
    """Return the course in words, for those who don't see it."""
    return "; ".join(
        f"{i18n.short_day(locale(), one.start)}: {words.scored(made.kind, one.score.score)}"
        for one in made.spots
    )


@lru_cache(maxsize=64)
def drawn(made: Trend, language: str) -> dict[str, Any]:
    """Return the finished chart; the same course is drawn once a language."""
    said = charts.TrendWords(
        period=i18n.translate(language, "From"),
        score=i18n.translate(language, feedback.SURVEYS[made.kind]),
        low=i18n.translate(language, "Interval, from"),
        high=i18n.translate(language, "Interval, to"),
        n=i18n.translate(language, "Answers"),
        limits=i18n.translate(language, "usual range"),
    )
    frame = pd.DataFrame(
        {
            "start": [pd.Timestamp(one.start) for one in made.spots],
            "score": [one.score.score for one in made.spots],
            "low": [one.score.low for one in made.spots],
            "high": [one.score.high for one in made.spots],
            "limit_low": [one.low for one in made.spots],
            "center": [one.center for one in made.spots],
            "limit_high": [one.high for one in made.spots],
            "n": [one.score.n for one in made.spots],
            "is_signal": [one.is_signal for one in made.spots],
        }
    )
    return theme.spec(charts.trend(frame, words=said, format_of=",.0f"), language)
