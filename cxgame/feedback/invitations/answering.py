"""What a customer does with a personal invitation: open it, answer it, ask for no more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.errors import Conflict, NotFound
from cxgame.feedback import answers, bursts, corrections
from cxgame.feedback.answers import Answer, Sent
from cxgame.feedback.bursts import Sender
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.entries import Entry
from cxgame.feedback.invitations import asking_again
from cxgame.feedback.invitations.models import Invitation, InvitationState, WhyNot
from cxgame.feedback.invitations.personal import survey_of
from cxgame.feedback.kinds import Kind
from cxgame.notices.mail.models import Mail, MailState
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

EDIT_FOR = timedelta(hours=1)  # after the first answer
MAIL_KINDS = ("invitation", "reminder")  # what opting out stops


def note_opened(session: Session, *, actor: Actor, token: str, now: datetime) -> None:
    """Note when a customer first opened an invitation; one that is unknown is not noted."""
    permissions.require(actor, "feedback.note_opened")
    invitation = _locked(session, token)
    if invitation is None or invitation.opened_at is not None:
        return
    invitation.opened_at = now
    if invitation.state in (InvitationState.SENT, InvitationState.WAITING):
        invitation.state = InvitationState.OPENED
        invitation.sent_at = invitation.sent_at or now  # whoever gave it forgot to say so
    session.flush()


def answer_invitation(
    session: Session,
    *,
    actor: Actor,
    token: str,
    sent: Sent,
    sender: Sender | None = None,
    now: datetime,
) -> Answer:
    """Store the one answer of a personal invitation; within an hour it may be changed.

    Raise NotFound for an invitation that is unknown, past its day or of a closed survey,
    Conflict for an answer that can't be changed any more, InvalidInput as for any answer.
    """
    permissions.require(actor, "feedback.answer_invitation")
    invitation = _locked(session, token)
    if invitation is None or not _is_good(invitation, now):
        raise NotFound("This survey is closed or does not exist.")
    survey = survey_of(session, invitation)
    if not survey.takes_answers(clock.local_day(now)):
        raise NotFound("This survey is closed or does not exist.")
    if invitation.answered_at is not None and now - invitation.answered_at > EDIT_FOR:
        raise Conflict("You have already answered. Thank you!")
    wanted = replace(sent, kind=Kind.SURVEY, language=sent.language or invitation.language)
    entry, kept = answers.read(survey, wanted, f"invitation:{invitation.id}", now)
    if invitation.case_id is not None:
        return asking_again.take_answer(session, actor, invitation, entry, now)
    if invitation.record_id is not None:
        return _changed(session, actor, invitation, entry, kept, now)
    entry.customer = invitation.customer
    from_where = sender or Sender()
    entry.held_reason = bursts.burst(session, sender=from_where, team_id=entry.team_id, now=now)
    stored = answers.keep(session, entry, kept, teller=actor, now=now)
    invitation.record_id, invitation.answered_at = stored.record_id, now
    invitation.state = InvitationState.ANSWERED
    invitation.sent_at = invitation.sent_at or now
    invitation.opened_at = invitation.opened_at or now
    session.flush()
    return stored


def opt_out(session: Session, *, actor: Actor, token: str, now: datetime) -> None:
    """Never ask the customer of an invitation again, and stop what waits to be sent.

    Raise NotFound for an unknown invitation.
    """
    permissions.require(actor, "feedback.opt_out")
    invitation = _locked(session, token)
    if invitation is None:
        raise NotFound("This survey is closed or does not exist.")
    customers = select(Customer).where(Customer.key == invitation.customer).with_for_update()
    for customer in session.exec(customers):
        customer.opted_out_at = customer.opted_out_at or now
        customer.version += 1
    stop_asking(session, customer=invitation.customer)
    audit.note(session, actor, "feedback.opt_out", "invitation", invitation.id, now=now)


def stop_asking(session: Session, *, customer: str) -> None:
    """Cancel the invitations and the mails that wait to reach a customer.

    Called by commands that have asked whether their actor may.
    """
    session.flush()
    session.execute(
        update(Invitation)
        .where(
            col(Invitation.customer) == customer,
            col(Invitation.state) == InvitationState.WAITING,
        )
        .values(state=InvitationState.CANCELLED, why_not=WhyNot.OPTED_OUT)
    )
    session.execute(
        update(Mail)
        .where(
            col(Mail.customer) == customer,
            col(Mail.state) == MailState.WAITING,
            col(Mail.kind).in_(MAIL_KINDS),
        )
        .values(state=MailState.CANCELLED)
    )


def _changed(
    session: Session,
    actor: Actor,
    invitation: Invitation,
    entry: Entry,
    kept: Mapping[int, Sequence[str]],
    now: datetime,
) -> Answer:
    """Put a newer answer in the place of the one that was given."""
    record_id = invitation.record_id or 0
    corrections.correct(session, record_id=record_id, entry=entry, kept=kept, now=now)
    invitation.changed_at = now
    about = {"invitation": invitation.id}
    audit.note(session, actor, "feedback.answer_invitation", "record", record_id, now=now, **about)
    return Answer(record_id, False, entry.band, False)


def _is_good(invitation: Invitation, now: datetime) -> bool:
    """Tell whether an invitation takes an answer; one that was given in time may be changed."""
    if invitation.state in (InvitationState.NOT_ASKED, InvitationState.CANCELLED):
        return False
    return invitation.answered_at is not None or now < invitation.expires_at


def _locked(session: Session, token: str) -> Invitation | None:
    query = select(Invitation).where(Invitation.token == token).with_for_update()
    return session.exec(query).first()
