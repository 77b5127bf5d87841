"""Erase a customer or make one anonymous, wherever we hold anything; totals stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from cxgame import db
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback.extras.models import AnswerPart, SurveyQuestion
from cxgame.feedback.extras.questions import QuestionKind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.ombudsman.models import OmbudsmanEntry, OmbudsmanReport
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.thread.privacy import held as holdings
from cxgame.thread.privacy import journal, rows, scrub, subject, sweeping
from cxgame.thread.privacy.held import Held, portions
from cxgame.thread.privacy.journal import Entry
from cxgame.thread.privacy.models import Cause, Depth, PrivacyRequest, RequestState
from cxgame.thread.privacy.subject import Subject


@dataclass(frozen=True)
class Erased:
    """What an erasure reached; `mentions` are rows elsewhere in which somebody had written it."""

    erasure_id: int
    records: int
    cases: int
    letters: int
    reports: int
    mentions: int


def erase_customer(
    session: Session,
    *,
    actor: Actor,
    asked: str,
    depth: Depth,
    request_id: int | None = None,
    now: datetime,
) -> Erased:
    """Erase whom a key, an address or a number leads to, or leave the words without the person.

    Scores, days and teams stay as anonymous counts. Raise NotFound when nothing is held,
    InvalidInput for a request whose sender is not proved to be the customer, Conflict for one
    that is over.
    """
    permissions.require(actor, "thread.erase_customer")
    if request_id is not None:
        _check(session, request_id)
    found, held = holdings.found(session, asked=asked)
    done = _erase(session, found, held, depth, request_id, now)
    audit.note(
        session,
        actor,
        "thread.erase_customer",
        "erasure",
        done.erasure_id,
        now=now,
        depth=depth,
        request_id=request_id,
        records=done.records,
    )
    return done


def replay_erasures(session: Session, *, actor: Actor, told: Iterable[Entry], now: datetime) -> int:
    """Erase anew what a restored copy brought back, by a journal; return how many erasures.

    What this copy knows to be erased is left alone, so that replaying twice changes nothing.
    """
    permissions.require(actor, "thread.replay_erasures")
    fresh = journal.unknown(session, told)
    for entry in fresh:
        _replay(session, entry, now)
        journal.keep(session, entry)
    if fresh:
        audit.note(session, actor, "thread.replay_erasures", "erasure", None, now=now, n=len(fresh))
    return len(fresh)


def empty_records(
    session: Session, record_ids: Iterable[int], *, depth: Depth, now: datetime
) -> Held:
    """Empty records whose time is over and what hangs on them, whoever spoke; return what.

    Called by commands that have asked whether their actor may, and that note it.
    """
    held = holdings.of_records(session, list(record_ids))
    db.overwrite_deleted(session)
    journal.note(session, held, cause=Cause.RETENTION, depth=depth, now=now)
    rows.empty(session, held, scrub.scrubber(depth, _speakers(session, held)), now=now)
    return held


def _erase(
    session: Session,
    found: Subject,
    held: Held,
    depth: Depth,
    request_id: int | None,
    now: datetime,
) -> Erased:
    db.overwrite_deleted(session)
    erasure_id = journal.note(
        session, held, cause=Cause.CUSTOMER, depth=depth, request_id=request_id, now=now
    )
    mentions = _empty(session, found, held, depth, now)
    return Erased(
        erasure_id=erasure_id,
        records=len(held.records),
        cases=len(held.cases),
        letters=len(held.mails),
        reports=len(held.reports),
        mentions=mentions,
    )


def _empty(session: Session, found: Subject, held: Held, depth: Depth, now: datetime) -> int:
    said = scrub.quotes_of(_said(session, held)) if depth is Depth.ERASE else []
    rows.empty(session, held, scrub.scrubber(depth, found), now=now)
    return sweeping.sweep(session, found, said)


def _replay(session: Session, entry: Entry, now: datetime) -> None:
    customers, records, reports = journal.still_there(session, entry)
    if not (customers or records or reports):
        return
    db.overwrite_deleted(session)
    if entry.cause is Cause.RETENTION:
        who = subject.behind(session, customer_ids=customers, record_ids=(), report_ids=())
        held = (
            holdings.of_subject(session, who)
            if customers
            else holdings.of_records(session, records)
        )
        rows.empty(session, held, scrub.scrubber(entry.depth, _speakers(session, held)), now=now)
        return
    found = subject.behind(session, customer_ids=customers, record_ids=records, report_ids=reports)
    _empty(session, found, holdings.of_subject(session, found), entry.depth, now)


def _speakers(session: Session, held: Held) -> Subject:
    """Return all who spoke in some records, so that their names go from the words they left."""
    return subject.behind(
        session, customer_ids=(), record_ids=held.records, report_ids=held.reports
    )


def _said(session: Session, held: Held) -> list[str]:
    """Return every text that the customer wrote."""
    found: list[str] = []
    for some in portions(held.records):
        texts = select(col(FeedbackRecord.text)).where(col(FeedbackRecord.id).in_(some))
        parts = (
            select(col(AnswerPart.value))
            .join(SurveyQuestion, col(SurveyQuestion.id) == col(AnswerPart.question_id))
            .where(col(AnswerPart.record_id).in_(some))
            .where(col(SurveyQuestion.kind) == QuestionKind.TEXT)  # others are keys of options
        )
        found += [*session.scalars(texts), *session.scalars(parts)]
    for some in portions(held.reports):
        reports = select(col(OmbudsmanReport.text)).where(col(OmbudsmanReport.id).in_(some))
        more = select(col(OmbudsmanEntry.text)).where(col(OmbudsmanEntry.report_id).in_(some))
        found += [*session.scalars(reports), *session.scalars(more)]
    return [text for text in found if text]


def _check(session: Session, request_id: int) -> None:
    request = session.get(PrivacyRequest, request_id)
    if request is None:
        raise NotFound("There is no such request.")
    if request.state == RequestState.RECEIVED:
        raise InvalidInput("Note first how you know that it is the customer who asks.")
    if request.state != RequestState.PROVED:
        raise Conflict("This request is closed already.")
