"""Find cases: what is open by its deadline, what is finished by its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, text
from sqlmodel import Session, col

from cxgame.feedback import text_index, words
from cxgame.feedback.cases import scope
from cxgame.feedback.cases.models import IS_OPEN, Case, CaseReason
from cxgame.feedback.cases.words import Priority, Purpose, Status
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import Band
from cxgame.feedback.tagging import tags as marks
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Team

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases to read; None and empty don't filter. `status` "" means what is still open."""

    status: Status | None = None
    is_whole: bool = False  # every status, finished ones too
    team_id: int | None = None
    unit_id: int | None = None
    owner_id: int | None = None
    has_no_owner: bool = False
    purpose: Purpose | None = None
    priority: Priority | None = None
    reason_id: int | None = None
    is_late: bool = False
    search: str = ""
    since: date | None = None  # company days of the opening, both included
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as a list shows it, with the record's words; they are still to be masked."""

    id: int
    record_id: int
    kind: Kind
    score: int | None
    band: Band | None
    text: str
    tags: tuple[str, ...]
    team_id: int | None
    team: str
    owner_id: int | None
    owner: str
    purpose: Purpose
    priority: Priority
    status: Status
    opened_at: datetime
    due_at: datetime
    contacted_at: datetime | None
    solved_at: datetime | None
    is_in_time: bool
    is_dismissed: bool
    times_reopened: int
    reason: dict[str, str]
    next_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class CasePage:
    """Some cases, and how many there are in all."""

    cases: tuple[CaseLine, ...]
    total: int


def cases(
    session: Session,
    *,
    actor: Actor,
    wanted: Wanted,
    now: datetime,
    limit: int = 25,
    offset: int = 0,
) -> CasePage:
    """Return cases that the actor sees: open ones by their deadline, others newest first."""
    found = matching(wanted, actor, now)
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    is_finished = wanted.is_whole or wanted.status in (Status.SOLVED, Status.CLOSED)
    order = (
        (col(Case.opened_at).desc(), col(Case.id).desc())
        if is_finished
        else (col(Case.due_at), col(Case.id))
    )
    ids = session.scalars(found.order_by(*order).limit(min(limit, MOST_ROWS)).offset(offset))
    return CasePage(tuple(lines(session, list(ids))), total)


def waiting_cases(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    until: datetime,
    team_id: int | None = None,
    limit: int = 3,
) -> CasePage:
    """Return what an actor must get done now, the most urgent first, and how much it is in all.

    Of the own open cases those due until a moment; of the teams that a leader leads, what is late
    and what nobody has.
    """
    mine = (col(Case.owner_id) == actor.person_id) & (col(Case.due_at) <= until)
    late = (col(Case.due_at) < now) & (col(Case.purpose) == Purpose.RECOVER)
    wanted = mine | late | _is_nobodys()
    query = select(col(Case.id)).where(text(IS_OPEN), scope.visible(actor), wanted)
    if team_id is not None:
        query = query.where(col(Case.team_id) == team_id)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    ids = session.scalars(query.order_by(col(Case.due_at), col(Case.id)).limit(limit))
    return CasePage(tuple(lines(session, list(ids))), total)


def open_cases_of(session: Session, *, person_id: int) -> tuple[CaseLine, ...]:
    """Return the open cases that a person owns, the soonest due first; who asks may see them."""
    query = select(col(Case.id)).where(text(IS_OPEN), col(Case.owner_id) == person_id)
    return tuple(
        lines(session, list(session.scalars(query.order_by(col(Case.due_at), col(Case.id)))))
    )


