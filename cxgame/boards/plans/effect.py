"""Whether a figure changed after a plan's work: signal told from noise."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxgame.boards.plans.pdca import Finding
from cxgame.control import signals, xmr
from cxgame.control.signals import MIN_POINTS, RUN


@dataclass(frozen=True)
class Effect:
    """What the figure shows: the mean of the weeks before and after, in its unit.

    `limits` are (low, centre, high) of the weeks before, None while those are too few.
    """

    finding: Finding
    before: float | None
    after: float | None
    limits: tuple[float, float, float] | None


def judge(
    before: Sequence[float], after: Sequence[float], *, goal: float, is_lower_better: bool
) -> Effect:
    """Return what the weekly points after the work say, against the limits of those before.

    Natural limits from the points before (Wheeler, "Understanding Variation", 1993); a signal is
    looked for among the points after alone, by the three rules of `control.signals`, and the
    newest within the last eight tells the direction. Fewer than eight points on either side
    can't tell.
    """
    reading = xmr.read(before)
    center, low, high = reading.center, reading.low, reading.high
    mean = sum(after) / len(after) if after else None
    if center is None or low is None or high is None:
        return Effect(Finding.TOO_FEW, None, mean, None)
    limits = (low, center, high)
    if mean is None or len(after) < MIN_POINTS:
        return Effect(Finding.TOO_FEW, center, mean, limits)
    found = xmr.read([*before, *after], baseline=len(before)).signals
    ours = [one for one in found if one.pattern.start >= len(before)]
    recent = [one for one in ours if one.index >= len(before) + len(after) - RUN]
    if not recent:
        return Effect(Finding.NOISE, center, mean, limits)
    is_high = recent[-1].side is signals.Side.HIGH
    if is_high == is_lower_better:
        return Effect(Finding.WORSE, center, mean, limits)
    is_met = mean <= goal if is_lower_better else mean >= goal
    return Effect(Finding.REACHED if is_met else Finding.BETTER, center, mean, limits)
