"""Read the ledger: one's own points, and the sums of teams."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from cxgame.errors import NotAllowed
from cxgame.game import rules
from cxgame.game.models import PointEntry
from cxgame.people.actor import Actor
from cxgame.people.models import Role

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class PointView:
    """One line of the ledger: `words` and `reason` are message ids, `object` what it was for."""

    rule: str
    words: str
    icon: str
    object: str
    points: int
    reason: str
    awarded_at: datetime
    on_day: date


@dataclass(frozen=True)
class WeekPoints:
    """The points of one week; `starts_on` is its Monday."""

    starts_on: date
    points: int


def total(session: Session, *, actor: Actor, person_id: int) -> int:
    """Return the sum of a person's points; raise NotAllowed unless they are the actor's own."""
    _own(actor, person_id)
    query = select(func.coalesce(func.sum(PointEntry.points), 0))
    return int(session.exec(query.where(PointEntry.person_id == person_id)).one())


def by_day(
    session: Session, *, actor: Actor, person_id: int, since: date, until: date
) -> dict[date, int]:
    """Return the points of each day that brought some, both ends included; own only."""
    _own(actor, person_id)
    query = (
        select(col(PointEntry.on_day), func.sum(PointEntry.points))
        .where(
            PointEntry.person_id == person_id,
            col(PointEntry.on_day) >= since,
            col(PointEntry.on_day) <= until,
        )
        .group_by(col(PointEntry.on_day))
    )
    return {day: int(points) for day, points in session.exec(query)}


def by_week(
    session: Session, *, actor: Actor, person_id: int, today: date, weeks: int = 8
) -> list[WeekPoints]:
    """Return the last weeks, oldest first, the running one included; own only."""
    monday = today - timedelta(days=today.weekday())
    first = monday - (weeks - 1) * WEEK
    days = by_day(session, actor=actor, person_id=person_id, since=first, until=today)
    starts = [first + number * WEEK for number in range(weeks)]
    return [
        WeekPoints(start, sum(p for day, p in days.items() if start <= day < start + WEEK))
        for start in starts
    ]


def history(session: Session, *, actor: Actor, person_id: int, limit: int = 30) -> list[PointView]:
    """Return a person's latest awards, newest first; own only."""
    _own(actor, person_id)
    query = (
        select(PointEntry)
        .where(PointEntry.person_id == person_id)
        .order_by(col(PointEntry.awarded_at).desc(), col(PointEntry.id).desc())
        .limit(limit)
    )
    return [_view(entry) for entry in session.exec(query)]


def points_by_team(
    session: Session, *, since: date | None = None, until: date | None = None
) -> dict[int, int]:
    """Return the points made in each team between two days, both included; for ranking teams."""
    query = select(col(PointEntry.team_id), func.sum(PointEntry.points)).where(
        col(PointEntry.team_id).is_not(None)
    )
    if since is not None:
        query = query.where(col(PointEntry.on_day) >= since)
    if until is not None:
        query = query.where(col(PointEntry.on_day) <= until)
    sums = session.exec(query.group_by(col(PointEntry.team_id)))
    return {team_id: int(points) for team_id, points in sums if team_id is not None}


def _own(actor: Actor, person_id: int) -> None:
    """Raise NotAllowed for somebody else's points: a ledger of persons is a ranking of persons."""
    if actor.role is not Role.SYSTEM and actor.person_id != person_id:
        raise NotAllowed("Only the person sees these points.")


def _view(entry: PointEntry) -> PointView:
    rule = rules.RULES.get(entry.rule)  # a rule may leave the table, its awards stay
    return PointView(
        rule=entry.rule,
        words=rule.words if rule else entry.rule,
        icon=rule.icon if rule else "star",
        object=entry.object,
        points=entry.points,
        reason=entry.reason,
        awarded_at=entry.awarded_at,
        on_day=entry.on_day,
    )
