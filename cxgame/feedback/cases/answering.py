"""Answer a customer: a mail posted with the case, or a WhatsApp message opened and noted."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from sqlmodel import Session, select

from cxgame.errors import InvalidInput
from cxgame.feedback.cases import contact, history, scope, service, telling
from cxgame.feedback.cases.contact import Contact
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import EventKind, Means, Outcome, Purpose
from cxgame.feedback.models import FeedbackRecord
from cxgame.notices.mail import outbox
from cxgame.notices.mail.outbox import Letter
from cxgame.people import audit
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Team, Unit
from cxgame.settings import get_settings

LONGEST_SUBJECT = 150  # characters
WHATSAPP = "https://wa.me/{number}?text={text}"


@dataclass(frozen=True)
class Sent:
    """What became of an answer: where to open it in WhatsApp, "" where a mail was posted."""

    link: str = ""


def answer_customer(
    session: Session,
    *,
    actor: Actor,
    case_id: int,
    means: Means,
    body: str,
    subject: str = "",
    form_token: str = "",
    now: datetime,
) -> Sent:
    """Post a mail to the customer, or give the link that opens the text in WhatsApp.

    Both are noted as a contact. The same form_token twice is one mail. Raise InvalidInput without
    words, without an address for this way, for other ways, or where a customer who was only to be
    thanked wants no messages.
    """
    case = scope.reached(session, actor, "feedback.answer_customer", case_id)
    words = history.tidy(body)
    if not words:
        raise InvalidInput("Please write a few words.")
    reach = contact_of(session, case)
    if reach.has_opted_out and case.purpose == Purpose.THANK:
        raise InvalidInput("This customer asked for no more messages.")
    match means:
        case Means.EMAIL:
            _post(session, case, actor, reach, subject, words, form_token, now)
            sent = Sent()
        case Means.WHATSAPP:
            sent = Sent(_whatsapp(reach, words))
        case _:
            raise InvalidInput("Answers go by e-mail or by WhatsApp.")
    service.add_contact(session, case, actor, means, Outcome.MESSAGE_LEFT, words, now, now)
    audit.note(session, actor, "feedback.answer_customer", "case", case_id, now=now, means=means)
    return sent


def reveal_contact(session: Session, *, actor: Actor, case_id: int, now: datetime) -> Contact:
    """Return how to reach the customer, in full; who looked stands in the audit."""
    case = scope.reached(session, actor, "feedback.reveal_contact", case_id)
    audit.note(session, actor, "feedback.reveal_contact", "case", case_id, now=now)
    return contact_of(session, case)


def contact_of(session: Session, case: Case) -> Contact:
    """Return how the customer of a case can be reached."""
    record = session.get_one(FeedbackRecord, case.record_id)
    return contact.find(session, contact=record.contact, customer=record.customer)


def names_for(session: Session, *, actor: Actor, case: Case) -> dict[str, str]:
    """Return what fills the places of a ready answer."""
    unit = select(Unit.name).join(Team).where(Team.id == case.team_id)
    company = people.company(session).name
    return {
        "customer": contact_of(session, case).name.split(" ")[0],
        "company": company,
        "unit": session.exec(unit).first() or company,
        "person": actor.name,
    }


def _post(
    session: Session,
    case: Case,
    actor: Actor,
    reach: Contact,
    subject: str,
    words: str,
    form_token: str,
    now: datetime,
) -> None:
    title = " ".join(history.tidy(subject, LONGEST_SUBJECT).split())
    if not reach.email:
        raise InvalidInput("This customer left no e-mail address.")
    if not title:
        raise InvalidInput("A mail needs a subject.")
    record = session.get_one(FeedbackRecord, case.record_id)
    event = history.add(session, case, EventKind.MESSAGE, actor, now=now, subject=title)
    outbox.post(
        session,
        Letter(
            key=f"{telling.key_of(case)}:{form_token or event}",
            kind="case",
            to_address=reach.email,
            to_name=reach.name,
            customer=record.customer,
            subject=title,
            body=words,
            language=reach.language or record.language or get_settings().language,
        ),
        now=now,
    )


def _whatsapp(reach: Contact, words: str) -> str:
    if not reach.phone:
        raise InvalidInput("This customer left no phone number.")
    return WHATSAPP.format(number=reach.phone.lstrip("+"), text=quote(words))
