"""Read invitations: those to hand over, those of a survey, and how many answer."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from cxgame import clock
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.invitations.models import Invitation, InvitationState, Way, WhyNot
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import FeedbackRecord, Survey
from cxgame.feedback.scope import in_reach
from cxgame.people import queries as people
from cxgame.people.actor import Actor

SENT = (InvitationState.SENT, InvitationState.OPENED, InvitationState.ANSWERED)
OPENED = (InvitationState.OPENED, InvitationState.ANSWERED)
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class ToHandOver:
    """An invitation that staff gives to its customer, or gave today."""

    id: int
    token: str
    survey: str
    name: str
    phone: str
    language: str
    origin: str
    is_done: bool
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Rate:
    """Invitations of one way and team: how many were sent, opened, answered, and the others."""

    way: Way
    team_id: int | None
    team: str
    sent: int
    opened: int
    answered: int
    waiting: int
    not_asked: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An invitation in a list; the name is the customer's, the address is not shown."""

    id: int
    name: str
    way: Way
    state: InvitationState
    why_not: WhyNot | None
    asked_on: date | None
    team: str
    record_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class OfCustomer:
    """An invitation in a customer's history: of which survey, and after which case if any."""

    line: InvitationView
    survey: str
    case_id: int | None


def to_hand_over(
    session: Session, *, actor: Actor, now: datetime, invitation_id: int | None = None
) -> list[ToHandOver]:
    """Return the WhatsApp invitations of the actor's teams that are due, and today's done ones.

    With an id, that one comes first whatever its hour.
    """
    table = Invitation
    waiting = (
        (col(table.state) == InvitationState.WAITING)
        & (col(table.due_at) <= now)
        & (col(table.expires_at) > now)
    )
    today = clock.start_of(clock.local_day(now))
    query = (
        select(Invitation, Customer, col(Survey.name))
        .join(Customer, col(Customer.key) == col(table.customer))
        .join(Survey, col(Survey.id) == col(table.survey_id))
        .where(col(table.way) == Way.WHATSAPP, waiting | (col(table.sent_at) >= today))
    )
    reach = in_reach(actor, col(table.team_id))
    kept = query if reach is None else query.where(reach)
    first = case((col(table.id) == (invitation_id or 0), 0), else_=1)
    done = case((waiting, 0), else_=1)
    rows = session.execute(kept.order_by(first, done, col(table.due_at).desc()).limit(MOST_ROWS))
    return [
        ToHandOver(
            row.id,
            row.token,
            survey,
            customer.name,
            customer.phone or "",
            row.language,
            row.origin,
            row.state != InvitationState.WAITING,
            row.due_at,
        )
        for row, customer, survey in rows
    ]


def rates(session: Session, *, actor: Actor, survey_id: int) -> list[Rate]:
    """Return how many of a survey's invitations were answered, by way and team.

    Whoever was asked again after a case was chosen by it, so it is no part of the rate.
    """
    table = Invitation
    cell = (col(table.way), col(table.team_id), col(table.state))
    query = select(*cell, func.count()).where(
        col(table.survey_id) == survey_id, col(table.case_id).is_(None)
    )
    reach = in_reach(actor, col(table.team_id))
    kept = query if reach is None else query.where(reach)
    cells: dict[tuple[str, int | None], dict[str, int]] = {}
    for way, team_id, state, n in session.execute(kept.group_by(*cell)):
        cells.setdefault((way, team_id), {})[state] = n
    teams = people.team_names(session)
    found = [
        _rate(Way(way), team_id, teams.get(team_id or 0, ""), counts)
        for (way, team_id), counts in cells.items()
    ]
    return sorted(found, key=lambda rate: (list(Way).index(rate.way), rate.team))


def answers_by_channel(session: Session, *, actor: Actor, survey_id: int) -> dict[str, int]:
    """Return how many answers a survey got, invited ones among them, by the record's channel."""
    table = FeedbackRecord
    query = select(col(table.channel), func.count()).where(
        col(table.survey_id) == survey_id, col(table.kind) == Kind.SURVEY
    )
    reach = in_reach(actor, col(table.team_id))
    kept = query if reach is None else query.where(reach)
    return dict(session.execute(kept.group_by(col(table.channel))).all())


def invitations(
    session: Session,
    *,
    actor: Actor,
    survey_id: int,
    states: tuple[InvitationState, ...] = (),
    way: Way | None = None,
    team_id: int | None = None,
    limit: int = 50,
) -> list[InvitationView]:
    """Return invitations of a survey, the newest first; without states, all."""
    table = Invitation
    query = (
        select(Invitation, col(Customer.name))
        .outerjoin(Customer, col(Customer.key) == col(table.customer))
        .where(col(table.survey_id) == survey_id, col(table.case_id).is_(None))
    )
    reach = in_reach(actor, col(table.team_id))
    if reach is not None:
        query = query.where(reach)
    if states:
        query = query.where(col(table.state).in_(states))
    if way is not None:
        query = query.where(col(table.way) == way)
    if team_id is not None:
        query = query.where(col(table.team_id) == team_id)
    rows = session.execute(query.order_by(col(table.id).desc()).limit(min(limit, MOST_ROWS)))
    teams = people.team_names(session)
    return [_view(row, name or "", teams) for row, name in rows]


def invitations_of(
    session: Session, *, actor: Actor, customer: str, limit: int = 20
) -> list[OfCustomer]:
    """Return the newest invitations of a customer by the actor's teams."""
    query = (
        select(Invitation, col(Survey.name))
        .join(Survey, col(Survey.id) == col(Invitation.survey_id))
        .where(col(Invitation.customer) == customer)
    )
    reach = in_reach(actor, col(Invitation.team_id))
    kept = query if reach is None else query.where(reach)
    rows = session.execute(kept.order_by(col(Invitation.id).desc()).limit(min(limit, MOST_ROWS)))
    teams = people.team_names(session)
    return [OfCustomer(_view(row, "", teams), survey, row.case_id) for row, survey in rows]


def _view(row: Invitation, name: str, teams: dict[int, str]) -> InvitationView:
    return InvitationView(
        row.id,
        name,
        Way(row.way),
        InvitationState(row.state),
        WhyNot(row.why_not) if row.why_not else None,
        row.asked_on,
        teams.get(row.team_id or 0, ""),
        row.record_id,
        row.answered_at or row.opened_at or row.sent_at or row.due_at,
    )


def _rate(way: Way, team_id: int | None, team: str, counts: dict[str, int]) -> Rate:
    return Rate(
        way,
        team_id,
        team,
        sent=sum(counts.get(state, 0) for state in SENT),
        opened=sum(counts.get(state, 0) for state in OPENED),
        answered=counts.get(InvitationState.ANSWERED, 0),
        waiting=counts.get(InvitationState.WAITING, 0),
        not_asked=counts.get(InvitationState.NOT_ASKED, 0),
        cancelled=counts.get(InvitationState.CANCELLED, 0),
    )
