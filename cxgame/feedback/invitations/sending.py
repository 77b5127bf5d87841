"""The job that turns due invitations, and reminders of them, into mails."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.invitations import letters
from cxgame.feedback.invitations.answering import stop_asking
from cxgame.feedback.invitations.models import Invitation, InvitationState, Way
from cxgame.feedback.invitations.personal import survey_of
from cxgame.feedback.models import Survey
from cxgame.notices.mail import outbox
from cxgame.notices.mail.server import mail_is_set
from cxgame.people import queries as people
from cxgame.settings import get_settings

MOST = 500  # of one run: the rest waits for the next
LATE = timedelta(days=7)  # a reminder that could not go for so long would only surprise


def send_due(session: Session, *, now: datetime) -> int:
    """Post a mail for each invitation that is due, and for each that is to be reminded of, once.

    Without a mail server they wait, and what waited past its day is never sent. Returns how many
    mails were posted.
    """
    if not mail_is_set():
        return 0
    invited = [_post(session, row, letters.INVITATION, now) for row in _due(session, now)]
    reminded = [_post(session, row, letters.REMINDER, now) for row in _unanswered(session, now)]
    return sum(invited) + sum(reminded)


def _due(session: Session, now: datetime) -> list[Invitation]:
    query = select(Invitation).where(
        Invitation.state == InvitationState.WAITING,
        Invitation.way == Way.EMAIL,
        Invitation.due_at <= now,
        Invitation.expires_at > now,
    )
    ordered = query.order_by(col(Invitation.due_at), col(Invitation.id)).limit(MOST)
    return list(session.exec(ordered.with_for_update()))


def _unanswered(session: Session, now: datetime) -> list[Invitation]:
    """Return what was sent long enough ago, by each survey's own setting."""
    found: list[Invitation] = []
    reminding = select(Survey).where(Survey.reminder_days > 0, Survey.is_open)
    for survey in session.exec(reminding.order_by(col(Survey.id))):
        due_since = now - timedelta(days=survey.reminder_days)
        query = select(Invitation).where(
            Invitation.survey_id == survey.id,
            Invitation.way == Way.EMAIL,
            col(Invitation.state).in_((InvitationState.SENT, InvitationState.OPENED)),
            col(Invitation.reminded_at).is_(None),
            col(Invitation.case_id).is_(None),  # asked again: once is enough
            col(Invitation.sent_at).between(due_since - LATE, due_since),
            Invitation.expires_at > now,
        )
        ordered = query.order_by(col(Invitation.sent_at), col(Invitation.id)).limit(MOST)
        found += session.exec(ordered.with_for_update())
    return found


def _post(session: Session, row: Invitation, kind: str, now: datetime) -> bool:
    """Post one mail and note it; whoever opted out meanwhile gets none."""
    customer = session.exec(select(Customer).where(Customer.key == row.customer)).first()
    if customer is None or customer.email is None or customer.opted_out_at is not None:
        stop_asking(session, customer=row.customer)
        row.reminded_at = now if kind == letters.REMINDER else None
        return False
    survey = survey_of(session, row)
    if not survey.takes_answers(clock.local_day(now)):
        return False
    letter = letters.letter(
        kind,
        invitation_id=row.id,
        token=row.token,
        survey=survey,
        company=people.company(session).name,
        origin=get_settings().public_url or row.origin,
        to_address=customer.email,
        to_name=customer.name,
        customer=customer.key,
        is_again=row.case_id is not None,
        locale=row.language,
    )
    is_new = outbox.post(session, letter, now=now)
    if kind == letters.REMINDER:
        row.reminded_at = now
    else:
        row.state, row.sent_at = InvitationState.SENT, now
        customer.asked_at = now
    session.flush()
    return is_new
