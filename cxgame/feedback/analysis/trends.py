"""A score by week or month against its natural limits: signal told from noise."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session

from cxgame.control import attributes, xmr
from cxgame.control.signals import Rule, Signal, State, Verdict
from cxgame.feedback import scores
from cxgame.feedback.analysis.counts import FEWEST
from cxgame.feedback.periods import Step, start_of
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.feedback.scores import Point, Score
from cxgame.people.actor import Actor

LONG = timedelta(days=200)  # what is longer is drawn by month
BASELINE: dict[Step, int] = {"week": 13, "month": 12}  # else a change would widen its own limits


@dataclass(frozen=True, slots=True)
class Spot:
    """The score of one whole week or month, with the limits that hold for it, None for none."""

    start: date
    score: Score
    low: float | None = None
    center: float | None = None
    high: float | None = None
    is_signal: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """Whole periods with 10 answers or more, oldest first; `latest` is the newest one's signal."""

    kind: SurveyKind
    step: Step
    spots: tuple[Spot, ...] = ()
    state: State = State.NONE
    verdict: Verdict = Verdict.TOO_FEW
    latest: Signal | None = None


def trend(
    session: Session, *, actor: Actor, kind: SurveyKind, cut: Cut, step: Step | None = None
) -> Trend:
    """Return the course of a score over a cut with a first and a last day.

    NPS is read on an XmR chart, shares on a p chart with Laney's correction.
    """
    if cut.since is None or cut.until is None:
        return Trend(kind, step or "month")
    chosen = step or ("week" if cut.until - cut.since <= LONG else "month")
    points = scores.score_series(
        session, actor=actor, kind=kind, step=chosen, cut=_whole(cut, chosen)
    )
    return read(kind, chosen, [point for point in points if point.score.n >= FEWEST])


def read(kind: SurveyKind, step: Step, points: Sequence[Point]) -> Trend:
    """Return the reading of ready points."""
    spots = [Spot(point.start, point.score) for point in points]
    if kind is SurveyKind.NPS:
        values = xmr.read([one.score.score or 0.0 for one in points], baseline=BASELINE[step])
        limits = [(values.low, values.center, values.high)] * len(spots)
        found, state, verdict = values.signals, values.state, values.verdict()
    else:
        shares = attributes.p_chart(
            [point.score.promoters for point in points],
            [point.score.n for point in points],
            baseline=BASELINE[step],
        )
        ends = zip(shares.low, shares.high, strict=True)
        limits = [(low, shares.center, high) for low, high in ends] or [(None,) * 3] * len(spots)
        found, state, verdict = shares.signals, shares.state, shares.verdict()
    marked = {signal.index for signal in found}
    return Trend(
        kind,
        step,
        tuple(
            replace(spot, low=low, center=center, high=high, is_signal=place in marked)
            for place, (spot, (low, center, high)) in enumerate(zip(spots, limits, strict=True))
        ),
        state,
        verdict,
        _latest(found, len(spots)),
    )


def _latest(found: Sequence[Signal], points: int) -> Signal | None:
    last = [signal for signal in found if signal.index == points - 1]
    return min(last, key=lambda signal: list(Rule).index(signal.rule)) if last else None


def _whole(cut: Cut, step: Step) -> Cut:
    """Keep to the weeks or months that lie in the cut from their first to their last day."""
    assert cut.since and cut.until  # noqa: S101  # the one caller made sure
    first = start_of(cut.since, step)
    if first < cut.since:
        first = _next(first, step)
    last = start_of(cut.until + timedelta(days=1), step) - timedelta(days=1)
    return replace(cut, since=first, until=last)


def _next(start: date, step: Step) -> date:
    return start_of(start + timedelta(days=7 if step == "week" else 32), step)
