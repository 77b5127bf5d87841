"""How a customer can be reached: what they left with their words, else what we know of them."""

from dataclasses import dataclass

from sqlmodel import Session, select

from cxgame.errors import InvalidInput
from cxgame.feedback.customers.contact import tidy_email, tidy_phone
from cxgame.feedback.customers.models import Customer
from cxgame.settings import get_settings

HIDDEN = "•"
SHOWN_ENDS = 2  # figures or letters that a veiled contact still shows at its ends


@dataclass(frozen=True, slots=True)
class Contact:
    """A customer's name and addresses, "" where nothing is known."""

    name: str = ""
    email: str = ""
    phone: str = ""  # as +5511987654321
    said: str = ""  # what was left and is neither, such as "the lady with the poodle"
    language: str = ""
    has_opted_out: bool = False

    def __bool__(self) -> bool:
        """Tell whether there is a way to reach the customer."""
        return bool(self.email or self.phone or self.said)


def find(session: Session, *, contact: str | None, customer: str | None) -> Contact:
    """Return how to reach whoever left this contact, or bears this customer's key."""
    email, phone, said = _read((contact or "").strip())
    query = select(Customer).where(Customer.key == customer)
    known = session.exec(query).first() if customer else None
    if known is None:
        return Contact(email=email, phone=phone, said=said)
    return Contact(
        name=known.name,
        email=email or known.email or "",
        phone=phone or known.phone or "",
        said=said,
        language=known.language or "",
        has_opted_out=known.opted_out_at is not None,
    )


def veiled(contact: Contact) -> str:
    """Return a contact as it may stand on a screen: enough to tell it, too little to use it."""
    name, _at, domain = contact.email.partition("@")
    email = f"{name[:SHOWN_ENDS]}{HIDDEN * 3}@{domain}" if domain else ""
    phone = f"{contact.phone[:5]}{HIDDEN * 4}{contact.phone[-SHOWN_ENDS:]}" if contact.phone else ""
    said = f"{contact.said[:SHOWN_ENDS]}{HIDDEN * 3}" if contact.said else ""
    return " · ".join(filter(None, (phone, email, said)))


def _read(words: str) -> tuple[str, str, str]:
    """Tell an address from a number from other words."""
    if not words:
        return "", "", ""
    try:
        return tidy_email(words) or "", "", ""
    except InvalidInput:
        pass
    try:
        return "", tidy_phone(words, country=get_settings().country) or "", ""
    except InvalidInput:
        return "", "", words
