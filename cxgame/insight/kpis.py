"""Key figures with their uncertainty, their course, and whether it says anything."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import Session

from cxgame.control import attributes, xmr
from cxgame.control.signals import Rule, Signal, State, Verdict
from cxgame.feedback import rates, scores
from cxgame.feedback.periods import Step, start_of
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.insight import kept
from cxgame.people.actor import Actor

WINDOW = timedelta(days=90)  # what the figure itself is made of
LEAST_ANSWERS = 10  # of one point: fewer jump about and would look like signals
PERIODS: dict[Step, int] = {"week": 26, "month": 18}
BASELINE: dict[Step, int] = {"week": 13, "month": 12}  # else a change would widen its own limits


class KpiKey(StrEnum):
    """Which figure."""

    NPS = "nps"
    CES = "ces"
    CSAT = "csat"
    STARS = "stars"
    COMPLAINTS = "complaints"


@dataclass(frozen=True)
class Kpi:
    """A figure of the last 90 days and its course by whole weeks or months.

    NPS in points, shares in percent, complaints per 1,000 served; `n` is answers, or customers
    served. `limits` are (low, centre, high) of the latest point, None while there are too few.
    A week or month with fewer than 10 answers is no point of the course. `is_better` is None
    where the latest point is noise.
    """

    key: KpiKey
    n: int
    value: float | None
    low: float | None
    high: float | None
    step: Step
    starts: tuple[date, ...] = ()
    values: tuple[float, ...] = ()
    limits: tuple[float, float, float] | None = None
    signals: tuple[Signal, ...] = ()
    state: State = State.NONE
    verdict: Verdict = Verdict.TOO_FEW
    count: int = 0

    @property
    def latest(self) -> Signal | None:
        """Return the signal that the latest point completes, if it does."""
        found = [signal for signal in self.signals if signal.index == len(self.values) - 1]
        return min(found, key=lambda signal: list(Rule).index(signal.rule)) if found else None

    @property
    def is_better(self) -> bool | None:
        """Tell whether the latest signal is good news."""
        if self.verdict not in (Verdict.UP, Verdict.DOWN):
            return None
        return (self.verdict is Verdict.UP) != (self.key is KpiKey.COMPLAINTS)


def kpis(
    session: Session, *, actor: Actor, today: date, step: Step, cut: Cut | None = None
) -> list[Kpi]:
    """Return the figures of the surveys that the company uses, NPS and complaints always."""
    always = (KpiKey.NPS, KpiKey.COMPLAINTS)
    asked = scores.kinds_with_answers(session)
    return [
        kpi(session, key, actor=actor, today=today, step=step, cut=cut)
        for key in KpiKey
        if key in always or key.value in asked
    ]


def kpi(
    session: Session, key: KpiKey, *, actor: Actor, today: date, step: Step, cut: Cut | None = None
) -> Kpi:
    """Return one figure in a cut of teams, over what the actor may see."""
    make = _complaints if key is KpiKey.COMPLAINTS else _share
    where = cut or Cut()
    return kept.figure(
        session,
        actor,
        (key, today, step, where),
        lambda: make(session, actor, key, today, step, where),
    )


def _share(
    session: Session,
    actor: Actor,
    key: KpiKey,
    today: date,
    step: Step,
    cut: Cut,
) -> Kpi:
    kind = SurveyKind(key.value)
    made = scores.score(session, actor=actor, kind=kind, cut=_window(cut, today))
    points = scores.score_series(
        session, actor=actor, kind=kind, step=step, cut=_course(cut, today, step)
    )
    known = [
        (point.start, point.score.score)
        for point in points
        if point.score.score is not None and point.score.n >= LEAST_ANSWERS
    ]
    values = [value for _start, value in known]
    reading = xmr.read(values, baseline=BASELINE[step])
    limits = None
    if reading.center is not None and reading.low is not None and reading.high is not None:
        limits = (reading.low, reading.center, reading.high)
    return Kpi(
        key=key,
        n=made.n,
        value=made.score,
        low=made.low,
        high=made.high,
        step=step,
        starts=tuple(start for start, _value in known),
        values=tuple(values),
        limits=limits,
        signals=reading.signals,
        state=reading.state,
        verdict=reading.verdict(),
    )


def _complaints(
    session: Session, actor: Actor, key: KpiKey, today: date, step: Step, cut: Cut
) -> Kpi:
    made = rates.complaint_rate(session, actor=actor, cut=_window(cut, today))
    points = rates.complaint_series(session, actor=actor, step=step, cut=_course(cut, today, step))
    served = [point for point in points if point.rate.served > 0]
    kpi = Kpi(
        key=key,
        n=made.served,
        value=made.score,
        low=made.low,
        high=made.high,
        step=step,
        count=made.count,
    )
    if not served:
        return kpi
    reading = attributes.u_chart(
        [point.rate.count for point in served],
        [point.rate.served for point in served],
        baseline=BASELINE[step],
    )
    limits = None
    if reading.center is not None:
        limits = (reading.low[-1], reading.center, reading.high[-1])
    return replace(
        kpi,
        starts=tuple(point.start for point in served),
        values=reading.values,
        limits=limits,
        signals=reading.signals,
        state=reading.state,
        verdict=reading.verdict(),
    )


def _window(cut: Cut, today: date) -> Cut:
    return replace(cut, since=today - WINDOW + timedelta(days=1), until=today)


def _course(cut: Cut, today: date, step: Step) -> Cut:
    """Return the cut to the whole weeks or months before the one that is still running."""
    last = start_of(today, step) - timedelta(days=1)
    first = start_of(last, step)
    for _period in range(PERIODS[step] - 1):
        first = start_of(first - timedelta(days=1), step)
    return replace(cut, since=first, until=last)


def signals_of(found: Sequence[Kpi]) -> list[Kpi]:
    """Return the figures whose latest point is a signal."""
    return [kpi for kpi in found if kpi.latest is not None]
