"""Find what is past its time by the rules, and empty it; a report of every run is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal, not_, or_, select
from sqlmodel import Session, col

from cxgame import db
from cxgame.db import UtcDateTime
from cxgame.feedback import erased
from cxgame.feedback.cases.models import Case
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.invitations.models import Invitation
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.thread.privacy import erasing, held, journal, rows, rules, scrub
from cxgame.thread.privacy.models import Cause, Depth, RetentionRun
from cxgame.thread.privacy.rules import Rule
from cxgame.thread.privacy.subject import Subject

TOGETHER = 500  # records of one transaction


@dataclass(frozen=True)
class Done:
    """How far a run came; `is_over` when nothing is left."""

    run_id: int
    count: int
    is_over: bool


def try_retention(session: Session, *, actor: Actor, now: datetime) -> int:
    """Count what is past its time, change nothing else, and return the id of the report."""
    permissions.require(actor, "thread.try_retention")
    run = _open(session, actor, is_dry=True, now=now)
    in_force = rules.in_force(session)
    run.lines = [_line(session, rule, in_force, now) for rule in in_force]
    run.reports = sum(
        _count(session, select(func.count()).where(_is_filed(_due(rule, in_force, now))))
        for rule in in_force
    )
    run.customers = _count(session, select(func.count()).where(*_idle(in_force, now)))
    session.flush()
    audit.note(session, actor, "thread.try_retention", "retention_run", run.id, now=now)
    return run.id


def apply_retention(
    session: Session, *, actor: Actor, run_id: int | None = None, now: datetime
) -> Done:
    """Empty some of what is past its time, 500 records at a time, and say how far it is.

    Call it again with the run's id until it is over; each call is a transaction.
    """
    permissions.require(actor, "thread.apply_retention")
    known = session.get(RetentionRun, run_id, with_for_update=True) if run_id else None
    run = known or _open(session, actor, is_dry=False, now=now)
    in_force = rules.in_force(session)
    for rule in reversed(in_force):
        ids = list(session.scalars(_ids(_due(rule, in_force, now))))
        if ids:
            gone = erasing.empty_records(session, ids, depth=rule.depth, now=now)
            _add(run, rule, len(ids), len(gone.reports))
            return _noted(session, actor, run, len(ids), now)
    idle = select(col(Customer.id)).where(*_idle(in_force, now)).limit(TOGETHER)
    customers = list(session.scalars(idle))
    if customers:
        _forget(session, customers, now)
        run.customers += len(customers)
        return _noted(session, actor, run, len(customers), now)
    if known is None:
        session.delete(run)  # a night in which nothing was due leaves no report
        session.flush()
    return Done(run.id, 0, is_over=True)


def _noted(session: Session, actor: Actor, run: RetentionRun, count: int, now: datetime) -> Done:
    session.flush()
    audit.note(
        session, actor, "thread.apply_retention", "retention_run", run.id, now=now, count=count
    )
    return Done(run.id, count, is_over=False)


def _open(session: Session, actor: Actor, *, is_dry: bool, now: datetime) -> RetentionRun:
    run = RetentionRun(at=now, actor=actor.label, is_dry=is_dry, lines=[], customers=0, reports=0)
    session.add(run)
    session.flush()
    return run


def _add(run: RetentionRun, rule: Rule, records: int, reports: int) -> None:
    lines = {line["rule_id"]: line for line in run.lines}
    before = lines.get(rule.id, {"records": 0})["records"]
    lines[rule.id] = _named(rule, before + records)
    run.lines = list(lines.values())  # another list: a change inside would go unnoticed
    run.reports += reports


def _line(session: Session, rule: Rule, in_force: Sequence[Rule], now: datetime) -> dict[str, Any]:
    due = _due(rule, in_force, now)
    return _named(rule, _count(session, select(func.count()).where(*due)))


def _named(rule: Rule, records: int) -> dict[str, Any]:
    return {
        "rule_id": rule.id,
        "kind": rule.kind,
        "channel": rule.channel,
        "months": rule.months,
        "depth": rule.depth,
        "records": records,
    }


def _due(rule: Rule, in_force: Sequence[Rule], now: datetime) -> list[ColumnElement[bool]]:
    """Return what a record must fulfil for a rule to empty it: over long ago, and telling yet.

    A case that is open, or a report that the ombudsman has not closed, keeps its record.
    """
    ends, record, today = rule.ends(now), FeedbackRecord, literal(now, UtcDateTime)
    of_it = col(Case.record_id) == col(record.id)
    is_open = func.coalesce(col(Case.closed_at), col(Case.solved_at), today) >= ends
    filed = col(OmbudsmanReport.record_id) == col(record.id)
    not_closed = func.coalesce(col(OmbudsmanReport.closed_at), today) >= ends
    tells = or_(
        col(record.text) != "",
        col(record.customer).is_not(None),
        col(record.contact).is_not(None),
        col(record.details).is_not(None),
        exists().where(of_it),
        exists().where(filed),
    )
    return [
        col(record.collected_at) < ends,
        not_(erased.is_erased()),
        *_named_by(rule),
        *(
            not_(and_(*_named_by(other)))
            for other in in_force
            if other.specificity > rule.specificity
        ),
        tells,
        not_(exists().where(of_it, is_open)),
        not_(exists().where(filed, not_closed)),
    ]


def _named_by(rule: Rule) -> list[ColumnElement[bool]]:
    record = FeedbackRecord
    kind = [col(record.kind) == rule.kind] if rule.kind else []
    return kind + ([col(record.channel) == rule.channel] if rule.channel else [])


def _ids(due: Sequence[ColumnElement[bool]]) -> Any:
    return (
        select(col(FeedbackRecord.id)).where(*due).order_by(col(FeedbackRecord.id)).limit(TOGETHER)
    )


def _is_filed(due: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    ids = select(col(FeedbackRecord.id)).where(*due)
    return col(OmbudsmanReport.record_id).in_(ids)


def _idle(in_force: Sequence[Rule], now: datetime) -> list[ColumnElement[bool]]:
    """Return what a customer must fulfil to be forgotten: nothing heard, nothing asked lately.

    The rule for everything decides. Who wants no more questions stays, or would be asked again.
    """
    rule = next((rule for rule in in_force if not rule.specificity), None)
    if rule is None:
        return [col(Customer.id).is_(None)]
    ends = rule.ends(now)
    heard = col(FeedbackRecord.customer) == col(Customer.key)
    asked = (col(Invitation.customer) == col(Customer.key)) & (col(Invitation.created_at) >= ends)
    return [
        col(Customer.created_at) < ends,
        or_(col(Customer.asked_at).is_(None), col(Customer.asked_at) < ends),
        col(Customer.opted_out_at).is_(None),
        not_(exists().where(heard)),
        not_(exists().where(asked)),
    ]


def _forget(session: Session, customer_ids: list[int], now: datetime) -> None:
    keys = select(col(Customer.key)).where(col(Customer.id).in_(customer_ids))
    known = frozenset(session.scalars(keys))
    found = held.of_subject(session, Subject(tuple(customer_ids), keys=known))
    db.overwrite_deleted(session)
    journal.note(session, found, cause=Cause.RETENTION, depth=Depth.ERASE, now=now)
    rows.empty(session, found, scrub.scrubber(Depth.ERASE, Subject()), now=now)


def _count(session: Session, query: Any) -> int:
    return session.scalar(query) or 0
