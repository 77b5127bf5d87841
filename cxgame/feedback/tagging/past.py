"""Let a rule of tagging speak of what came before it: count whom it would reach, then do it."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select, update
from sqlmodel import Session, col

from cxgame import db
from cxgame.errors import NotFound
from cxgame.feedback import text_index
from cxgame.feedback.models import FeedbackRecord, RecordTag
from cxgame.feedback.tagging import queries
from cxgame.feedback.tagging.models import TagRule
from cxgame.feedback.tagging.rules import Rule
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.standards.models import SopStep


def reached_by_rule(session: Session, *, actor: Actor, rule_id: int) -> int:
    """Return how many records of the past would get a rule's tag; raise NotFound without it."""
    permissions.require(actor, "feedback.apply_tag_rule")
    new = _new(session, _rule(session, rule_id))
    return session.scalar(select(func.count()).select_from(new.subquery())) or 0


def apply_tag_rule(session: Session, *, actor: Actor, rule_id: int, now: datetime) -> int:
    """Put a rule's tag, and its step where none is set, on what came before; return how many."""
    permissions.require(actor, "feedback.apply_tag_rule")
    rule = _rule(session, rule_id)
    last = session.scalar(select(func.max(col(FeedbackRecord.id)))) or 0
    if rule.sop_step_id is not None:
        _place(session, rule)
    new = _new(session, rule).where(col(FeedbackRecord.id) <= last)
    count = session.scalar(select(func.count()).select_from(new.subquery())) or 0
    tagged = new.with_only_columns(literal(rule.tag), col(FeedbackRecord.id))
    adding = db.insert(session, RecordTag).from_select(["tag", "record_id"], tagged)
    session.execute(adding.on_conflict_do_nothing())
    audit.note(
        session, actor, "feedback.apply_tag_rule", "tag_rule", rule_id, now=now, records=count
    )
    return count


def _rule(session: Session, rule_id: int) -> Rule:
    row = session.get(TagRule, rule_id)
    if row is None:
        raise NotFound("There is no such rule.")
    sop = select(col(SopStep.sop_id)).where(col(SopStep.id) == row.sop_step_id)
    return queries.ready(row, session.scalar(sop) if row.sop_step_id else None)


def _place(session: Session, rule: Rule) -> None:
    """Set the step; no roll-up counts by it."""
    table = FeedbackRecord
    lacking = (*_taken(session, rule), col(table.sop_step_id).is_(None))
    placed = (
        update(table)
        .where(*lacking)
        .values(sop_id=rule.sop_id, sop_step_id=rule.sop_step_id, version=col(table.version) + 1)
    )
    session.execute(placed.execution_options(synchronize_session=False))


def _new(session: Session, rule: Rule) -> Select[int]:
    """Select the records that a rule takes and that don't bear its tag."""
    record = col(FeedbackRecord.id)
    borne = exists().where(col(RecordTag.record_id) == record, col(RecordTag.tag) == rule.tag)
    return select(record).where(*_taken(session, rule), ~borne)


def _taken(session: Session, rule: Rule) -> list[ColumnElement[bool]]:
    table = FeedbackRecord
    same = (
        (table.kind, rule.kind),
        (table.band, rule.band),
        (table.touchpoint_id, rule.touchpoint_id),
    )
    found = [col(column) == value for column, value in same if value is not None]
    if rule.alternatives:
        some = text_index.ids(session, rule.alternatives, of_any=True)
        found += [col(table.id).in_(some), or_(*text_index.holds(rule.alternatives))]
    return found
