"""Commands on one customer: correct who it is, respect an opt-out, look at what is hidden."""

from datetime import datetime

from sqlmodel import Session

from cxgame.errors import Conflict
from cxgame.feedback.customers.contact import tidy_email, tidy_phone
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.customers.scope import reached
from cxgame.feedback.entries import tidy_word
from cxgame.feedback.invitations.answering import stop_asking
from cxgame.i18n import LOCALES
from cxgame.people import audit, names
from cxgame.people.actor import Actor
from cxgame.settings import get_settings


def change_customer(
    session: Session,
    *,
    actor: Actor,
    customer_id: int,
    name: str,
    email: str | None = None,
    phone: str | None = None,
    language: str = "",
    segment_value: str = "",
    segment_need: str = "",
    version: int,
    now: datetime,
) -> None:
    """Correct a customer's name, contact, language and segment; what is "" is forgotten.

    An address or a number that is None stays as it was: whoever does not see it can't spoil it.
    Raise InvalidInput for an address or a number that is none, Conflict on a stale version.
    """
    customer = reached(session, actor, "feedback.change_customer", customer_id)
    if customer.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")
    customer.name = names.clean(name) if name.strip() else ""
    if email is not None:
        customer.email = tidy_email(email)
    if phone is not None:
        customer.phone = tidy_phone(phone, country=get_settings().country)
    customer.language = language if language in LOCALES else None
    customer.segment_value = tidy_word(segment_value)
    customer.segment_need = tidy_word(segment_need)
    _done(session, actor, "feedback.change_customer", customer, now)


def opt_out_customer(
    session: Session, *, actor: Actor, customer_id: int, is_out: bool, now: datetime
) -> None:
    """Note that a customer wants no more questions, or takes them again; what waits is stopped."""
    customer = reached(session, actor, "feedback.opt_out_customer", customer_id)
    if is_out != (customer.opted_out_at is not None):
        customer.opted_out_at = now if is_out else None
        if is_out:
            stop_asking(session, customer=customer.key)
        _done(session, actor, "feedback.opt_out_customer", customer, now)


def unmask_customer(session: Session, *, actor: Actor, customer_id: int, now: datetime) -> None:
    """Note that the actor looks at a customer's contact: whoever shows it asks this first."""
    customer = reached(session, actor, "feedback.unmask_customer", customer_id)
    audit.note(session, actor, "feedback.unmask_customer", "customer", customer.id, now=now)


def _done(session: Session, actor: Actor, command: str, customer: Customer, now: datetime) -> None:
    customer.version += 1
    session.flush()
    audit.note(session, actor, command, "customer", customer.id, now=now)
