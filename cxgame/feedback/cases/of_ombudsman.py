"""The case of a report to the ombudsman: the desk's clock, answer, close and reopening move it."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, select

from cxgame import clock
from cxgame.feedback.cases import service
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import DONE, OPEN, Status
from cxgame.people.actor import Actor

DAY = timedelta(days=1)
LAST_SECOND = timedelta(seconds=1)


def follow_desk(
    session: Session,
    *,
    by: Actor,
    record_id: int | None,
    due_on: date,
    to: Status | None = None,
    is_extended: bool = False,
    now: datetime,
) -> None:
    """Let the case of a report stand where the desk says, due at the end of its last day.

    Without `to` it stays at its step. The desk's own rules hold, not those of cases; a report
    without a case changes nothing. Called by commands that have asked whether their actor may.
    """
    query = select(Case).where(Case.record_id == record_id).with_for_update()
    case = session.exec(query).first() if record_id else None
    if case is None:
        return
    _step(session, case, by, to, now)
    due_at = clock.start_of(due_on + DAY) - LAST_SECOND
    if case.due_at != due_at:
        case.due_at = due_at
        case.warned_at = case.escalated_at = case.raised_at = None
    case.is_extended = case.is_extended or is_extended
    case.version += 1
    session.flush()


def _step(session: Session, case: Case, actor: Actor, to: Status | None, now: datetime) -> None:
    match to:
        case Status.IN_CONTACT if case.status == Status.NEW or case.status in DONE:
            service.set_step(session, case, actor, to, "", now)
        case Status.SOLVED | Status.CLOSED:
            if case.status in OPEN:
                service.note_first_contact(case, now)
                service.set_step(session, case, actor, Status.SOLVED, "", now)
            if to is Status.CLOSED and case.status != Status.CLOSED:
                service.set_step(session, case, actor, to, "", now)
        case _:
            pass
