"""Ask a customer again after a case: by an invitation whose answer becomes the score after.

The answer is no record and counts in no figure of the company: only whose case was solved is asked,
so it would lift every score it was added to.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput
from cxgame.feedback import surveys
from cxgame.feedback.answers import Answer
from cxgame.feedback.cases import answering as writing
from cxgame.feedback.cases import history, rescoring, scope, telling
from cxgame.feedback.cases.contact import Contact
from cxgame.feedback.cases.models import Case, CaseEvent
from cxgame.feedback.cases.words import EventKind, Means
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.customers.register import Known
from cxgame.feedback.entries import Entry
from cxgame.feedback.invitations import addresses, making
from cxgame.feedback.invitations.making import Wish
from cxgame.feedback.invitations.models import Invitation, InvitationState, Way
from cxgame.feedback.models import FeedbackRecord, Survey
from cxgame.feedback.scales import Scale
from cxgame.feedback.surveys import SurveyView
from cxgame.i18n import N_
from cxgame.people import audit
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.settings import get_settings

MEANS = {Way.EMAIL: Means.EMAIL, Way.WHATSAPP: Means.WHATSAPP}
NOT_ANSWERED = (InvitationState.WAITING, InvitationState.SENT, InvitationState.OPENED)
ANSWERED = N_("A customer of a case of yours said how it is now.")


@dataclass(frozen=True, slots=True)
class Asking:
    """How far the newest question after a case came."""

    way: Way
    state: InvitationState
    at: datetime


def ask_again(
    session: Session, *, actor: Actor, case_id: int, way: Way, origin: str = "", now: datetime
) -> str:
    """Invite the customer of a solved case to score once more; return the link to WhatsApp.

    The link is "" where a mail will go. It answers the customer's own words, so the throttle does
    not stop it; opting out does. Asked for WhatsApp twice, the same link comes again. Raise
    Conflict where the case is not solved, had no score, or a mail asks already; InvalidInput
    without an address, or without an open survey on the same scale.
    """
    case = scope.reached(session, actor, "feedback.ask_again", case_id)
    scale = rescoring.scale_to_ask(session, case)
    reach = writing.contact_of(session, case)
    if way not in MEANS:
        raise InvalidInput("Ask by e-mail or by WhatsApp.")
    if reach.has_opted_out:
        raise InvalidInput("This customer asked for no more messages.")
    row = _open(session, case, now)
    if row is None:
        row = _invite(
            session, actor, case, reach, _survey(session, case, scale, now), way, origin, now
        )
        history.add(session, case, EventKind.ASKED_AGAIN, actor, now=now, means=MEANS[way])
        audit.note(session, actor, "feedback.ask_again", "case", case_id, now=now, way=way)
    elif way is Way.EMAIL or row.way != way:
        raise Conflict("This customer was asked already. Wait for the answer.")
    return _whatsapp(session, row, reach) if way is Way.WHATSAPP else ""


def take_answer(
    session: Session, actor: Actor, invitation: Invitation, entry: Entry, now: datetime
) -> Answer:
    """Let an answer, or its change within the hour, become the score after; tell the owner.

    Called by the command that answers invitations, which has checked the rest.
    """
    query = select(Case).where(Case.id == invitation.case_id).with_for_update()
    case = session.exec(query).one()
    score, is_new = entry.score or 0, invitation.answered_at is None
    stored = Answer(case.record_id, is_new, entry.band, False)
    if not is_new and answer_to(session, invitation) == (score, entry.text):
        return stored
    rescoring.set_score(session, case, score, actor, text=entry.text, now=now)
    if is_new:
        invitation.state, invitation.answered_at = InvitationState.ANSWERED, now
        invitation.sent_at = invitation.sent_at or now
        invitation.opened_at = invitation.opened_at or now
        if case.owner_id is not None:
            what = f"again:{invitation.id}"
            telling.tell(session, case, [case.owner_id], what, ANSWERED, now=now)
    else:
        invitation.changed_at = now
        audit.note(session, actor, "feedback.answer_invitation", "case", case.id, now=now)
    session.flush()
    return stored


def answer_to(session: Session, invitation: Invitation) -> tuple[int, str] | None:
    """Return the score and the words that a question after a case got last, None before."""
    said = (CaseEvent.case_id == invitation.case_id, CaseEvent.kind == EventKind.RESCORED)
    by_customer = col(CaseEvent.person_id).is_(None)
    newest = select(CaseEvent).where(*said, by_customer).order_by(col(CaseEvent.id).desc())
    event = session.exec(newest).first()
    return (int((event.values or {})["score"]), event.text) if event else None


def newest(session: Session, *, case_id: int) -> Asking | None:
    """Return the newest question after a case; called for a case that the actor sees."""
    query = select(Invitation).where(Invitation.case_id == case_id)
    row = session.exec(query.order_by(col(Invitation.id).desc())).first()
    if row is None:
        return None
    at = row.answered_at or row.opened_at or row.sent_at or row.created_at
    return Asking(Way(row.way), InvitationState(row.state), at)


def _open(session: Session, case: Case, now: datetime) -> Invitation | None:
    """Return the question that still waits for its answer."""
    query = select(Invitation).where(
        Invitation.case_id == case.id,
        col(Invitation.state).in_(NOT_ANSWERED),
        Invitation.expires_at > now,
    )
    return session.exec(query.order_by(col(Invitation.id).desc())).first()


def _survey(session: Session, case: Case, scale: Scale, now: datetime) -> SurveyView:
    """Return the record's own survey, or else an open one of its kind, scale and place."""
    record = session.get_one(FeedbackRecord, case.record_id)
    if record.is_reversed:
        raise InvalidInput("There is no open survey on the scale of the first score.")
    fitting = select(Survey.id).where(
        Survey.kind == record.survey_kind,
        Survey.scale_low == scale.low,
        Survey.scale_high == scale.high,
        (col(Survey.team_id) == case.team_id) | col(Survey.team_id).is_(None),
    )
    others = session.exec(fitting.order_by(col(Survey.team_id).is_(None), col(Survey.id)))
    for survey_id in (record.survey_id, *others):
        view = surveys.any_survey(session, survey_id=survey_id) if survey_id else None
        fits = view is not None and (view.kind, view.scale) == (record.survey_kind, scale)
        if view is not None and fits and view.takes_answers(clock.local_day(now)):
            return view
    raise InvalidInput("There is no open survey on the scale of the first score.")


