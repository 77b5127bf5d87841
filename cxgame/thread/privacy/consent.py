"""A consent that is taken back, or an opposition: nothing more is asked, nothing more is shown."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from cxgame.feedback.cases.models import Testimonial
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.invitations import answering
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.terms import LegalBasis
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.thread.privacy import erasing, held
from cxgame.thread.privacy.held import portions
from cxgame.thread.privacy.models import Depth


@dataclass(frozen=True)
class Withdrawn:
    """What a withdrawal reached."""

    records: int  # that rested on the consent, and were emptied
    testimonials: int


def withdraw_consent(session: Session, *, actor: Actor, asked: str, now: datetime) -> Withdrawn:
    """Take back the consent of whom a key, an address or a number leads to.

    Answers that rest on a consent are emptied, as LGPD, art. 8 § 5 and art. 15 III ask; what rests
    on another basis stays. Testimonials are shown no more, and no question is asked again. Raise
    NotFound when nothing is held.
    """
    permissions.require(actor, "thread.withdraw_consent")
    subject, found = held.found(session, asked=asked)
    for some in portions(found.customers):
        opted = update(Customer).where(
            col(Customer.id).in_(some), col(Customer.opted_out_at).is_(None)
        )
        session.execute(opted.values(opted_out_at=now))
    for key in sorted(subject.keys):
        answering.stop_asking(session, customer=key)
    shown = _testimonials(session, found.cases, now)
    rested = _on_consent(session, found.records)
    if rested:
        erasing.empty_records(session, rested, depth=Depth.ERASE, now=now)
    session.flush()
    audit.note(
        session,
        actor,
        "thread.withdraw_consent",
        "customer",
        found.customers[0] if found.customers else None,
        now=now,
        records=len(rested),
    )
    return Withdrawn(len(rested), shown)


def _on_consent(session: Session, record_ids: tuple[int, ...]) -> list[int]:
    found: list[int] = []
    for some in portions(record_ids):
        query = select(col(FeedbackRecord.id)).where(
            col(FeedbackRecord.id).in_(some),
            col(FeedbackRecord.legal_basis) == LegalBasis.CONSENT,
        )
        found += session.scalars(query)
    return found


def _testimonials(session: Session, case_ids: tuple[int, ...], now: datetime) -> int:
    count = 0
    for some in portions(case_ids):
        query = select(Testimonial).where(
            col(Testimonial.case_id).in_(some), col(Testimonial.withdrawn_at).is_(None)
        )
        for row in session.scalars(query.with_for_update()):
            row.withdrawn_at = now
            count += 1
    return count
