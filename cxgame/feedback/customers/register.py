"""Find a customer again, or note a new one."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.feedback.customers.contact import tidy_email, tidy_phone
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.entries import tidy_word
from cxgame.i18n import LOCALES
from cxgame.people import names
from cxgame.settings import get_settings

KEY_BYTES = 9


@dataclass(frozen=True, slots=True)
class Known:
    """What another system, a file or a colleague tells of a customer; "" is not told."""

    key: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    segment_value: str = ""
    segment_need: str = ""

    @property
    def finds_somebody(self) -> bool:
        """Tell whether a customer can be found again by this."""
        return bool(self.key or self.email or self.phone)


def note_customer(session: Session, known: Known, *, now: datetime) -> str | None:
    """Return the key of the customer whom this tells of, noting what is new; None for nobody.

    The same key is the same customer; without one, the same e-mail address, then the same phone
    number. What is told anew replaces what was known, and what is not told stays. Raise
    InvalidInput for an address or a number that is none. Called by commands that have asked
    whether their actor may.
    """
    told = tidied(known)
    if not told.finds_somebody:
        return None  # a name alone finds nobody again
    customer = _found(session, told)
    if customer is None:
        customer = new_customer(told, now=now)
        session.add(customer)
    take_over(customer, told)
    session.flush()
    return customer.key


def has_opted_out(session: Session, *, key: str) -> bool:
    """Tell whether a customer has said that we may write no more; an unknown one has not."""
    query = select(Customer.id).where(Customer.key == key, col(Customer.opted_out_at).is_not(None))
    return session.exec(query).first() is not None


def tidied(known: Known) -> Known:
    """Return what is told in its stored form; raise InvalidInput for a bad address or number."""
    return Known(
        key=tidy_word(known.key) or "",
        name=names.clean(known.name) if known.name.strip() else "",
        email=tidy_email(known.email) or "",
        phone=tidy_phone(known.phone, country=get_settings().country) or "",
        language=known.language if known.language in LOCALES else "",
        segment_value=tidy_word(known.segment_value) or "",
        segment_need=tidy_word(known.segment_need) or "",
    )


def new_customer(told: Known, *, now: datetime) -> Customer:
    """Return a customer of this key, or of one that tells nothing; not yet in a session."""
    return Customer(key=told.key or secrets.token_urlsafe(KEY_BYTES), created_at=now)


def take_over(customer: Customer, told: Known) -> dict[str, tuple[str | None, str]]:
    """Let a customer be what was told, and stay what they were in the rest.

    Return {field: (before, after)} of what differs now.
    """
    changed: dict[str, tuple[str | None, str]] = {}
    for column in ("name", "email", "phone", "language", "segment_value", "segment_need"):
        before, value = getattr(customer, column), getattr(told, column)
        if value and value != before:
            changed[column] = (before, value)
            setattr(customer, column, value)
    return changed


def _found(session: Session, told: Known) -> Customer | None:
    if told.key:
        return session.exec(select(Customer).where(Customer.key == told.key)).first()
    for column, value in ((Customer.email, told.email), (Customer.phone, told.phone)):
        if not value:
            continue
        same = select(Customer).where(column == value).order_by(Customer.id)  # type: ignore[arg-type]  # a column
        if (customer := session.exec(same).first()) is not None:
            return customer
    return None
