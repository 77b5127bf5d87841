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

Counts = tuple[int, int, int]  # complaints sent, customers served, complaints heard by us


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
    (counts,) = _counts(session, actor, cut, None).values() or ((0, 0, 0),)
    return rate_of(*counts)


def complaint_rates(session: Session, *, actor: Actor, cut: Cut = WHOLE) -> dict[int, Rate]:
    """Return the complaint rate of every team that has one, by team id."""
    found = _counts(session, actor, cut, "team_id")
    return {team_id: rate_of(*counts) for team_id, counts in found.items() if team_id}


def complaint_series(
    session: Session, *, actor: Actor, step: Step, cut: Cut = WHOLE
) -> list[RatePoint]:
    """Return the complaint rate of every week (from Monday) or month, empty ones too."""
    found: dict[date, Counts] = defaultdict(lambda: (0, 0, 0))
    for day, counts in _counts(session, actor, cut, "on_day").items():
        start = start_of(day, step)
        found[start] = _added(found[start], counts)
    if not found:
        return []
    return [
        RatePoint(start, rate_of(*found.get(start, (0, 0, 0))))
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


def _counts(session: Session, actor: Actor, cut: Cut, by: str | None) -> dict[Any, Counts]:
    """Return counts by team or day (None: all under None), each table summed by SQL."""
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
    return {place: (sent, all_served, heard) for place, (sent, all_served, heard) in counts.items()}


def _added(one: Counts, other: Counts) -> Counts:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
