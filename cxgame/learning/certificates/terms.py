"""How long a certificate holds, and whether it does."""

from datetime import date, datetime, timedelta

from cxgame import clock
from cxgame.credentials.open_badge import State
from cxgame.learning.assigning import recertifying


def last_day(issued_on: date, months: int) -> date | None:
    """Return the last day on which a certificate of so many months holds, None for 0: for ever.

    It is the same day of the month, or the month's last one where it has no such day.
    """
    return recertifying.add_months(issued_on, months) if months else None


def end_of(valid_until: date | None) -> datetime | None:
    """Return the moment at which a last day is over, None where there is no last day."""
    return clock.start_of(valid_until + timedelta(days=1)) if valid_until else None


def state(valid_until: date | None, revoked_at: datetime | None, today: date) -> State:
    """Return whether a certificate holds on a day."""
    if revoked_at is not None:
        return State.REVOKED
    return State.EXPIRED if valid_until and valid_until < today else State.VALID
