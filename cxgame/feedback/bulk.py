"""Insert thousands of records at once on SQLite, through its own driver."""

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select, text
from sqlmodel import Session

from cxgame import db
from cxgame.feedback.models import FeedbackRecord

ENOUGH = 500  # records from which this way pays: a third of the time of the common one


def insert_new(session: Session, rows: list[dict[str, Any]]) -> dict[str, int]:
    """Insert the rows whose submission id is not known and return their ids by it.

    SQLite has one writer, and in a transaction that is us: what is absent now stays absent
    until we write it, so asking first is as good as a conflict clause.
    """
    table = db.table_of(FeedbackRecord)
    known = _known(session, [row["submission_id"] for row in rows])
    new = [row for row in rows if row["submission_id"] not in known]
    if not new:
        return {}
    last = session.scalar(select(func.coalesce(func.max(table.c.id), 0)))
    marks = ",".join("?" * len(new[0]))
    statement = f"INSERT INTO {table.name} ({','.join(new[0])}) VALUES ({marks})"  # noqa: S608  # our own names
    session.connection().exec_driver_sql(statement, [_as_stored(row) for row in new])
    stored = select(table.c.submission_id, table.c.id).where(table.c.id > last)
    return dict(session.execute(stored).all())


def _known(session: Session, keys: list[str]) -> set[str]:
    """Return those of the keys that are there; JSON carries them all in one parameter."""
    asked = text(
        "SELECT submission_id FROM feedback_record WHERE submission_id IN "
        "(SELECT value FROM json_each(:keys))"
    )
    return set(session.scalars(asked, {"keys": json.dumps(keys)}))


def _as_stored(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return a row in the form in which SQLAlchemy stores it, too."""
    row["collected_at"] = _moment(row["collected_at"])
    row["created_at"] = _moment(row["created_at"])
    row["on_day"] = row["on_day"].isoformat()
    if row["details"] is not None:
        row["details"] = json.dumps(row["details"])
    return tuple(row.values())


@lru_cache(maxsize=10_000)
def _moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