def _invite(
    session: Session,
    actor: Actor,
    case: Case,
    reach: Contact,
    survey: SurveyView,
    way: Way,
    origin: str,
    now: datetime,
) -> Invitation:
    record = session.get_one(FeedbackRecord, case.record_id)
    known = Known(
        key=record.customer or "",
        name=reach.name,
        email=reach.email if way is Way.EMAIL else "",
        phone=reach.phone if way is Way.WHATSAPP else "",
        language=reach.language or record.language or "",
    )
    places = case.team_id, record.touchpoint_id
    wish = Wish(survey, known, way, *places, origin=origin, case_id=case.id)
    made = making.make(session, wish, author_id=actor.person_id, now=now)
    if made.why_not is not None:  # found by an address that opted out
        raise InvalidInput("This customer asked for no more messages.")
    row = session.get_one(Invitation, made.id)
    if way is Way.WHATSAPP:
        row.state, row.sent_at = InvitationState.SENT, now
        customer = session.exec(select(Customer).where(Customer.key == row.customer)).one()
        customer.asked_at = now
        session.flush()
    return row


def _whatsapp(session: Session, row: Invitation, reach: Contact) -> str:
    start = get_settings().public_url or row.origin
    return addresses.whatsapp(
        phone=reach.phone,
        name=reach.name,
        company=people.company(session).name,
        link=addresses.personal(start, row.token),
        stop=addresses.stop(start, row.token),
        locale=row.language,
        is_again=True,
    )
