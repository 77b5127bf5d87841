"""What is held of a customer: the rows of every table that speak of one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select
from sqlmodel import Session, col

from cxgame.errors import NotFound
from cxgame.feedback.cases.models import Case
from cxgame.feedback.invitations.models import Invitation
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.notices.mail.models import Mail
from cxgame.thread.privacy import subject as subjects
from cxgame.thread.privacy.models import PrivacyRequest
from cxgame.thread.privacy.subject import Subject

TOGETHER = 500  # ids of one statement


@dataclass(frozen=True)
class Held:
    """Ids of what is held, table by table."""

    customers: tuple[int, ...] = ()
    records: tuple[int, ...] = ()
    cases: tuple[int, ...] = ()
    invitations: tuple[int, ...] = ()
    mails: tuple[int, ...] = ()
    reports: tuple[int, ...] = ()  # to the ombudsman
    requests: tuple[int, ...] = ()  # of privacy

    @property
    def is_something(self) -> bool:
        """Tell whether anything is held beside the customer's own requests."""
        return any(
            (self.customers, self.records, self.invitations, self.mails, self.reports),
        )


def found(session: Session, *, asked: str) -> tuple[Subject, Held]:
    """Return whom a key, an address or a number leads to, and what is held.

    Raise InvalidInput when nothing is asked, NotFound when nothing is held.
    """
    subject = subjects.subject(session, asked=asked)
    held = of_subject(session, subject)
    if not held.is_something:
        raise NotFound("We hold nothing of anybody known by this.")
    return subject, held


def of_subject(session: Session, subject: Subject) -> Held:
    """Return all that is held of a customer."""
    invitations = _invitations(session, subject)
    reports = _reports(session, subject)
    records = {*_records(session, subject)}
    records |= {row.record_id for row in invitations if row.record_id is not None}
    records |= {row.record_id for row in reports if row.record_id is not None}
    again = [row.case_id for row in invitations if row.case_id is not None]
    if again:
        records |= set(session.scalars(select(col(Case.record_id)).where(col(Case.id).in_(again))))
    cases = _ids(session, Case, Case.record_id, records)
    mails = set(_mails_of(session, subject))
    mails |= set(mails_of_cases(session, cases))
    mails |= set(mails_of_invitations(session, [row.id for row in invitations]))
    return Held(
        customers=subject.customer_ids,
        records=tuple(sorted(records)),
        cases=tuple(sorted(cases)),
        invitations=tuple(sorted(row.id for row in invitations)),
        mails=tuple(sorted(mails)),
        reports=tuple(sorted(row.id for row in reports)),
        requests=tuple(sorted(_requests(session, subject))),
    )


def of_records(session: Session, record_ids: Collection[int]) -> Held:
    """Return what hangs on records: for those whose time is over, whoever spoke."""
    cases = _ids(session, Case, Case.record_id, record_ids)
    answered = _ids(session, Invitation, Invitation.record_id, record_ids)
    again = _ids(session, Invitation, Invitation.case_id, cases)  # asked again after a case
    invitations = sorted({*answered, *again})
    reports = _ids(session, OmbudsmanReport, OmbudsmanReport.record_id, record_ids)
    mails = {*mails_of_cases(session, cases), *mails_of_invitations(session, invitations)}
    return Held(
        records=tuple(sorted(record_ids)),
        cases=tuple(cases),
        invitations=tuple(invitations),
        mails=tuple(sorted(mails)),
        reports=tuple(sorted(reports)),
    )


def mails_of_cases(session: Session, case_ids: Collection[int]) -> list[int]:
    """Return the letters that went out, or wait to, from cases: their keys name them."""
    if not case_ids:
        return []
    letters = select(col(Mail.id), col(Mail.key)).where(col(Mail.kind) == "case")
    wanted = {str(case_id) for case_id in case_ids}
    return [id_ for id_, key in session.execute(letters) if key.split(":")[1] in wanted]


def mails_of_invitations(session: Session, invitation_ids: Collection[int]) -> list[int]:
    """Return the invitations and reminders that were written."""
    keys = [f"{kind}:{id_}" for id_ in invitation_ids for kind in ("invitation", "reminder")]
    return _ids(session, Mail, Mail.key, keys)


def portions(values: Collection[Any]) -> Iterator[list[Any]]:
    """Yield values in order, a statement's worth at a time."""
    rest = sorted(values)
    for start in range(0, len(rest), TOGETHER):
        yield rest[start : start + TOGETHER]


def _records(session: Session, subject: Subject) -> Iterator[int]:
    table = FeedbackRecord
    if subject.keys:
        yield from session.scalars(
            select(col(table.id)).where(col(table.customer).in_(subject.keys))
        )
    left = select(col(table.id), col(table.contact)).where(
        col(table.contact).is_not(None), _mentions(col(table.contact), subject)
    )
    for record_id, said in session.execute(left):
        if subject.is_reached_by(said):
            yield record_id


def _invitations(session: Session, subject: Subject) -> list[Invitation]:
    query = select(Invitation).where(col(Invitation.customer).in_(subject.keys))
    return list(session.scalars(query)) if subject.keys else []


def _reports(session: Session, subject: Subject) -> list[OmbudsmanReport]:
    table = OmbudsmanReport
    query = select(table).where(
        or_(col(table.email).in_(subject.emails), _mentions(col(table.phone), subject))
    )
    return [
        row
        for row in session.scalars(query)
        if row.email in subject.emails or subject.is_reached_by(row.phone)
    ]


def _mails_of(session: Session, subject: Subject) -> list[int]:
    query = select(col(Mail.id)).where(
        or_(
            col(Mail.customer).in_(subject.keys),
            col(Mail.to_address).in_(subject.emails),
        )
    )
    return list(session.scalars(query))


def _requests(session: Session, subject: Subject) -> list[int]:
    table = PrivacyRequest
    query = select(col(table.id), col(table.contact)).where(col(table.contact) != "")
    return [id_ for id_, said in session.execute(query) if subject.is_reached_by(said)]


def _mentions(column: Any, subject: Subject) -> ColumnElement[bool]:
    """Return a condition that lets few rows through; `is_reached_by` then reads them."""
    parts = [column.icontains(email, autoescape=True) for email in sorted(subject.emails)]
    parts += [
        column.contains(number[-subjects.LAST_FIGURES :]) for number in sorted(subject.numbers)
    ]
    return or_(false(), *parts)


def _ids(session: Session, table: Any, column: Any, values: Collection[Any]) -> list[int]:
    found: list[int] = []
    for some in portions(values):
        found += session.scalars(select(table.id).where(col(column).in_(some)))
    return found
