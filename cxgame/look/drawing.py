"""Work out where marks stand in the small drawings: intervals, sparklines, rings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, sin, tau


@dataclass(frozen=True)
class Dot:
    """A marked point of a sparkline, in the drawing's own units."""

    x: float
    y: float
    is_signal: bool
    is_last: bool


@dataclass(frozen=True)
class Sparkline:
    """A finished sparkline: heights are measured from the top, `band` is (top, height) or None."""

    points: str
    dots: tuple[Dot, ...]
    band: tuple[float, float] | None
    mean: float | None


def place(value: float, low: float, high: float) -> float:
    """Return where a value stands between two ends, in percent, kept within 0-100."""
    if high <= low:
        raise ValueError("The axis ends must rise.")
    return round(100 * min(1.0, max(0.0, (value - low) / (high - low))), 2)


def sparkline(
    values: Sequence[float],
    *,
    limits: tuple[float, float, float] | None = None,
    signals: Collection[int] = (),
    width: int = 220,
    height: int = 40,
) -> Sparkline:
    """Place a line in width x height; limits are (low, mean, high), signals are indices of values.

    Raise ValueError when there is no value.
    """
    if not values:
        raise ValueError("A sparkline needs at least one value.")
    inside = 5  # leaves room for a dot at the edge
    low, high = min(values), max(values)
    if limits:
        low, high = min(low, limits[0]), max(high, limits[2])
    reach = (high - low) or 1.0

    def down(value: float) -> float:
        return round(inside + (height - 2 * inside) * (1 - (value - low) / reach), 1)

    step = (width - 2 * inside) / max(1, len(values) - 1)
    spots = [(round(inside + i * step, 1), down(value)) for i, value in enumerate(values)]
    last = len(values) - 1
    marked = sorted({i for i in signals if 0 <= i <= last} | {last})
    return Sparkline(
        points=" ".join(f"{x},{y}" for x, y in spots),
        dots=tuple(Dot(*spots[i], is_signal=i in signals, is_last=i == last) for i in marked),
        band=(down(limits[2]), round(down(limits[0]) - down(limits[2]), 1)) if limits else None,
        mean=down(limits[1]) if limits else None,
    )


def ring(share: float, radius: float) -> float:
    """Return the length of the arc that covers a share (0-1) of a circle."""
    return round(tau * radius * min(1.0, max(0.0, share)), 1)


# Waves of a badge's outline: a family is told by its shape, so that colour is not needed.
LOBES = {
    "learning": 14,
    "practice": 12,
    "constancy": 10,
    "service": 8,
    "thanks": 9,
    "team": 16,
    "way": 6,
}


@lru_cache
def scallop(family: str) -> str:
    """Return the outline of a family's badges as a path round (48, 46), one wave a lobe."""
    lobes = LOBES[family]
    turns = [tau * n / (8 * lobes) for n in range(8 * lobes)]
    reach = [40 + 2.6 * cos(lobes * turn) for turn in turns]
    spots = [
        f"{48 + far * sin(turn):.1f} {46 - far * cos(turn):.1f}"
        for far, turn in zip(reach, turns, strict=True)
    ]
    return "M" + "L".join(spots) + "Z"


def initials(name: str) -> str:
    """Return the first letters of the first and the last name: "Ana da Silva" gives AS."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
