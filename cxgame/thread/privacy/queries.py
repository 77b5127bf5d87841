"""Read requests, what is held of somebody, and the reports of retention; for administrators."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from cxgame.errors import NotFound
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import AuditEntry
from cxgame.thread.privacy import held as holdings
from cxgame.thread.privacy.models import (
    PrivacyRequest,
    RequestKind,
    RequestState,
    RetentionRun,
)
from cxgame.thread.privacy.requests import OPEN

_GATE = "thread.note_request"  # whoever may note a request may read them


@dataclass(frozen=True)
class RequestView:
    """A request; `contact` whole: whoever shows it in a list hides it."""

    id: int
    kind: RequestKind
    state: RequestState
    name: str
    contact: str
    proof: str
    outcome: str
    received_on: date
    due_on: date
    closed_at: datetime | None
    version: int


@dataclass(frozen=True)
class Step:
    """One command on a request; `who` is "" where no person ran it."""

    action: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Holding:
    """How much is held of whom a search leads to."""

    names: tuple[str, ...]
    customers: int
    records: int
    cases: int
    invitations: int
    letters: int
    reports: int


@dataclass(frozen=True)
class RunView:
    """The report of one run; `lines` are those of RetentionRun."""

    id: int
    at: datetime
    is_dry: bool
    lines: list[dict[str, Any]]
    customers: int
    reports: int


def requests(
    session: Session, *, actor: Actor, is_open: bool, limit: int = 50, offset: int = 0
) -> tuple[list[RequestView], int]:
    """Return requests that wait, the nearest deadline first, or closed ones; and how many."""
    permissions.require(actor, _GATE)
    table = PrivacyRequest
    state = col(table.state).in_(OPEN)
    which = state if is_open else ~state
    order = (col(table.due_on), col(table.id)) if is_open else (col(table.id).desc(),)
    query = select(table).where(which).order_by(*order).limit(limit).offset(offset)
    total = session.scalar(select(func.count()).where(which)) or 0
    return [_view(row) for row in session.scalars(query)], total


def request(session: Session, *, actor: Actor, request_id: int) -> RequestView:
    """Return one request; raise NotFound for none."""
    permissions.require(actor, _GATE)
    row = session.get(PrivacyRequest, request_id)
    if row is None:
        raise NotFound("There is no such request.")
    return _view(row)


def request_steps(session: Session, *, actor: Actor, request_id: int) -> list[Step]:
    """Return what was done with a request, oldest first."""
    permissions.require(actor, _GATE)
    names = people.person_names(session)
    rows = session.scalars(
        select(AuditEntry)
        .where(col(AuditEntry.entity) == f"privacy_request:{request_id}")
        .order_by(col(AuditEntry.seq))
    )
    return [Step(row.action, _who(row.actor, names), row.at) for row in rows]


def holding(session: Session, *, actor: Actor, asked: str) -> Holding:
    """Return how much is held of somebody; raise NotFound for nothing."""
    permissions.require(actor, _GATE)
    subject, held = holdings.found(session, asked=asked)
    return Holding(
        names=tuple(sorted(subject.names)),
        customers=len(held.customers),
        records=len(held.records),
        cases=len(held.cases),
        invitations=len(held.invitations),
        letters=len(held.mails),
        reports=len(held.reports),
    )


def retention_runs(session: Session, *, actor: Actor, limit: int = 10) -> list[RunView]:
    """Return the reports of the last runs, newest first."""
    permissions.require(actor, _GATE)
    query = select(RetentionRun).order_by(col(RetentionRun.id).desc()).limit(limit)
    return [
        RunView(row.id, row.at, row.is_dry, row.lines, row.customers, row.reports)
        for row in session.scalars(query)
    ]


def _view(row: PrivacyRequest) -> RequestView:
    return RequestView(
        id=row.id,
        kind=RequestKind(row.kind),
        state=RequestState(row.state),
        name=row.name,
        contact=row.contact,
        proof=row.proof,
        outcome=row.outcome,
        received_on=row.received_on,
        due_on=row.due_on,
        closed_at=row.closed_at,
        version=row.version,
    )


def _who(label: str, names: dict[int, str]) -> str:
    kind, _, number = label.partition(":")
    return names.get(int(number), "") if kind == "person" and number.isdigit() else ""
