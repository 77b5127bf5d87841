"""Charts of the analysis."""

from collections.abc import Callable
from dataclasses import dataclass

import altair as alt
import pandas as pd

from cxgame.charts import theme

HEIGHT = 220  # pixels
MOST_NAMED = 9  # starts along the axis
STYLE = ",.0f"  # of a score: NPS points, or percent


@dataclass(frozen=True)
class TrendWords:
    """What tooltips and limits of a trend are called, worded in the reader's language."""

    period: str
    score: str
    low: str
    high: str
    n: str
    limits: str


def trend(frame: pd.DataFrame, *, words: TrendWords) -> alt.TopLevelMixin:
    """Draw a score by period with its interval, against limits that may change with each point.

    frame: start (datetime), score, low, high (float), limit_low, center, limit_high (float, empty
    while there are too few points to make limits), n (int), is_signal (bool), oldest first.
    """
    scale = alt.Scale(domain=_ends(frame), nice=False)

    def up(field: str) -> alt.Y:
        axis = alt.Axis(title=None, format=STYLE, tickCount=5)
        return alt.Y(f"{field}:Q", scale=scale, axis=axis, title=None)

    axis = alt.Axis(title=None, format="%d %b", labelOverlap="greedy", values=_named(frame))
    x = alt.X("start:T", axis=axis)
    tip = [
        alt.Tooltip("start:T", title=words.period, format="%d %b %Y"),
        alt.Tooltip("score:Q", title=words.score, format=STYLE),
        alt.Tooltip("low:Q", title=words.low, format=STYLE),
        alt.Tooltip("high:Q", title=words.high, format=STYLE),
        alt.Tooltip("n:Q", title=words.n, format=","),
    ]
    base = alt.Chart(frame).encode(x=x)
    layers = [
        base.mark_rule(color=theme.ACCENT_SOFT, strokeWidth=5, strokeCap="round").encode(
            y=up("low"), y2="high:Q", tooltip=tip
        ),
        base.mark_line(color=theme.FAINT, strokeWidth=1.5).encode(y=up("score")),
        base.mark_point(size=46, color=theme.MUTED, opacity=1).encode(y=up("score"), tooltip=tip),
        base.transform_filter("datum.is_signal")
        .mark_point(size=110, color=theme.ACCENT, opacity=1, stroke=theme.PAPER, strokeWidth=1.5)
        .encode(y=up("score"), tooltip=tip),
    ]
    if frame["center"].notna().all():
        layers = [*_limits(base, up, words.limits, frame), *layers]
    made: alt.TopLevelMixin = alt.layer(*layers, height=HEIGHT, width="container")
    return made


def _named(frame: pd.DataFrame) -> list[alt.DateTime]:
    """Return the starts that the axis names: Vega's own ticks fall on other days."""
    each = -(-len(frame) // MOST_NAMED)
    return [
        alt.DateTime(year=start.year, month=start.month, date=start.day)
        for start in frame["start"].iloc[::each]
    ]


def _ends(frame: pd.DataFrame) -> list[float]:
    columns = ("low", "high", "limit_low", "limit_high")
    known = pd.concat([frame[name] for name in columns]).dropna()
    low, high = float(known.min()), float(known.max())
    reach = (high - low) or 1.0
    return [low - reach * 0.08, high + reach * 0.14]


def _limits(
    base: alt.Chart, up: Callable[[str], alt.Y], words: str, frame: pd.DataFrame
) -> list[alt.Chart]:
    """Return the band between the limits, its centre and its name, to lie below the rest."""
    last = pd.DataFrame({"limit_high": [float(frame["limit_high"].iloc[-1])], "words": [words]})
    return [
        base.mark_area(color=theme.BAND, interpolate="step", opacity=1).encode(
            y=up("limit_low"), y2="limit_high:Q"
        ),
        base.mark_line(
            color=theme.FAINT, strokeDash=[3, 3], strokeWidth=1, interpolate="step"
        ).encode(y=up("center")),
        alt.Chart(last)
        .mark_text(align="right", baseline="bottom", dx=-4, dy=-3, color=theme.MUTED, fontSize=12)
        .encode(x=alt.value("width"), y=up("limit_high"), text="words:N"),
    ]
