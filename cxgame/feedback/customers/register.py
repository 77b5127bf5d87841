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


def note_customer(session: Session, known: Known, *, now: datetime) -> str | None:
    """Return the key of the customer whom this tells of, noting what is new; None for nobody.

    The same key is the same customer; without one, the same e-mail address, then the same phone
    number. What is told anew replaces what was known, and what is not told stays. Raise
    InvalidInput for an address or a number that is none. Called by commands that have asked
    whether their actor may.
    """
    key, name = tidy_word(known.key), names.clean(known.name) if known.name.strip() else ""
    email = tidy_email(known.email)
    phone = tidy_phone(known.phone, country=get_settings().country)
    if not (key or email or phone):
        return None  # a name alone finds nobody again
    customer = _found(session, key, email, phone)
    if customer is None:
        customer = Customer(key=key or secrets.token_urlsafe(KEY_BYTES), created_at=now)
        session.add(customer)
    told = {
        "name": name,
        "email": email,
        "phone": phone,
        "language": known.language if known.language in LOCALES else None,
        "segment_value": tidy_word(known.segment_value),
        "segment_need": tidy_word(known.segment_need),
    }
    for column, value in told.items():
        if value:
            setattr(customer, column, value)
    session.flush()
    return customer.key


def has_opted_out(session: Session, *, key: str) -> bool:
    """Tell whether a customer has said that we may write no more; an unknown one has not."""
    query = select(Customer.id).where(Customer.key == key, col(Customer.opted_out_at).is_not(None))
    return session.exec(query).first() is not None


def _found(
    session: Session, key: str | None, email: str | None, phone: str | None
) -> Customer | None:
    if key is not None:
        return session.exec(select(Customer).where(Customer.key == key)).first()
    for column, value in ((Customer.email, email), (Customer.phone, phone)):
        if value is None:
            continue
        same = select(Customer).where(column == value).order_by(Customer.id)  # type: ignore[arg-type]  # a column
        if (customer := session.exec(same).first()) is not None:
            return customer
    return None
