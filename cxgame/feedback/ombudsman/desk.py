"""What the ombudsman does with a report: answer, note, extend, close, reopen, see who filed."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback.cases import of_ombudsman
from cxgame.feedback.cases.words import Status as CaseStatus
from cxgame.feedback.entries import tidy_text
from cxgame.feedback.ombudsman import deadline, telling
from cxgame.feedback.ombudsman.filing import LONGEST_REPORT
from cxgame.feedback.ombudsman.kinds import EntryKind, Status
from cxgame.feedback.ombudsman.models import OmbudsmanEntry, OmbudsmanReport
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.settings import get_settings


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who filed a report, as far as they said."""

    name: str
    email: str
    phone: str


def take_up(session: Session, *, actor: Actor, report_id: int, now: datetime) -> None:
    """Mark a new report as being looked into; a second call changes nothing."""
    report = reached(session, actor, "feedback.take_up", report_id)
    if report.status == Status.RECEIVED:
        report.status = Status.IN_REVIEW
        _move_case(session, actor, report, CaseStatus.IN_CONTACT, now)
        _changed(session, actor, "feedback.take_up", report, now)


def answer_report(
    session: Session, *, actor: Actor, report_id: int, text: str, version: int, now: datetime
) -> None:
    """Answer whoever filed, and write to them that there is an answer.

    Raise InvalidInput without words, Conflict on a stale version or a closed report.
    """
    report = reached(session, actor, "feedback.answer_report", report_id, version)
    _refuse_closed(report)
    entry = _said(session, report, EntryKind.ANSWER, text, actor, now)
    report.status, report.answered_at = Status.ANSWERED, now
    _move_case(session, actor, report, CaseStatus.SOLVED, now)
    _changed(session, actor, "feedback.answer_report", report, now)
    telling.write_of_answer(session, report, entry_id=entry.id, now=now)


def note_report(
    session: Session, *, actor: Actor, report_id: int, text: str, now: datetime
) -> None:
    """Write an internal note, for the office alone; raise InvalidInput without words."""
    report = reached(session, actor, "feedback.note_report", report_id)
    _said(session, report, EntryKind.NOTE, text, actor, now)
    _changed(session, actor, "feedback.note_report", report, now)


def extend_deadline(
    session: Session, *, actor: Actor, report_id: int, reason: str, version: int, now: datetime
) -> None:
    """Move the last day, once, with a reason that whoever filed reads.

    Raise InvalidInput without a reason, Conflict when it was extended, answered or closed.
    """
    report = reached(session, actor, "feedback.extend_deadline", report_id, version)
    why = tidy_text(reason, LONGEST_REPORT)
    if not why:
        raise InvalidInput("Please give the reason: whoever filed the report reads it.")
    if report.extension_reason is not None:
        raise Conflict("This deadline was extended before. It can be extended once.")
    if report.status in (Status.ANSWERED, Status.CLOSED):
        raise Conflict("This report is answered: there is no deadline to extend.")
    report.extension_reason = why
    report.due_on = deadline.due_on(report.due_on, get_settings().ombudsman_extension_days)
    _move_case(session, actor, report, None, now)
    _changed(session, actor, "feedback.extend_deadline", report, now)


def close_report(
    session: Session, *, actor: Actor, report_id: int, version: int, now: datetime
) -> None:
    """Close an answered report; raise Conflict before there is an answer."""
    report = reached(session, actor, "feedback.close_report", report_id, version)
    if report.answered_at is None:
        raise Conflict("Answer first: nobody's report is closed without a word.")
    if report.status == Status.CLOSED:
        return
    report.status, report.closed_at = Status.CLOSED, now
    _move_case(session, actor, report, CaseStatus.CLOSED, now)
    _changed(session, actor, "feedback.close_report", report, now)


def reopen_report(
    session: Session, *, actor: Actor, report_id: int, version: int, now: datetime
) -> None:
    """Take a closed report up again; its first deadline stays as it was."""
    report = reached(session, actor, "feedback.reopen_report", report_id, version)
    if report.status != Status.CLOSED:
        raise Conflict("This report is not closed.")
    report.status, report.closed_at = Status.IN_REVIEW, None
    _move_case(session, actor, report, CaseStatus.IN_CONTACT, now)
    _changed(session, actor, "feedback.reopen_report", report, now)


def show_reporter(session: Session, *, actor: Actor, report_id: int, now: datetime) -> Reporter:
    """Return who filed a report, and note who looked."""
    report = reached(session, actor, "feedback.show_reporter", report_id)
    audit.note(session, actor, "feedback.show_reporter", "ombudsman_report", report_id, now=now)
    return Reporter(report.name, report.email or "", report.phone)


def reached(
    session: Session, actor: Actor, command: str, report_id: int, version: int | None = None
) -> OmbudsmanReport:
    """Return a report, locked until the transaction ends, if the actor holds the office.

    Raise NotFound for an unknown one, Conflict on a stale version.
    """
    permissions.require(actor, command)
    query = select(OmbudsmanReport).where(OmbudsmanReport.id == report_id).with_for_update()
    report = session.exec(query).first()
    if report is None:
        raise NotFound("There is no such report.")
    if version is not None and report.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")
    return report


def _move_case(
    session: Session, actor: Actor, report: OmbudsmanReport, to: CaseStatus | None, now: datetime
) -> None:
    of_ombudsman.follow_desk(
        session,
        by=actor,
        record_id=report.record_id,
        due_on=report.due_on,
        to=to,
        is_extended=report.extension_reason is not None,
        now=now,
    )


def _refuse_closed(report: OmbudsmanReport) -> None:
    if report.status == Status.CLOSED:
        raise Conflict("This report is closed. Reopen it first.")


def _said(
    session: Session,
    report: OmbudsmanReport,
    kind: EntryKind,
    text: str,
    actor: Actor,
    now: datetime,
) -> OmbudsmanEntry:
    words = tidy_text(text, LONGEST_REPORT)
    if not words:
        raise InvalidInput("Please write a few words.")
    entry = OmbudsmanEntry(
        report_id=report.id, kind=kind, text=words, author_id=actor.person_id, at=now
    )
    session.add(entry)
    return entry


def _changed(
    session: Session, actor: Actor, command: str, report: OmbudsmanReport, now: datetime
) -> None:
    report.version += 1
    session.flush()
    audit.note(session, actor, command, "ombudsman_report", report.id, now=now)
