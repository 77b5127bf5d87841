"""Say in time that a case is due, and who else must know when it is late: by the clock of jobs."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session, col, select

from cxgame.feedback.cases import history, telling
from cxgame.feedback.cases.models import IS_OPEN, Case
from cxgame.feedback.cases.words import EventKind, Purpose
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role

WARN_SHARE = 4  # a quarter of the time is left, and a day at most
WARN_AT_MOST = timedelta(days=1)
RAISE_AFTER = timedelta(days=1)  # of being late, with the manager told
JOBS = Actor.system("jobs")


def escalate_cases(session: Session, *, now: datetime) -> int:
    """Warn owners, then tell managers, then directors, each once; return how many were told.

    Thanks are never late: only what has to be put right is passed on.
    """
    query = select(Case).where(
        text(IS_OPEN),
        col(Case.due_at) <= now + WARN_AT_MOST,
        Case.purpose == Purpose.RECOVER,
        col(Case.raised_at).is_(None),
    )
    told = 0
    for case in session.exec(query.order_by(col(Case.due_at), col(Case.id))).all():
        told += _look_at(session, case, now)
    session.flush()
    return told


def warns_at(case: Case) -> datetime:
    """Return when the owner is told that a case comes due."""
    return case.due_at - min(WARN_AT_MOST, (case.due_at - case.opened_at) / WARN_SHARE)


def _look_at(session: Session, case: Case, now: datetime) -> int:
    if now <= case.due_at:
        if case.warned_at is None and case.owner_id is not None and now >= warns_at(case):
            case.warned_at = now
            return _tell(session, case, [case.owner_id], "soon", telling.SOON, now)
        return 0
    if case.escalated_at is None:
        case.escalated_at = now
        told = set(_managers(session, case) or _directors(session, case))
        told |= {case.owner_id} if case.owner_id else set()
        history.add(session, case, EventKind.ESCALATED, JOBS, now=now, to=Role.MANAGER)
        return _tell(session, case, told, "late", telling.LATE, now)
    if now >= case.escalated_at + RAISE_AFTER:
        case.raised_at = now
        history.add(session, case, EventKind.ESCALATED, JOBS, now=now, to=Role.DIRECTOR)
        return _tell(session, case, _directors(session, case), "raised", telling.STILL_LATE, now)
    return 0


def _managers(session: Session, case: Case) -> list[int]:
    if case.team_id is None or case.is_secret:
        return []
    return people.managers_of(session, team_id=case.team_id)


def _directors(session: Session, case: Case) -> list[int]:
    """Return who is told when managers could not; of a secret case only administrators know."""
    return people.of_roles(session, [Role.ADMIN if case.is_secret else Role.DIRECTOR])


def _tell(
    session: Session, case: Case, persons: Iterable[int], what: str, message: str, now: datetime
) -> int:
    due = f"{case.due_at:%Y%m%d%H%M%S}"  # a new promise, new reminders
    return telling.tell(session, case, persons, f"{what}:{due}", message, now=now)
