"""Make an invitation, or note why a customer is not asked."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.errors import InvalidInput
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.customers.register import Known, note_customer
from cxgame.feedback.invitations import throttle
from cxgame.feedback.invitations.models import Invitation, InvitationState, Way, WhyNot
from cxgame.feedback.surveys import SurveyView
from cxgame.i18n import LOCALES
from cxgame.settings import get_settings

TOKEN_BYTES = 12  # 16 characters: it opens an answer, and stands only in one message
LONGEST_DELAY = timedelta(days=60)

_ASKED = (InvitationState.SENT, InvitationState.OPENED, InvitationState.ANSWERED)


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to ask for what: a survey, at a place, by a way, now or later."""

    survey: SurveyView
    known: Known
    way: Way
    team_id: int | None = None
    touchpoint_id: int | None = None
    delay: timedelta = field(default_factory=timedelta)
    submission_id: str | None = None
    origin: str = ""
    case_id: int | None = None  # asked again after it: no throttle, it answers their own words


@dataclass(frozen=True, slots=True)
class Made:
    """An invitation as it was made; `why_not` and `asked_on` say why there is none to send."""

    id: int
    token: str
    state: InvitationState
    why_not: WhyNot | None
    asked_on: date | None


def check(wish: Wish, today: date) -> None:
    """Raise InvalidInput for a wish that can't be fulfilled, whoever the customer is."""
    if not wish.survey.takes_answers(today):
        raise InvalidInput("This survey is closed.")
    if not timedelta() <= wish.delay <= LONGEST_DELAY:
        raise InvalidInput("A delay lasts from 0 to {n} days.", n=LONGEST_DELAY.days)
    if wish.way is Way.EMAIL and not wish.known.email.strip():
        raise InvalidInput("The e-mail address is missing.")
    if wish.way is Way.WHATSAPP and not wish.known.phone.strip():
        raise InvalidInput("The phone number is missing.")


def make(session: Session, wish: Wish, *, author_id: int | None, now: datetime) -> Made:
    """Store an invitation that waits to be sent, or one that says why nobody is asked.

    Raise InvalidInput for an address or a number that is none, and for a customer without any.
    Called by commands that have asked whether their actor may.
    """
    check(wish, clock.local_day(now))
    key = note_customer(session, wish.known, now=now)
    if key is None:
        raise InvalidInput("Say who it is: by a key, an e-mail address or a phone number.")
    customer = session.exec(
        select(Customer).where(Customer.key == key).with_for_update()  # two may ask at once
    ).one()
    asked_at = _asked_at(session, customer, now)
    reason = throttle.why_not(
        opted_out=customer.opted_out_at is not None,
        asked_at=asked_at,
        due_at=now + wish.delay,
        days=0 if wish.case_id else wish.survey.terms.throttle_days,
    )
    told = (reason, clock.local_day(asked_at) if asked_at else None)
    invitation = _row(wish, customer, told, now)
    invitation.author_id = author_id
    session.add(invitation)
    session.flush()
    state = InvitationState(invitation.state)
    return Made(invitation.id, invitation.token, state, reason, invitation.asked_on)


def _row(
    wish: Wish, customer: Customer, told: tuple[WhyNot | None, date | None], now: datetime
) -> Invitation:
    """Return an invitation that waits, or that says why nobody is asked."""
    reason, asked_on = told
    due_at = now + wish.delay
    return Invitation(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        survey_id=wish.survey.id,
        customer=customer.key,
        way=wish.way,
        team_id=wish.survey.team_id or wish.team_id,
        touchpoint_id=wish.survey.touchpoint_id or wish.touchpoint_id,
        state=InvitationState.NOT_ASKED if reason else InvitationState.WAITING,
        why_not=reason,
        asked_on=asked_on if reason is WhyNot.ASKED_BEFORE else None,
        language=_language(wish, customer),
        origin=wish.origin,
        submission_id=wish.submission_id,
        case_id=wish.case_id,
        created_at=now,
        due_at=due_at,
        expires_at=due_at + timedelta(days=wish.survey.terms.invitation_days),
    )


def _language(wish: Wish, customer: Customer) -> str:
    told = wish.known.language or customer.language or get_settings().language
    return told if told in LOCALES else get_settings().language


def _asked_at(session: Session, customer: Customer, now: datetime) -> datetime | None:
    """Return when a customer was last asked, or will be; what can't be sent any more is no ask."""
    table = Invitation
    waiting = (col(table.state) == InvitationState.WAITING) & (col(table.expires_at) > now)
    query = select(func.max(func.coalesce(col(table.sent_at), col(table.due_at)))).where(
        table.customer == customer.key, col(table.state).in_(_ASKED) | waiting
    )
    moments = [at for at in (session.exec(query).one(), customer.asked_at) if at is not None]
    return max(moments) if moments else None
