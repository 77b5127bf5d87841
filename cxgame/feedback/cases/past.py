"""Bring in cases of the past with how they went: many at once, by the rules in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from cxgame import clock, db
from cxgame.feedback.cases import opening, ruling
from cxgame.feedback.cases.models import CaseEvent
from cxgame.feedback.cases.words import EventKind, Means, Outcome, Status
from cxgame.feedback.entries import Entry
from cxgame.people.opening.calendar import Calendars


@dataclass(frozen=True, slots=True)
class Course:
    """How a case went: who had it, after how long the customer was reached and it was solved.

    `solved` None leaves it where the contact left it; it is closed a day after it was solved.
    """

    owner_id: int | None
    contacted: timedelta
    solved: timedelta | None
    reason_id: int | None = None
    root_cause: str = ""
    recovery: str = ""
    recovery_cents: int | None = None
    said: str = ""  # in the first contact
    score_after: int | None = None
    times_reopened: int = 0


@dataclass(frozen=True, slots=True)
class Past:
    """A record of the past, when its case was opened, and how that went."""

    record_id: int
    entry: Entry
    opened_at: datetime
    course: Course


def note_past(session: Session, pasts: Sequence[Past]) -> int:
    """Store the cases that the rules would have opened, and return how many.

    Nobody is told, nothing is mailed, no points come of it: it was all done elsewhere. Called by
    whoever has asked whether the actor may.
    """
    rules, calendars = ruling.in_force(session), Calendars(session)
    rows, courses = [], {}
    for past in pasts:
        found = opening.match(session, rules, past.record_id, past.entry)
        if found is not None:
            row = opening.planned(found, past.opened_at, calendars)
            rows.append(_lived(row, past.course))
            courses[past.record_id] = past
    stored = opening.store_cases(session, rows)
    lines = [line for record, case in stored.items() for line in _history(case, courses[record])]
    if lines:
        session.connection().execute(insert(db.table_of(CaseEvent)), lines)
    return len(stored)


def _lived(row: dict[str, Any], course: Course) -> dict[str, Any]:
    """Return a case as it stands after its course."""
    opened, due = row["opened_at"], row["due_at"]
    solved_at = opened + course.solved if course.solved is not None else None
    return row | {
        "owner_id": course.owner_id,
        "is_history": True,
        "status": Status.CLOSED if solved_at else Status.IN_CONTACT,
        "contacted_at": opened + course.contacted,
        "contact_minutes": _minutes(course.contacted),
        "solved_at": solved_at,
        "solved_minutes": None if course.solved is None else _minutes(course.solved),
        "is_in_time": solved_at is not None and solved_at <= due,
        "closed_at": solved_at + timedelta(days=1) if solved_at else None,
        "times_reopened": course.times_reopened,
        "reason_id": course.reason_id,
        "root_cause": course.root_cause,
        "recovery": course.recovery,
        "recovery_cents": course.recovery_cents,
        "score_after": course.score_after,
        "rescored_at": solved_at if course.score_after is not None else None,
        "opened_on": clock.local_day(opened),
    }


def _history(case_id: int, past: Past) -> list[dict[str, Any]]:
    """Return the lines of a case's history: opened, the first contact, solved, closed."""
    course, opened = past.course, past.opened_at
    lines: list[dict[str, Any]] = [
        _line(case_id, EventKind.OPENED, None, opened),
        _line(case_id, EventKind.CONTACT, course.owner_id, opened + course.contacted)
        | {"means": Means.PHONE, "outcome": Outcome.REACHED, "text": course.said},
    ]
    if course.solved is not None:
        solved = opened + course.solved
        for at, before, to in (
            (solved, Status.IN_CONTACT, Status.SOLVED),
            (solved + timedelta(days=1), Status.SOLVED, Status.CLOSED),
        ):
            line = _line(case_id, EventKind.STATUS, course.owner_id, at)
            lines.append(line | {"values": {"before": before, "to": to}})
    return lines


def _line(case_id: int, kind: EventKind, person_id: int | None, at: datetime) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "kind": kind,
        "means": None,
        "outcome": None,
        "text": "",
        "values": None,
        "person_id": person_id,
        "at": at,
    }


def _minutes(length: timedelta) -> int:
    return int(length / timedelta(minutes=1))
