"""All that is held of a customer, as plain values to hand over (LGPD, art. 18 II and 19)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from cxgame.feedback.cases.models import Case, CaseEvent, Testimonial
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.extras import parts
from cxgame.feedback.invitations.models import Invitation
from cxgame.feedback.models import FeedbackRecord, RecordTag, Survey, SurveyVersion
from cxgame.feedback.ombudsman.kinds import EntryKind
from cxgame.feedback.ombudsman.models import OmbudsmanEntry, OmbudsmanReport
from cxgame.notices.mail.models import Mail
from cxgame.people import audit, permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.standards.models import Touchpoint
from cxgame.thread.privacy import held as holdings
from cxgame.thread.privacy.held import portions
from cxgame.thread.privacy.models import PrivacyRequest

Values = dict[str, Any]  # what JSON can hold

_CUSTOMER = ("key", "name", "email", "phone", "language", "segment_value", "segment_need")
_CUSTOMER_TIMES = ("created_at", "asked_at", "opted_out_at")
_RECORD = ("collected_at", "kind", "channel", "survey_kind", "score", "text", "language")
_RECORD_MORE = ("customer", "contact", "details", "legal_basis", "consent_version")
_CASE = ("opened_at", "status", "contacted_at", "solved_at", "closed_at", "root_cause", "recovery")
_CASE_MORE = ("recovery_cents", "next_step", "next_on", "score_after")
_INVITATION = ("way", "state", "created_at", "sent_at", "opened_at", "answered_at")
_LETTER = ("created_at", "sent_at", "kind", "state", "to_address", "to_name", "subject", "body")
_REPORT = ("protocol", "filed_at", "kind", "privacy", "status", "text", "name", "email", "phone")
_REPORT_MORE = ("answered_at", "closed_at", "rating", "rating_text")
_REQUEST = ("kind", "state", "received_on", "due_on", "name", "contact", "outcome")


def export_customer(session: Session, *, actor: Actor, asked: str, now: datetime) -> Values:
    """Return all that is held of whom a key, an address or a number leads to.

    Colleagues are not named, and the office's own notes on a report to the ombudsman stay with
    it. Raise NotFound when nothing is held.
    """
    permissions.require(actor, "thread.export_customer")
    found, held = holdings.found(session, asked=asked)
    customers = _listed(session, Customer, held.customers, *_CUSTOMER, *_CUSTOMER_TIMES)
    made: Values = {
        "company": people.company(session).name,
        "made_at": now.isoformat(),
        "known_by": sorted(
            {*(one["key"] for one in customers), *found.emails, *found.phones} or {asked.strip()}
        ),
        "customers": customers,
        "records": _records(session, held.records, actor.locale),
        "invitations": _listed(session, Invitation, held.invitations, *_INVITATION),
        "letters": _listed(session, Mail, held.mails, *_LETTER),
        "reports": _reports(session, held.reports),
        "requests": _listed(session, PrivacyRequest, held.requests, *_REQUEST),
    }
    audit.note(
        session,
        actor,
        "thread.export_customer",
        "customer",
        held.customers[0] if held.customers else None,
        now=now,
        records=len(held.records),
    )
    return made


def _records(session: Session, ids: tuple[int, ...], locale: str) -> list[Values]:
    teams = people.team_names(session)
    points = {row.id: row.name.get(locale) for row in session.scalars(select(Touchpoint))}
    surveys = {row.id: row.name for row in session.scalars(select(Survey))}
    cases = {row.record_id: row for row in _rows(session, Case, Case.record_id, ids)}
    tags: dict[int, list[str]] = {}
    for tag in _rows(session, RecordTag, RecordTag.record_id, ids):
        tags.setdefault(tag.record_id, []).append(tag.tag)
    found = []
    for row in _rows(session, FeedbackRecord, FeedbackRecord.id, ids):
        said = parts.answer_parts(session, record_id=row.id, locale=locale)
        case = cases.get(row.id)
        found.append(
            {
                **_values(row, *_RECORD),
                "scale": [row.scale_low, row.scale_high] if row.scale_high is not None else None,
                "team": teams.get(row.team_id or 0),
                "touchpoint": points.get(row.touchpoint_id or 0),
                "survey": surveys.get(row.survey_id or 0),
                **_values(row, *_RECORD_MORE),
                "consent": _consent(session, row, locale),
                "tags": tags.get(row.id, []),
                "answers": [{"question": one.question, "answer": one.answer} for one in said],
                "case": _case(session, case) if case else None,
            }
        )
    return found


def _case(session: Session, case: Case) -> Values:
    events = _rows(session, CaseEvent, CaseEvent.case_id, (case.id,))
    words = _rows(session, Testimonial, Testimonial.case_id, (case.id,))
    return {
        **_values(case, *_CASE, *_CASE_MORE),
        "events": [_values(row, "at", "kind", "means", "outcome", "text") for row in events],
        "testimonials": [
            _values(row, "words", "shown_name", "places", "consent", "consented_on", "withdrawn_at")
            for row in words
        ],
    }


def _consent(session: Session, record: FeedbackRecord, locale: str) -> str | None:
    """Return the words that the customer agreed to, as they were then."""
    if record.consent_version is None:
        return None
    query = select(SurveyVersion).where(
        col(SurveyVersion.survey_id) == record.survey_id,
        col(SurveyVersion.version) == record.survey_version,
    )
    version = session.scalars(query).first()
    said = (version.content.get("consent") or {}) if version else {}
    return said.get(record.language or locale) or said.get(locale)


def _reports(session: Session, ids: tuple[int, ...]) -> list[Values]:
    entries: dict[int, list[Values]] = {}
    for entry in _rows(session, OmbudsmanEntry, OmbudsmanEntry.report_id, ids):
        if entry.kind != EntryKind.NOTE:
            entries.setdefault(entry.report_id, []).append(_values(entry, "at", "kind", "text"))
    return [
        {**_values(row, *_REPORT, *_REPORT_MORE), "entries": entries.get(row.id, [])}
        for row in _rows(session, OmbudsmanReport, OmbudsmanReport.id, ids)
    ]


def _listed(session: Session, table: Any, ids: tuple[int, ...], *names: str) -> list[Values]:
    return [_values(row, *names) for row in _rows(session, table, table.id, ids)]


def _values(row: SQLModel, *names: str) -> Values:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _rows(session: Session, table: Any, column: Any, ids: tuple[int, ...]) -> list[Any]:
    found: list[Any] = []
    for some in portions(ids):
        chosen = select(table).where(col(column).in_(some))
        found += session.scalars(chosen.order_by(*table.__table__.primary_key))
    return found
