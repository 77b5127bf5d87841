"""Charts of scores over time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import altair as alt
import pandas as pd

from cxgame.charts import theme

HEIGHT = 190  # pixels
Limits = tuple[float, float, float]
Up = Callable[[str], alt.Y]


@dataclass(frozen=True)
class CourseWords:
    """What tooltips and limits of a course are called, worded in the reader's language."""

    month: str
    score: str
    low: str
    high: str
    n: str
    limits: str


def course(
    frame: pd.DataFrame, *, limits: Limits | None, words: CourseWords, digits: int = 0
) -> alt.TopLevelMixin:
    """Draw a score by month with its interval, against its natural limits.

    frame: month (datetime), score, low, high (float), n (int), is_signal (bool), oldest first.
    limits: (low, mean, high), or None while there are too few months to make them.
    """
    style = f",.{digits}f"
    up = _axis([*frame["low"], *frame["high"], *(limits or ())], style)
    x = alt.X("month:T", axis=alt.Axis(title=None, format="%b %y", labelOverlap="greedy"))
    tip = _tooltip(words, style)
    base = alt.Chart(frame).encode(x=x)
    told = base.encode(y=up("score"), tooltip=tip)
    marks = [
        base.mark_rule(color=theme.ACCENT_SOFT, strokeWidth=5, strokeCap="round").encode(
            y=up("low"), y2="high:Q", tooltip=tip
        ),
        told.mark_line(color=theme.FAINT, strokeWidth=1.5),
        told.mark_point(size=46, color=theme.MUTED, opacity=1),
        told.transform_filter("datum.is_signal").mark_point(
            size=110, color=theme.ACCENT, opacity=1, stroke=theme.PAPER, strokeWidth=1.5
        ),
    ]
    below = _limits(limits, words.limits, up) if limits else []
    made: alt.TopLevelMixin = alt.layer(*below, *marks, height=HEIGHT, width="container")
    return made


def _axis(ends: Iterable[float], style: str) -> Up:
    """Return the one vertical axis of every layer: Vega draws nothing where they differ."""
    low, high = min(ends := list(ends)), max(ends)
    reach = (high - low) or 1.0
    scale = alt.Scale(domain=[low - reach * 0.08, high + reach * 0.14], nice=False)
    axis = alt.Axis(title=None, format=style, tickCount=5)
    return lambda field: alt.Y(f"{field}:Q", scale=scale, axis=axis, title=None)


def _tooltip(words: CourseWords, style: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("month:T", title=words.month, format="%b %Y"),
        alt.Tooltip("score:Q", title=words.score, format=style),
        alt.Tooltip("low:Q", title=words.low, format=style),
        alt.Tooltip("high:Q", title=words.high, format=style),
        alt.Tooltip("n:Q", title=words.n, format=","),
    ]


def _limits(limits: Limits, words: str, up: Up) -> list[alt.Chart]:
    low, mean, high = limits
    frame = pd.DataFrame({"low": [low], "mean": [mean], "high": [high], "words": [words]})
    chart = alt.Chart(frame)
    return [
        chart.mark_rect(color=theme.BAND).encode(y=up("low"), y2="high:Q"),
        chart.mark_rule(color=theme.FAINT, strokeDash=[3, 3]).encode(y=up("mean")),
        chart.mark_text(
            align="right", baseline="bottom", dx=-4, dy=-3, color=theme.MUTED, fontSize=12
        ).encode(x=alt.value("width"), y=up("high"), text="words:N"),
    ]
