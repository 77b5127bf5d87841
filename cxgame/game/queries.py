"""Read the ledger: one's own points and streak, and the sums of teams."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from cxgame.errors import NotAllowed, NotFound
from cxgame.game import rules, streaks
from cxgame.game.models import PointEntry
from cxgame.game.streaks import Mark, Streak
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role
from cxgame.people.rota import queries as rota

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


@dataclass(frozen=True)
class StreakView:
    """Somebody's streak today, and what the days of some weeks were, from Monday to Sunday."""

    streak: Streak
    weeks: tuple[tuple[tuple[date, Mark], ...], ...]


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


def streak(
    session: Session, *, actor: Actor, person_id: int, today: date, weeks: int = 1
) -> StreakView:
    """Return a person's streak and the last weeks, the running one included; own only."""
    _own(actor, person_id)
    return _streak(session, person_id, today, weeks)


def regularity(
    session: Session, *, actor: Actor, person_id: int, today: date, weeks: int = 4
) -> tuple[tuple[tuple[date, Mark], ...], ...]:
    """Return the last weeks of somebody whom the actor leads: how regular, no count, no points.

    Raise NotAllowed out of reach, NotFound where there is nobody.
    """
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("There is no such person.")
    if actor.role is Role.FRONTLINE or not actor.sees_team(person.team_id):
        raise NotAllowed("This belongs to a team or a person outside your reach.")
    return _streak(session, person_id, today, weeks).weeks


def unit_days(session: Session, person_id: int) -> set[date]:
    """Return the days on which somebody passed a module or finished a practice, for rules."""
    query = select(col(PointEntry.on_day)).where(
        PointEntry.person_id == person_id, col(PointEntry.rule).in_(rules.UNITS)
    )
    return set(session.exec(query))


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


def _streak(session: Session, person_id: int, today: date, weeks: int) -> StreakView:
    days = rota.rota_of(session, person_id)
    found = streaks.streak(days, unit_days(session, person_id), today)
    monday = today - timedelta(days=today.weekday())
    starts = [monday - n * WEEK for n in range(weeks - 1, -1, -1)]
    shown = tuple(tuple(streaks.week(found, days, start, today)) for start in starts)
    return StreakView(found, shown)


def _own(actor: Actor, person_id: int) -> None:
    """Raise NotAllowed for somebody else's points: a ledger of persons is a ranking of persons."""
    if actor.role is not Role.SYSTEM and actor.person_id != person_id:
        raise NotAllowed("Only the person sees these points.")


def _view(entry: PointEntry) -> PointView:
    rule = rules.RULES.get(entry.rule)  # a rule may leave the table, its awards stay
    words = rules.CORRECTED if entry.rule == rules.CORRECTION else entry.rule
    return PointView(
        rule=entry.rule,
        words=rule.words if rule else words,
        icon=rule.icon if rule else "edit_note",
        object=entry.object,
        points=entry.points,
        reason=entry.reason,
        awarded_at=entry.awarded_at,
        on_day=entry.on_day,
    )
