"""Whether the estimate comes true: recall as it was predicted, beside what was then observed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fsrs import Rating
from sqlalchemy import case, func, select
from sqlmodel import Session, col

from cxgame.feedback.interval import Interval
from cxgame.insight import kept
from cxgame.insight.proportion import wilson
from cxgame.learning.practice.models import ReviewEntry
from cxgame.people.actor import Actor

WINDOW = timedelta(days=365)
BINS = 10
FEWEST = 100  # reviews, under which nothing is said
ROUNDING = 1e-9
LITTLE = 0.05  # a difference up to this is called little


class Verdict(StrEnum):
    """What the reviews say of the estimate."""

    TOO_FEW = "too_few"
    TRUE = "true"
    BLUNT = "blunt"  # true on the whole, but it does not tell questions apart
    HOPEFUL = "hopeful"  # it says more than comes true
    CAUTIOUS = "cautious"


@dataclass(frozen=True, slots=True)
class Sums:
    """Reviews whose recall was predicted within one bin, summed."""

    n: int
    known: int
    predicted: float
    square_error: float

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.n + other.n,
            self.known + other.known,
            self.predicted + other.predicted,
            self.square_error + other.square_error,
        )


@dataclass(frozen=True, slots=True)
class Bin:
    """Reviews predicted alike: means (0-1) of n, the observed one with its interval."""

    n: int
    predicted: float
    observed: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Bins from the lowest prediction to the highest, and all of them together.

    `brier` is the mean square error of the prediction, `base` that of one who always says the
    observed share: a prediction that is worth something lies below it.
    """

    bins: tuple[Bin, ...]
    n: int
    predicted: float
    observed: float
    low: float
    high: float
    brier: float
    base: float
    verdict: Verdict

    @property
    def is_little(self) -> bool:
        """Tell whether prediction and observation lie close to each other."""
        return abs(self.predicted - self.observed) < LITTLE

    @property
    def tells_more(self) -> bool:
        """Tell whether the prediction is better than saying the same of every question."""
        return self.brier < self.base


def calibration(session: Session, *, actor: Actor, today: date) -> Calibration:
    """Return how the estimate did over the last 12 months, of the whole company's reviews.

    First meetings predict nothing and are left out. It judges the estimate, not people: everybody
    who reads estimates may see it.
    """
    key = ("calibration", today)
    return kept.figure(
        session, actor, key, lambda: judge(_sums(session, today)), of=kept.Rests.ON_LEARNING
    )


def judge(sums: Iterable[Sums]) -> Calibration:
    """Return the calibration of summed bins, lowest first; those without reviews are left out.

    Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review
    78, 1950.
    """
    told = [one for one in sums if one.n]
    whole = Sums(0, 0, 0.0, 0.0)
    for one in told:
        whole += one
    if not whole.n:
        return Calibration((), 0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, Verdict.TOO_FEW)
    predicted, observed = whole.predicted / whole.n, whole.known / whole.n
    ends = wilson(whole.known, whole.n)
    return Calibration(
        bins=tuple(_bin(one) for one in told),
        n=whole.n,
        predicted=predicted,
        observed=observed,
        low=ends.low,
        high=ends.high,
        brier=whole.square_error / whole.n,
        base=observed * (1 - observed),
        verdict=_verdict(whole, predicted, ends, observed * (1 - observed)),
    )


def _bin(sums: Sums) -> Bin:
    low, high = wilson(sums.known, sums.n)
    return Bin(sums.n, sums.predicted / sums.n, sums.known / sums.n, low, high)


def _verdict(whole: Sums, predicted: float, ends: Interval, base: float) -> Verdict:
    if whole.n < FEWEST:
        return Verdict.TOO_FEW
    if ends.low <= predicted <= ends.high:
        is_blunt = whole.square_error / whole.n > base + ROUNDING
        return Verdict.BLUNT if is_blunt else Verdict.TRUE
    return Verdict.HOPEFUL if predicted > ends.high else Verdict.CAUTIOUS


def _sums(session: Session, today: date) -> list[Sums]:
    """Return the sums of each bin, lowest first; a recall of exactly 1 is in the last one."""
    entry = ReviewEntry
    recall = col(entry.recall)
    known = case((col(entry.rating) == int(Rating.Good), 1), else_=0)
    place = func.floor(recall * BINS).label("place")
    inner = (
        select(place, recall.label("recall"), known.label("known"))
        .where(recall.is_not(None), col(entry.answered_on) > today - WINDOW)
        .subquery()
    )
    error = inner.c.known - inner.c.recall
    query = (
        select(
            inner.c.place,
            func.count(),
            func.sum(inner.c.known),
            func.sum(inner.c.recall),
            func.sum(error * error),
        )
        .group_by(inner.c.place)
        .order_by(inner.c.place)
    )
    found: dict[int, Sums] = {}
    for where, n, right, predicted, square_error in session.execute(query):
        bin_ = min(int(where), BINS - 1)
        sums = Sums(n, int(right), float(predicted), float(square_error))
        found[bin_] = found[bin_] + sums if bin_ in found else sums
    return [found[bin_] for bin_ in sorted(found)]
