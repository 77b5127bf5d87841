"""Commands of people who invite customers: one at the counter, or a list by e-mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from cxgame.errors import Conflict, CxgameError, InvalidInput, NotFound, Reason
from cxgame.feedback import places, surveys
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.customers.register import Known
from cxgame.feedback.invitations import making
from cxgame.feedback.invitations.making import Made, Wish
from cxgame.feedback.invitations.models import Invitation, InvitationState, Way, WhyNot
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

MOST_ROWS = 2_000  # of a list: some seconds of writing


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A row of a list, from 1, that nobody could be asked by, and why."""

    row: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Invited:
    """What became of a list: how many will be asked, how many not and why, which rows are bad."""

    created: int
    asked_before: int
    opted_out: int
    refused: tuple[RowRefused, ...]


def invite_customer(
    session: Session,
    *,
    actor: Actor,
    survey_id: int,
    known: Known,
    way: Way,
    team_id: int | None = None,
    touchpoint_id: int | None = None,
    origin: str = "",
    now: datetime,
) -> Made:
    """Invite one customer of a team, and return the invitation with its personal token.

    A survey of a team invites for that team. A link is handed over at once. Raise InvalidInput
    for a customer without the address that the way needs, NotFound for an unknown survey.
    """
    survey = surveys.any_survey(session, survey_id=survey_id)
    team = survey.team_id if survey and survey.team_id else team_id
    permissions.require(actor, "feedback.invite_customer", team_id=team)
    if survey is None:
        raise NotFound("There is no such survey.")
    places.check_team(session, team)
    wish = Wish(survey, known, way, team, touchpoint_id, origin=origin)
    made = making.make(session, wish, author_id=actor.person_id, now=now)
    if way is Way.LINK and made.state is InvitationState.WAITING:
        _hand_over(session, session.get_one(Invitation, made.id), now)
    audit.note(session, actor, "feedback.invite_customer", "invitation", made.id, now=now)
    return made


def invite_list(
    session: Session,
    *,
    actor: Actor,
    survey_id: int,
    rows: Sequence[Known],
    team_id: int | None = None,
    touchpoint_id: int | None = None,
    way: Way = Way.EMAIL,
    origin: str = "",
    is_dry_run: bool = False,
    now: datetime,
) -> Invited:
    """Invite the customers of a list; the good rows go in, the others are named.

    A dry run tells the same and keeps nothing. Raise InvalidInput for more than 2,000 rows,
    NotFound for an unknown survey.
    """
    survey = surveys.any_survey(session, survey_id=survey_id)
    team = survey.team_id if survey and survey.team_id else team_id
    permissions.require(actor, "feedback.invite_list", team_id=team)
    if survey is None:
        raise NotFound("There is no such survey.")
    if len(rows) > MOST_ROWS:
        raise InvalidInput("Send at most {n} rows at a time.", n=MOST_ROWS)
    places.check_team(session, team)
    trial = session.begin_nested() if is_dry_run else None
    wishes = [Wish(survey, known, way, team, touchpoint_id, origin=origin) for known in rows]
    invited, made = _made(session, wishes, author_id=actor.person_id, now=now)
    if trial is not None:
        trial.rollback()
    else:
        audit.note(session, actor, "feedback.invite_list", "survey", survey_id, now=now, made=made)
    return invited


def hand_over(session: Session, *, actor: Actor, invitation_id: int, now: datetime) -> None:
    """Note that an invitation was given to its customer; a second call changes nothing.

    Raise Conflict for one that is past its day, taken back, or whose customer opted out.
    """
    invitation = _reached(session, actor, "feedback.hand_over", invitation_id)
    if invitation.sent_at is not None:
        return
    if invitation.state != InvitationState.WAITING or invitation.expires_at <= now:
        raise Conflict("This customer is not to be asked any more.")
    _hand_over(session, invitation, now)
    audit.note(session, actor, "feedback.hand_over", "invitation", invitation_id, now=now)


def take_back_invitation(
    session: Session, *, actor: Actor, invitation_id: int, now: datetime
) -> None:
    """Cancel an invitation that was not sent yet; raise Conflict for one that was."""
    invitation = _reached(session, actor, "feedback.take_back_invitation", invitation_id)
    if invitation.state != InvitationState.WAITING:
        raise Conflict("This invitation is not waiting any more.")
    invitation.state, invitation.why_not = InvitationState.CANCELLED, WhyNot.TAKEN_BACK
    session.flush()
    audit.note(
        session, actor, "feedback.take_back_invitation", "invitation", invitation_id, now=now
    )


def _made(
    session: Session, wishes: Sequence[Wish], *, author_id: int | None, now: datetime
) -> tuple[Invited, int]:
    """Make what can be made; return what became of it, and how many rows were written."""
    made: list[Made] = []
    refused: list[RowRefused] = []
    for number, wish in enumerate(wishes, 1):
        try:
            made.append(making.make(session, wish, author_id=author_id, now=now))
        except CxgameError as error:
            refused.append(RowRefused(number, Reason(error.message, error.values)))
    reasons = [one.why_not for one in made]
    invited = Invited(
        reasons.count(None),
        reasons.count(WhyNot.ASKED_BEFORE),
        reasons.count(WhyNot.OPTED_OUT),
        tuple(refused),
    )
    return invited, len(made)


def _hand_over(session: Session, invitation: Invitation, now: datetime) -> None:
    invitation.state, invitation.sent_at = InvitationState.SENT, now
    customer = session.exec(select(Customer).where(Customer.key == invitation.customer)).first()
    if customer is not None:
        customer.asked_at = now
    session.flush()


def _reached(session: Session, actor: Actor, command: str, invitation_id: int) -> Invitation:
    """Return an invitation, locked until the transaction ends, if the actor may touch it."""
    query = select(Invitation).where(Invitation.id == invitation_id).with_for_update()
    invitation = session.exec(query).first()
    permissions.require(actor, command, team_id=invitation.team_id if invitation else None)
    if invitation is None:
        raise NotFound("There is no such invitation.")
    return invitation
