"""Charts of what people know."""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from cxgame.charts import theme

HEIGHT = 260  # pixels
LARGE, SMALL = 200, 36  # areas of the dots of most and fewest reviews


@dataclass(frozen=True)
class CalibrationWords:
    """What axes, tooltips and the line of the ideal are called, in the reader's language."""

    predicted: str
    observed: str
    low: str
    high: str
    n: str
    ideal: str


def calibration(frame: pd.DataFrame, *, words: CalibrationWords) -> alt.TopLevelMixin:
    """Draw what came true against what was predicted, each with its interval, beside the ideal.

    frame: predicted, observed, low, high (float, 0-1), n (int), one row a bin.
    """
    start = min(0.5, *frame["predicted"], *frame["low"])
    scale = alt.Scale(domain=[max(0.0, start - 0.02), 1.02], nice=False)
    axis = alt.Axis(format=".0%", tickCount=5)
    x = alt.X("predicted:Q", scale=scale, axis=axis, title=words.predicted)

    def up(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=scale, axis=axis, title=words.observed)

    tip = [
        alt.Tooltip("predicted:Q", title=words.predicted, format=".0%"),
        alt.Tooltip("observed:Q", title=words.observed, format=".0%"),
        alt.Tooltip("low:Q", title=words.low, format=".0%"),
        alt.Tooltip("high:Q", title=words.high, format=".0%"),
        alt.Tooltip("n:Q", title=words.n, format=","),
    ]
    size = alt.Size("n:Q", scale=alt.Scale(range=[SMALL, LARGE]), legend=None)
    base = alt.Chart(frame).encode(x=x, tooltip=tip)
    marks = [
        base.mark_rule(color=theme.ACCENT_SOFT, strokeWidth=5, strokeCap="round").encode(
            y=up("low"), y2="high:Q"
        ),
        base.mark_point(color=theme.ACCENT, opacity=1, stroke=theme.PAPER, strokeWidth=1.5).encode(
            y=up("observed"), size=size
        ),
    ]
    made: alt.TopLevelMixin = alt.layer(
        *_ideal(scale, x, up("predicted"), words.ideal), *marks, height=HEIGHT, width="container"
    )
    return made


def _ideal(scale: alt.Scale, x: alt.X, y: alt.Y, words: str) -> list[alt.Chart]:
    """Return the line on which everything would come true as predicted."""
    low, high = scale.domain
    ends = alt.Chart(pd.DataFrame({"predicted": [low, high], "words": ["", words]})).encode(x=x)
    return [
        ends.mark_line(color=theme.FAINT, strokeDash=[3, 3]).encode(y=y),
        ends.mark_text(
            align="right", baseline="top", dx=-10, dy=26, color=theme.MUTED, fontSize=12
        ).encode(y=y, text="words:N"),
    ]
