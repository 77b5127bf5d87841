"""The course of a score over time: a chart with its finding for a title, and its numbers."""

from datetime import timedelta
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from cxgame import i18n
from cxgame.charts import analysis as charts
from cxgame.charts import theme
from cxgame.control.signals import MIN_POINTS, Rule, Verdict
from cxgame.feedback.analysis.trends import Spot, Trend
from cxgame.feedback.kinds import Kind
from cxgame.feedback.periods import start_of
from cxgame.feedback.scope import Cut
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.ui.follow import follow
from cxgame.ui.parts import analysis_words as words
from cxgame.ui.parts import feedback, record_links
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale

FEWEST = 3  # periods worth drawing
TITLES = {
    Verdict.UP: N_("{score} rose above what is usual"),
    Verdict.DOWN: N_("{score} fell below what is usual"),
    Verdict.NOISE: N_("{score} moves within its usual range"),
    Verdict.TOO_FEW: N_("{score} over time: {n} of {needed} periods, too early for limits"),
}
WHY = {
    Rule.OUTSIDE: N_("Signal: the period from {day} lies outside the limits."),
    Rule.RUN: N_("Signal: up to {day}, 8 periods in a row lie on one side of the centre."),
    Rule.NEAR: N_("Signal: up to {day}, 3 of 4 periods lie close to the same limit."),
}


def card(made: Trend, cut: Cut) -> None:
    """Show the course in a card; nothing while there are too few periods to draw."""
    if len(made.spots) < FEWEST:
        return
    said = title(made)
    with st.container(border=True):
        sent = sheet(
            markup.render(
                "analysis/course.html",
                locale(),
                title=said,
                why=why(made),
                is_week=made.step == "week",
                is_nps=made.kind == "nps",
                rows=[row(made, spot, cut) for spot in made.spots],
            ),
            key="analysis-course",
        )
        st.vega_lite_chart(drawn(made, locale()), alt=f"{said}. {told(made)}")
    follow(sent)


def title(made: Trend) -> str:
    """Return what the course says, computed by its limits."""
    score = _(feedback.SURVEYS[made.kind])
    return _(TITLES[made.verdict], score=score, n=len(made.spots), needed=MIN_POINTS)


def why(made: Trend) -> str:
    """Return which rule the newest period meets, "" for none."""
    if made.latest is None:
        return ""
    return _(WHY[made.latest.rule], day=i18n.day(locale(), made.spots[-1].start))


def row(made: Trend, spot: Spot, cut: Cut) -> dict[str, Any]:
    """Return one period as a row of a table that opens its records."""
    days = timedelta(days=7 if made.step == "week" else 32)
    last = start_of(spot.start + days, made.step) - timedelta(days=1)
    whole = Cut(spot.start, last, cut.team_id, cut.unit_id, cut.touchpoint_id)
    behind = record_links.records(whole, kind=Kind.SURVEY, survey_kind=made.kind)
    limits = "–"
    if spot.low is not None and spot.high is not None:
        low, high = (words.scored(made.kind, end) for end in (spot.low, spot.high))
        limits = _("{low} to {high}", low=low, high=high)
    return {
        "when": i18n.day(locale(), spot.start),
        "score": words.scored(made.kind, spot.score.score),
        "interval": words.between(spot.score),
        "limits": limits,
        "n": i18n.number(locale(), spot.score.n),
        "said": _("signal") if spot.is_signal else "",
        "href": f"/{behind}",
        "send": "open",
        "value": behind,
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
    return theme.spec(charts.trend(frame, words=said), language)
