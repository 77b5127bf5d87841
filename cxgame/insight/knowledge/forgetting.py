"""The forgetting curve of FSRS as an expression of SQL, for the mean over thousands of cards."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Float, case, cast, func, literal
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlmodel import Session

from cxgame import db
from cxgame.learning.practice.memory import SCHEDULER

DECAY = -SCHEDULER.parameters[20]
FACTOR = 0.9 ** (1 / DECAY) - 1  # such that recall is 90 % when as many days passed as stability


def recall_on(
    session: Session,
    day: date,
    *,
    stability: SQLCoreOperations[Any],
    reviewed_on: SQLCoreOperations[Any],
) -> ColumnElement[float]:
    """Return the recall (0-1) of a memory on a day, NULL where there is none: `memory.recall`.

    `(1 + F·t/S)^D` with t in whole days, never below 0.
    """
    elapsed = _days_until(session, day, reviewed_on)
    kept = case((elapsed < 0, 0), else_=elapsed)
    return func.pow(1 + FACTOR * kept / stability, literal(DECAY, Float), type_=Float)


def _days_until(session: Session, day: date, since: SQLCoreOperations[Any]) -> ColumnElement[float]:
    """Return the days from a column of dates to a day; the two databases count them differently."""
    if db.is_sqlite(session):
        return func.julianday(day.isoformat()) - func.julianday(since)
    return cast(literal(day, Date) - since, Float)
