"""Complaints per 1,000 customers served, and how much else was heard, read from roll-ups."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col, func

from cxgame.feedback import complaints
from cxgame.feedback.kinds import Kind, Source
from cxgame.feedback.models import CustomersServed, VoiceDay
from cxgame.feedback.periods import Step, start_of, starts_between
from cxgame.feedback.scope import WHOLE, Cut, within
from cxgame.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Rate:
    """Complaints that customers sent, per 1,000 served, with the exact Poisson interval.

    `heard` are those that staff wrote down: they stand beside and never count. Score and
    interval are None where nobody was served.
    """

    count: int = 0
    served: int = 0
    heard: int = 0
    score: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class RatePoint:
    """The rate of one week or month, by its first day."""

    start: date
    rate: Rate


@dataclass(frozen=True, slots=True)
class Heard:
    """How many records of a kind came in: sent by customers, heard by us."""

    sent: int = 0
    heard: int = 0


def complaint_rate(session: Session, *, actor: Actor, cut: Cut = WHOLE) -> Rate:
    """Return the complaint rate over what the actor may see of the cut.

    Customers served are not told apart by touchpoint: a cut to one has its count over all.
    """
    (rate,) = _rates(session, actor, cut, None).values() or (Rate(),)
    return rate


def complaint_rates(session: Session, *, actor: Actor, cut: Cut = WHOLE) -> dict[int, Rate]:
    """Return the complaint rate of every team that has one, by team id."""
    found = _rates(session, actor, cut, "team_id")
    return {team_id: rate for team_id, rate in found.items() if team_id}


def complaint_series(
    session: Session, *, actor: Actor, step: Step, cut: Cut = WHOLE
) -> list[RatePoint]:
    """Return the complaint rate of every week (from Monday) or month, empty ones too."""
    days = _rates(session, actor, cut, "on_day")
    found: dict[date, list[Rate]] = defaultdict(list)
    for day, rate in days.items():
        found[start_of(day, step)].append(rate)
    if not found:
        return []
    return [
        RatePoint(start, _added(found.get(start, [])))
        for start in starts_between(min(found), max(found), step)
    ]


def voice_counts(session: Session, *, actor: Actor, cut: Cut = WHOLE) -> dict[Kind, Heard]:
    """Return how many complaints, compliments, suggestions and observations there are."""
    query = select(col(VoiceDay.kind), col(VoiceDay.source), func.sum(col(VoiceDay.n)))
    query = query.group_by(col(VoiceDay.kind), col(VoiceDay.source))
    found: dict[Kind, dict[Source, int]] = {
        kind: {Source.SENT: 0, Source.HEARD: 0} for kind in Kind if kind is not Kind.SURVEY
    }
    for kind, source, n in session.execute(within(query, cut, VoiceDay, actor)):
        found[Kind(kind)][Source(source)] = int(n)
    return {kind: Heard(n[Source.SENT], n[Source.HEARD]) for kind, n in found.items()}


def rate_of(count: int, served: int, heard: int = 0) -> Rate:
    """Return the rate of ready counts."""
    tally = complaints.Tally(count, served)
    low, high = tally.interval or (None, None)
    return Rate(count, served, heard, tally.score, low, high)


def _rates(session: Session, actor: Actor, cut: Cut, by: str | None) -> dict[Any, Rate]:
    """Return rates by team or day (None: one rate under None), each table summed by SQL."""
    counts: dict[Any, list[int]] = defaultdict(lambda: [0, 0, 0])
    group = [] if by is None else [getattr(VoiceDay, by)]
    query = select(*group, col(VoiceDay.source), func.sum(col(VoiceDay.n)))
    query = query.where(col(VoiceDay.kind) == Kind.COMPLAINT)
    query = query.group_by(*group, col(VoiceDay.source))
    for *place, source, n in session.execute(within(query, cut, VoiceDay, actor)):
        counts[place[0] if place else None][2 if source == Source.HEARD else 0] += int(n)
    group = [] if by is None else [getattr(CustomersServed, by)]
    served = select(*group, func.sum(col(CustomersServed.n))).group_by(*group)
    everywhere = Cut(cut.since, cut.until, cut.team_id, cut.unit_id)
    for *place, n in session.execute(within(served, everywhere, CustomersServed, actor)):
        counts[place[0] if place else None][1] += int(n or 0)
    return {place: rate_of(*found) for place, found in counts.items()}


def _added(rates: list[Rate]) -> Rate:
    return rate_of(
        sum(rate.count for rate in rates),
        sum(rate.served for rate in rates),
        sum(rate.heard for rate in rates),
    )
