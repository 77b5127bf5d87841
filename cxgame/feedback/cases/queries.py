"""Read one case whole: what was said, how it stands, what happened, who may be reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from cxgame.errors import NotFound
from cxgame.feedback.cases import answering, contact, listing, scope
from cxgame.feedback.cases.listing import CaseLine
from cxgame.feedback.cases.models import Case, CaseEvent, CaseRule
from cxgame.feedback.cases.words import EventKind, Means, Outcome, SlaUnit, Status
from cxgame.feedback.kinds import Channel
from cxgame.feedback.models import FeedbackRecord, Survey
from cxgame.feedback.scales import Scale, stored_scale
from cxgame.people import accounts
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.standards.touchpoints import touchpoint_names

SIMILAR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `who` is "" where the app did it."""

    kind: EventKind
    at: datetime
    who: str
    text: str
    means: Means | None
    outcome: Outcome | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with all that stands behind it.

    `line` is what lists show; `reach` is veiled; `similar` counts the cases of 30 days about the
    same touchpoint, in the team and in all that the actor sees.
    """

    line: CaseLine
    version: int
    rule: dict[str, str]
    is_history: bool
    is_secret: bool
    length: int
    unit: SlaUnit
    is_extended: bool
    closed_at: datetime | None
    escalated_at: datetime | None
    raised_at: datetime | None
    reason_id: int | None
    root_cause: str
    recovery: str
    recovery_cents: int | None
    next_step: str
    channel: Channel
    touchpoint: str
    sop_step_id: int | None
    survey: str
    customer: str
    reach: str
    has_email: bool
    has_phone: bool
    has_opted_out: bool
    language: str
    scale: Scale | None
    score_after: int | None
    names: Mapping[str, str]
    events: tuple[Event, ...]
    similar_here: int
    similar: int


def case_view(session: Session, *, actor: Actor, case_id: int) -> CaseView:
    """Return a case; raise NotFound when there is none that the actor sees."""
    case = session.exec(select(Case).where(Case.id == case_id, scope.visible(actor))).first()
    if case is None:
        raise NotFound("There is no such case.")
    return _view(session, actor, case, session.get_one(FeedbackRecord, case.record_id))


def _view(session: Session, actor: Actor, case: Case, record: FeedbackRecord) -> CaseView:
    reach = contact.find(session, contact=record.contact, customer=record.customer)
    here, everywhere = _similar(session, actor, case, record)
    points = touchpoint_names(session, locale=actor.locale)
    return CaseView(
        line=listing.lines(session, [case.id])[0],
        version=case.version,
        rule=_rule_name(session, case),
        is_history=case.is_history,
        is_secret=case.is_secret,
        length=case.length,
        unit=SlaUnit(case.unit),
        is_extended=case.is_extended,
        closed_at=case.closed_at,
        escalated_at=case.escalated_at,
        raised_at=case.raised_at,
        reason_id=case.reason_id,
        root_cause=case.root_cause,
        recovery=case.recovery,
        recovery_cents=case.recovery_cents,
        next_step=case.next_step,
        channel=Channel(record.channel),
        touchpoint=points.get(record.touchpoint_id or 0, ""),
        sop_step_id=record.sop_step_id,
        survey=_survey_name(session, record),
        customer=record.customer or "",
        reach=contact.veiled(reach),
        has_email=bool(reach.email),
        has_phone=bool(reach.phone),
        has_opted_out=reach.has_opted_out,
        language=reach.language or record.language or "",
        scale=stored_scale(record.scale_low, record.scale_high, record.is_reversed),
        score_after=case.score_after,
        names=answering.names_for(session, actor=actor, case=case),
        events=_events(session, case.id),
        similar_here=here,
        similar=everywhere,
    )


@dataclass(frozen=True, slots=True)
class RecordCase:
    """The case of a record, to those who see it."""

    id: int
    status: Status
    owner: str
    due_at: datetime


def case_of_record(session: Session, *, actor: Actor, record_id: int) -> RecordCase | None:
    """Return the case of a record, None where there is none that the actor sees."""
    query = select(Case).where(Case.record_id == record_id, scope.visible(actor))
    case = session.exec(query).first()
    if case is None:
        return None
    owner = people.person_names(session).get(case.owner_id or 0, "")
    return RecordCase(case.id, Status(case.status), owner, case.due_at)


def possible_owners(session: Session, *, team_id: int | None) -> list[tuple[int, str]]:
    """Return who may answer for a team's cases, by name; of the company's, who sees all."""
    query = select(Person).where(Person.is_active).order_by(col(Person.name))
    return [
        (person.id, person.name)
        for person in session.exec(query)
        if accounts.as_actor(session, person).sees_team(team_id)
    ]


def _rule_name(session: Session, case: Case) -> dict[str, str]:
    rule = session.get(CaseRule, case.rule_id) if case.rule_id else None
    return rule.name if rule else {}


def _survey_name(session: Session, record: FeedbackRecord) -> str:
    survey = session.get(Survey, record.survey_id) if record.survey_id else None
    return survey.name if survey else ""


def _events(session: Session, case_id: int) -> tuple[Event, ...]:
    """Return what happened to a case, the newest first."""
    persons = people.person_names(session)
    query = select(CaseEvent).where(CaseEvent.case_id == case_id)
    rows = session.exec(query.order_by(col(CaseEvent.at).desc(), col(CaseEvent.id).desc()))
    return tuple(
        Event(
            kind=EventKind(row.kind),
            at=row.at,
            who=persons.get(row.person_id or 0, ""),
            text=row.text,
            means=Means(row.means) if row.means else None,
            outcome=Outcome(row.outcome) if row.outcome else None,
            values=_named(row.values or {}, persons),
        )
        for row in rows
    )


def _named(values: dict[str, Any], persons: dict[int, str]) -> dict[str, Any]:
    """Return an event's values with the names of the owners that it speaks of."""
    to = values.get("to")
    return {**values, "to_name": persons.get(to, "")} if isinstance(to, int) else values


def _similar(session: Session, actor: Actor, case: Case, record: FeedbackRecord) -> tuple[int, int]:
    """Count the other cases of 30 days about the same touchpoint: in the team, in all in reach."""
    if record.touchpoint_id is None:
        return 0, 0
    since: date = case.opened_on - SIMILAR
    query = (
        select(Case.team_id, func.count())
        .join(FeedbackRecord)
        .where(
            Case.id != case.id,
            Case.purpose == case.purpose,
            col(Case.opened_on) >= since,
            col(Case.opened_on) <= case.opened_on,
            FeedbackRecord.touchpoint_id == record.touchpoint_id,
            scope.visible(actor),
        )
        .group_by(col(Case.team_id))
    )
    found = dict(session.exec(query).all())
    return found.get(case.team_id, 0), sum(found.values())
