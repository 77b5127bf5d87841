"""The p and u charts: limits for shares and rates whose sample size changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import copysign, inf, isclose, sqrt
from statistics import fmean

from cxgame.control import signals
from cxgame.control.signals import Signal, State, Verdict

SIGMAS = 3  # standard errors from the centre to a limit
D2 = 1.128  # mean moving range of two normal values, in standard deviations


@dataclass(frozen=True, slots=True)
class Reading:
    """Shares or rates in time order with a centre and limits for each point.

    sigma_z is how many times wider the points scatter than chance alone explains; limits are
    widened by it where it exceeds 1. centre and sigma_z are None, and limits and signals
    empty, while state is none.
    """

    values: tuple[float, ...]
    center: float | None
    low: tuple[float, ...]
    high: tuple[float, ...]
    sigma_z: float | None
    signals: tuple[Signal, ...]
    state: State

    def verdict(self, latest: int = 1) -> Verdict:
        """Say whether the latest points are a signal up or down, noise, or too few to tell."""
        return signals.verdict(
            self.signals, state=self.state, points=len(self.values), latest=latest
        )


def p_chart(counts: Sequence[int], sizes: Sequence[int], *, baseline: int | None = None) -> Reading:
    """Return the reading of shares, counts of sizes, oldest first, in percent.

    p̄ ± 3·√(p̄(1 - p̄)/n), clamped to 0-100, with Laney's correction when overdispersed (Laney,
    "Improved control charts for attributes", Quality Engineering 14, 2002). The first ones
    make the limits if a baseline number is given. Leave periods without answers out; raise
    ValueError when a size is not above 0.
    """
    return _read(counts, sizes, baseline, lambda p: p * (1 - p), per=100, highest=100)


def u_chart(
    counts: Sequence[int], sizes: Sequence[int], *, baseline: int | None = None, per: int = 1_000
) -> Reading:
    """Return the reading of rates, counts by sizes, oldest first, per 1,000 (or another per).

    ū ± 3·√(ū/n), never below 0, with Laney's correction when overdispersed; otherwise as
    p_chart.
    """
    return _read(counts, sizes, baseline, lambda u: u, per=per, highest=inf)


def _read(
    counts: Sequence[int],
    sizes: Sequence[int],
    baseline: int | None,
    variance_at: Callable[[float], float],
    *,
    per: int,
    highest: float,
) -> Reading:
    if any(size <= 0 for size in sizes):
        raise ValueError("Every point of a rate needs a size above 0.")
    rates = [count / size for count, size in zip(counts, sizes, strict=True)]
    values = tuple(per * rate for rate in rates)
    state = signals.state_of(len(rates[:baseline]))
    if state is State.NONE:
        return Reading(values, None, (), (), None, (), state)
    # Pooled, because the mean of shares of unequal samples is no share of anything.
    center = sum(counts[:baseline]) / sum(sizes[:baseline])
    errors = [sqrt(variance_at(center) / size) for size in sizes]
    scores = [_score(rate, center, error) for rate, error in zip(rates, errors, strict=True)]
    sigma_z = fmean(abs(b - a) for a, b in pairwise(scores[:baseline])) / D2
    reach = SIGMAS * max(1.0, sigma_z)
    low = tuple(per * max(0.0, center - reach * error) for error in errors)
    high = tuple(min(highest, per * (center + reach * error)) for error in errors)
    found = signals.find([score / reach for score in scores])
    return Reading(values, per * center, low, high, sigma_z, found, state)


def _score(rate: float, center: float, error: float) -> float:
    """Return how many standard errors a rate lies from the centre."""
    if isclose(rate, center, rel_tol=1e-9, abs_tol=1e-12):
        return 0.0
    return (rate - center) / error if error else copysign(inf, rate - center)
