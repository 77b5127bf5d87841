"""The NPS month by month as a chart, with its finding for a title."""

from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from cxgame import i18n
from cxgame.charts import feedback as charts
from cxgame.charts import theme
from cxgame.control.signals import Verdict
from cxgame.i18n import N_
from cxgame.insight.course import Course
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale

FEWEST = 3  # months worth drawing
FINDINGS = {
    Verdict.UP: N_("NPS rose above its usual range in {month}"),
    Verdict.DOWN: N_("NPS fell below its usual range in {month}"),
    Verdict.NOISE: N_("NPS moves within its usual range"),
    Verdict.TOO_FEW: N_("NPS month by month"),
}


def card(actor: Actor, course: Course) -> None:
    """Show the course in a card; nothing while there are too few months to draw."""
    if len(course.months) < FEWEST:
        return
    title = finding(course)
    whose = _("The whole company") if actor.sees_all else _("Your teams")
    with st.container(border=True):
        sheet(
            markup.render("feedback/course.html", locale(), title=title, whose=whose),
            key="course",
        )
        st.vega_lite_chart(drawn(course, locale()), alt=f"{title}. {told(course)}")


def finding(course: Course) -> str:
    """Return what the course says, computed by the limits."""
    month = i18n.month(locale(), course.months[-1].start)
    return _(FINDINGS[course.verdict], month=month)


def told(course: Course) -> str:
    """Return the course in words, for those who don't see it."""
    return "; ".join(
        f"{i18n.month(locale(), month.start)}: {i18n.number(locale(), month.score)}"
        for month in course.months
    )


@lru_cache(maxsize=64)
def drawn(course: Course, language: str) -> dict[str, Any]:
    """Return the finished chart; the same course is drawn once a language."""
    words = charts.CourseWords(
        month=i18n.translate(language, "Month"),
        score=i18n.translate(language, "NPS"),
        low=i18n.translate(language, "Interval, from"),
        high=i18n.translate(language, "Interval, to"),
        n=i18n.translate(language, "Answers"),
        limits=i18n.translate(language, "usual range"),
    )
    frame = pd.DataFrame(
        {
            "month": [pd.Timestamp(month.start) for month in course.months],
            "score": [month.score for month in course.months],
            "low": [month.low for month in course.months],
            "high": [month.high for month in course.months],
            "n": [month.n for month in course.months],
            "is_signal": [month.is_signal for month in course.months],
        }
    )
    return theme.spec(charts.course(frame, limits=course.limits, words=words), language)