def matching(wanted: Wanted, actor: Actor, now: datetime) -> Select[int]:
    """Select the ids of the cases that an actor sees and a filter lets through."""
    query = select(col(Case.id)).where(scope.visible(actor), *_status(wanted))
    same: dict[Any, object] = {
        Case.team_id: wanted.team_id,
        Case.owner_id: wanted.owner_id,
        Case.purpose: wanted.purpose,
        Case.priority: wanted.priority,
        Case.reason_id: wanted.reason_id,
    }
    for column, value in same.items():
        if value is not None:
            query = query.where(col(column) == value)
    if wanted.unit_id is not None:
        teams = select(col(Team.id)).where(col(Team.unit_id) == wanted.unit_id)
        query = query.where(col(Case.team_id).in_(teams))
    if wanted.has_no_owner:
        query = query.where(_is_nobodys())
    if wanted.is_late:
        query = query.where(text(IS_OPEN), col(Case.due_at) < now)
    if wanted.since is not None:
        query = query.where(col(Case.opened_on) >= wanted.since)
    if wanted.until is not None:
        query = query.where(col(Case.opened_on) <= wanted.until)
    if terms := words.terms_of(wanted.search):
        query = query.join(FeedbackRecord, col(FeedbackRecord.id) == col(Case.record_id))
        query = query.where(*text_index.holds(terms))
    return query


def cases_of(
    session: Session, *, actor: Actor, customer: str, limit: int = 20
) -> tuple[CaseLine, ...]:
    """Return the newest cases of a customer's records that the actor sees."""
    query = (
        select(col(Case.id))
        .join(FeedbackRecord, col(FeedbackRecord.id) == col(Case.record_id))
        .where(col(FeedbackRecord.customer) == customer, scope.visible(actor))
        .order_by(col(Case.opened_at).desc(), col(Case.id).desc())
    )
    ids = session.scalars(query.limit(min(limit, MOST_ROWS)))
    return tuple(lines(session, list(ids)))


def lines(session: Session, ids: Sequence[int]) -> list[CaseLine]:
    """Return cases in the order of their ids, which the caller may see."""
    if not ids:
        return []
    query = (
        select(Case, FeedbackRecord, col(CaseReason.name))
        .join(FeedbackRecord, col(FeedbackRecord.id) == col(Case.record_id))
        .outerjoin(CaseReason, col(CaseReason.id) == col(Case.reason_id))
        .where(col(Case.id).in_(ids))
    )
    teams, persons = people.team_names(session), people.person_names(session)
    rows = session.execute(query).all()
    tagged = marks.tags_of(session, [record.id for _case, record, _reason in rows])
    found = {
        case.id: _line(case, record, tagged.get(record.id, ()), reason or {}, teams, persons)
        for case, record, reason in rows
    }
    return [found[case_id] for case_id in ids]


def _is_nobodys() -> ColumnElement[bool]:
    """Return the condition of a case without an owner, or whose owner has left."""
    gone = select(col(Person.id)).where(col(Person.is_active).is_(False))
    return col(Case.owner_id).is_(None) | col(Case.owner_id).in_(gone)


def _status(wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.status is not None:
        return [col(Case.status) == wanted.status]
    return [] if wanted.is_whole else [text(IS_OPEN)]  # type: ignore[list-item]  # a condition


def _line(
    case: Case,
    record: FeedbackRecord,
    tags: tuple[str, ...],
    reason: dict[str, str],
    teams: dict[int, str],
    persons: dict[int, str],
) -> CaseLine:
    return CaseLine(
        id=case.id,
        record_id=case.record_id,
        kind=Kind(record.kind),
        score=record.score,
        band=Band(record.band) if record.band else None,
        text=record.text,
        tags=tags,
        team_id=case.team_id,
        team=teams.get(case.team_id or 0, ""),
        owner_id=case.owner_id,
        owner=persons.get(case.owner_id or 0, ""),
        purpose=Purpose(case.purpose),
        priority=Priority(case.priority),
        status=Status(case.status),
        opened_at=case.opened_at,
        due_at=case.due_at,
        contacted_at=case.contacted_at,
        solved_at=case.solved_at,
        is_in_time=case.is_in_time,
        is_dismissed=case.is_dismissed,
        times_reopened=case.times_reopened,
        reason=reason,
        next_on=case.next_on,
        version=case.version,
    )
