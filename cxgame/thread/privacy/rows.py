"""Empty the rows that speak of a customer, table by table, and keep what only counts."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import delete, select, update
from sqlmodel import Session, SQLModel, col

from cxgame.feedback import erased
from cxgame.feedback.cases.models import Case, CaseEvent, ObservationAnswer, Testimonial
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.extras.models import AnswerPart, SurveyQuestion
from cxgame.feedback.extras.questions import QuestionKind
from cxgame.feedback.invitations.making import TOKEN_BYTES
from cxgame.feedback.invitations.models import Invitation, InvitationState
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.ombudsman.kinds import Status
from cxgame.feedback.ombudsman.models import (
    OmbudsmanCode,
    OmbudsmanEntry,
    OmbudsmanQuestion,
    OmbudsmanReport,
)
from cxgame.feedback.words import found_by
from cxgame.notices.mail.models import Mail, MailState
from cxgame.thread.privacy.held import Held, portions
from cxgame.thread.privacy.models import PrivacyRequest
from cxgame.thread.privacy.scrub import Scrub

Row = TypeVar("Row", bound=SQLModel)
_UNSENT = (MailState.WAITING, MailState.DEAD)


def empty(session: Session, held: Held, scrub: Scrub, *, now: datetime) -> None:
    """Empty everything that is held; records, cases and answers stay as anonymous counts.

    The roll-ups need no change: team, day, score and band stay as they were.
    """
    _records(session, held.records, scrub)
    _cases(session, held.cases, scrub, now)
    _invitations(session, held.invitations)
    _mails(session, held.mails)
    _reports(session, held.reports, scrub, now)
    for request in _rows(session, PrivacyRequest, PrivacyRequest.id, held.requests):
        request.name = request.contact = request.proof = request.outcome = ""
    session.flush()
    for some in portions(held.customers):
        session.execute(delete(Customer).where(col(Customer.id).in_(some)))


def _records(session: Session, ids: Sequence[int], scrub: Scrub) -> None:
    for record in _rows(session, FeedbackRecord, FeedbackRecord.id, ids):
        record.text = scrub(record.text)
        record.folded = found_by(record.text)
        record.customer = record.contact = record.details = None
        record.submission_id = erased.seal(record.submission_id)
        record.version += 1
    session.flush()
    for answer in _rows(session, ObservationAnswer, ObservationAnswer.record_id, ids):
        answer.words = scrub(answer.words)
    texts = select(col(SurveyQuestion.id)).where(col(SurveyQuestion.kind) == QuestionKind.TEXT)
    spoken = set(session.scalars(texts))
    for part in _rows(session, AnswerPart, AnswerPart.record_id, ids if spoken else ()):
        if part.question_id in spoken:
            part.value = scrub(part.value)
    session.flush()


def _cases(session: Session, ids: Sequence[int], scrub: Scrub, now: datetime) -> None:
    for case in _rows(session, Case, Case.id, ids):
        case.root_cause, case.recovery = scrub(case.root_cause), scrub(case.recovery)
        case.next_step = scrub(case.next_step)
        case.version += 1
    for event in _rows(session, CaseEvent, CaseEvent.case_id, ids):
        event.text = scrub(event.text)
        event.values = _plain(event.values, scrub)
    for words in _rows(session, Testimonial, Testimonial.case_id, ids):
        words.words = words.shown_name = ""
        words.withdrawn_at = words.withdrawn_at or now
    session.flush()


def _plain(values: dict[str, Any] | None, scrub: Scrub) -> dict[str, Any] | None:
    """Return an event's values without what somebody wrote; words of ours have no spaces."""
    if not values:
        return values
    said = {
        name: value
        for name, value in values.items()
        if isinstance(value, str) and (name == "subject" or " " in value)
    }
    return values | {name: scrub(value) for name, value in said.items()}


def _invitations(session: Session, ids: Sequence[int]) -> None:
    for row in _rows(session, Invitation, Invitation.id, ids):
        row.customer, row.token = "", secrets.token_urlsafe(TOKEN_BYTES)
        row.submission_id = erased.seal(row.submission_id) if row.submission_id else None
        if row.state == InvitationState.WAITING:
            row.state = InvitationState.CANCELLED
    session.flush()


def _mails(session: Session, ids: Sequence[int]) -> None:
    emptied = {"to_address": "", "to_name": "", "subject": "", "body": ""}
    forgotten = {"customer": None, "opt_out_url": None, "last_error": None}
    for some in portions(ids):
        chosen = update(Mail).where(col(Mail.id).in_(some))
        unsent = chosen.where(col(Mail.state).in_(_UNSENT))
        session.execute(unsent.values(state=MailState.CANCELLED))
        session.execute(chosen.values(**emptied, **forgotten))


def _reports(session: Session, ids: Sequence[int], scrub: Scrub, now: datetime) -> None:
    for report in _rows(session, OmbudsmanReport, OmbudsmanReport.id, ids):
        report.text, report.rating_text = scrub(report.text), scrub(report.rating_text)
        if report.extension_reason:
            report.extension_reason = scrub(report.extension_reason)
        report.name, report.email, report.phone = "", None, ""
        report.closed_at = report.closed_at or now
        report.status = Status.CLOSED
        report.version += 1
    for entry in _rows(session, OmbudsmanEntry, OmbudsmanEntry.report_id, ids):
        entry.text = scrub(entry.text)
    for question in _rows(session, OmbudsmanQuestion, OmbudsmanQuestion.report_id, ids):
        question.text, question.reply = scrub(question.text), scrub(question.reply)
    session.flush()
    for some in portions(ids):
        session.execute(delete(OmbudsmanCode).where(col(OmbudsmanCode.report_id).in_(some)))


def _rows(
    session: Session, table: type[Row], column: int | None, ids: Sequence[int]
) -> Iterator[Row]:
    """Yield rows in the order of a column, locked until the transaction ends."""
    for some in portions(ids):
        chosen = select(table).where(col(column).in_(some)).order_by(col(column))
        yield from session.scalars(chosen.with_for_update()).all()
