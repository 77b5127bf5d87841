"""Customers served per team and day: what complaints are measured against."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import select
from sqlmodel import Session, col

from cxgame import clock, db
from cxgame.errors import InvalidInput
from cxgame.feedback import places
from cxgame.feedback.models import CustomersServed
from cxgame.feedback.rollups import Insert
from cxgame.feedback.scope import Cut, within
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

MOST_CUSTOMERS = 1_000_000  # of one figure
LONGEST_PERIOD = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class ServedDay:
    """How many customers a team served in a day."""

    team_id: int
    on_day: date
    n: int


def record_served(
    session: Session,
    *,
    actor: Actor,
    team_id: int,
    from_day: date,
    to_day: date,
    customers: int,
    now: datetime,
) -> None:
    """Store how many customers a team served in a day, or in a few, which share it evenly.

    A figure that is there already is corrected. Raise InvalidInput for a period that ends
    before it begins, lasts over 31 days or is still to come, and for a negative figure.
    """
    permissions.require(actor, "feedback.record_served", team_id=team_id)
    places.check_team(session, team_id)
    check_period(from_day, to_day, clock.local_day(now))
    check_customers(customers)
    session.connection().execute(
        _correcting(db.insert(session, CustomersServed)),
        [
            {"team_id": team_id, "on_day": day, "n": n, "batch_id": None, "created_at": now}
            for day, n in spread(customers, from_day, to_day)
        ],
    )
    audit.note(
        session,
        actor,
        "feedback.record_served",
        "team",
        team_id,
        now=now,
        from_day=from_day,
        to_day=to_day,
    )


def served_days(session: Session, *, actor: Actor, cut: Cut) -> list[ServedDay]:
    """Return the figures that the actor may see of the cut, newest day first."""
    table = CustomersServed
    query = select(col(table.team_id), col(table.on_day), col(table.n))
    kept = within(query, cut, CustomersServed, actor)
    ordered = kept.order_by(col(CustomersServed.on_day).desc(), col(CustomersServed.team_id))
    return [ServedDay(*row) for row in session.execute(ordered)]


def spread(customers: int, from_day: date, to_day: date) -> list[tuple[date, int]]:
    """Return the days of a period with their even share; the first ones take what is left over."""
    days = (to_day - from_day).days + 1
    share, left = divmod(customers, days)
    return [(from_day + timedelta(days=place), share + (place < left)) for place in range(days)]


def check_period(from_day: date, to_day: date, today: date) -> None:
    """Raise InvalidInput unless the period lies in the past and lasts a month at most."""
    if to_day < from_day:
        raise InvalidInput("The period ends before it begins.")
    if to_day - from_day >= LONGEST_PERIOD:
        raise InvalidInput("A period has at most {n} days.", n=LONGEST_PERIOD.days)
    if to_day > today:
        raise InvalidInput("This day is still to come.")


def check_customers(customers: int) -> None:
    """Raise InvalidInput for a figure below zero or beyond belief."""
    if not 0 <= customers <= MOST_CUSTOMERS:
        raise InvalidInput("Customers served go from 0 to {most}.", most=MOST_CUSTOMERS)


@lru_cache
def _correcting(insert: Insert) -> Insert:
    """Return the statement that stores a figure in the place of the one that is there."""
    fresh = {name: insert.excluded[name] for name in ("n", "batch_id", "created_at")}
    return insert.on_conflict_do_update(index_elements=["on_day", "team_id"], set_=fresh)
