"""The NPS month by month, each with its doubt, and whether it left its usual range."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from cxgame.control import xmr
from cxgame.control.signals import Verdict
from cxgame.feedback import scores
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.insight import kept
from cxgame.insight.kpis import BASELINE, PERIODS
from cxgame.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Month:
    """The NPS of one whole month, in points, with its interval."""

    start: date
    n: int
    score: float
    low: float
    high: float
    is_signal: bool


@dataclass(frozen=True, slots=True)
class Course:
    """Months with answers, oldest first; `limits` are (low, centre, high), None while too few."""

    months: tuple[Month, ...]
    limits: tuple[float, float, float] | None
    verdict: Verdict


def nps_course(session: Session, *, actor: Actor, today: date) -> Course:
    """Return the course of the last 18 whole months over the teams that the actor may see."""
    return kept.figure(
        session, actor, ("course", today), lambda: _read(session, actor=actor, today=today)
    )


def _read(session: Session, *, actor: Actor, today: date) -> Course:
    this_month = today.replace(day=1)
    first = this_month
    for _ in range(PERIODS["month"]):
        first = (first - timedelta(days=1)).replace(day=1)
    points = scores.score_series(
        session,
        actor=actor,
        kind=SurveyKind.NPS,
        step="month",
        cut=Cut(since=first, until=this_month - timedelta(days=1)),
    )
    known = [(point.start, point.score) for point in points if point.score.n]
    reading = xmr.read([made.score or 0.0 for _start, made in known], baseline=BASELINE["month"])
    found = {signal.index for signal in reading.signals}
    limits = None
    if reading.center is not None and reading.low is not None and reading.high is not None:
        limits = (reading.low, reading.center, reading.high)
    months = tuple(
        Month(start, made.n, made.score or 0.0, made.low or 0.0, made.high or 0.0, index in found)
        for index, (start, made) in enumerate(known)
    )
    return Course(months, limits, reading.verdict())
