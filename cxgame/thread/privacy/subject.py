"""Whom a request is about: all that a customer is known by."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from cxgame.errors import InvalidInput
from cxgame.feedback.cases import contact as contacts
from cxgame.feedback.customers.contact import tidy_email, tidy_phone
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.settings import get_settings

SHORTEST_NUMBER = 10  # digits of a phone with its area code
SHORTEST_KEY = 3
LAST_FIGURES = 4  # of a phone number; nobody writes a space between them


@dataclass(frozen=True)
class Subject:
    """A customer by every name we know; `phones` as +5511987654321, `emails` in lower case."""

    customer_ids: tuple[int, ...] = ()
    keys: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @property
    def numbers(self) -> frozenset[str]:
        """Return the digits that a phone number ends with, however its country is written."""
        return frozenset(_national(phone) for phone in self.phones)

    def is_reached_by(self, contact: str) -> bool:
        """Tell whether a contact that somebody left leads to this customer."""
        low = contact.lower()
        digits = "".join(filter(str.isdigit, low))
        return any(_holds(low, email) for email in self.emails) or any(
            digits.endswith(number) for number in self.numbers
        )


@dataclass
class _Known:
    customers: list[Customer] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def subject(self) -> Subject:
        for one in self.customers:
            self.keys.add(one.key)
            self.emails |= {one.email} if one.email else set()
            self.phones |= {one.phone} if one.phone else set()
            self.names |= {one.name} if one.name else set()
        ids = tuple(sorted({one.id for one in self.customers}))
        return Subject(ids, *map(frozenset, (self.keys, self.emails, self.phones, self.names)))


def subject(session: Session, *, asked: str) -> Subject:
    """Return whom a key, an e-mail address or a phone number leads to.

    Somebody whom we have no entry of may still have left an address: `held.found` tells. Raise
    InvalidInput when nothing is asked.
    """
    words = " ".join(asked.split())
    if len(words) < SHORTEST_KEY:
        raise InvalidInput("Write a key, an e-mail address or a phone number.")
    known = _Known(keys={words}, emails=_email(words), phones=_phone(words))
    known.customers = list(session.scalars(select(Customer).where(_is(known))))
    return known.subject()


def behind(
    session: Session,
    *,
    customer_ids: Iterable[int],
    record_ids: Iterable[int],
    report_ids: Iterable[int],
) -> Subject:
    """Return who is behind some rows: for erasing anew what a restored copy brought back."""
    chosen = col(Customer.id).in_(list(customer_ids))
    known = _Known(customers=list(session.scalars(select(Customer).where(chosen))))
    rows = select(FeedbackRecord).where(col(FeedbackRecord.id).in_(list(record_ids)))
    for record in session.scalars(rows):
        known.keys |= {record.customer} if record.customer else set()
        _take_contact(session, known, record.contact or "")
    filed = select(OmbudsmanReport).where(col(OmbudsmanReport.id).in_(list(report_ids)))
    for report in session.scalars(filed):
        known.names |= {report.name} if report.name else set()
        _take_contact(session, known, report.email or "")
        _take_contact(session, known, report.phone)
    if known.keys:
        spoke = select(Customer).where(col(Customer.key).in_(known.keys))
        known.customers += session.scalars(spoke)
    return known.subject()


def _take_contact(session: Session, known: _Known, said: str) -> None:
    read = contacts.find(session, contact=said, customer=None)
    known.emails |= {read.email.lower()} if read.email else set()
    known.phones |= {read.phone} if read.phone else set()


def _is(known: _Known) -> ColumnElement[bool]:
    return or_(
        col(Customer.key).in_(known.keys),
        col(Customer.email).in_(known.emails),
        col(Customer.phone).in_(known.phones),
    )


def _email(words: str) -> set[str]:
    try:
        email = tidy_email(words)
    except InvalidInput:
        return set()
    return {email} if email else set()


def _phone(words: str) -> set[str]:
    if sum(map(str.isdigit, words)) < SHORTEST_NUMBER or any(map(str.isalpha, words)):
        return set()
    try:
        phone = tidy_phone(words, country=get_settings().country)
    except InvalidInput:
        return set()
    return {phone} if phone else set()


def _national(phone: str) -> str:
    return phone.removeprefix("+").removeprefix("55") if phone.startswith("+55") else phone[1:]


def _holds(text: str, email: str) -> bool:
    """Tell whether an address stands in a text as a whole: bana@x.com does not hold ana@x.com."""
    before, found, after = text.partition(email)
    return bool(found) and not before[-1:].isalnum() and not after[:1].isalnum()
