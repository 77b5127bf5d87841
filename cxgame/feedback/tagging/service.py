"""Commands on tags: put them on many records, take them off, rename them, and their rules."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, literal, select
from sqlmodel import Session, col

from cxgame import db
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback import picked, places
from cxgame.feedback.entries import tidy_tags
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import RecordTag
from cxgame.feedback.scales import Band
from cxgame.feedback.tagging import rules, tags
from cxgame.feedback.tagging.models import TagRule
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor


def tag_records(
    session: Session,
    *,
    actor: Actor,
    record_ids: Sequence[int],
    put: Sequence[str] = (),
    take: Sequence[str] = (),
    now: datetime,
) -> int:
    """Put tags on records and take others off; return how many records that were.

    Raise NotFound and NotAllowed where one of the records is out of reach: then none changes.
    """
    records = picked.records(session, actor, "feedback.tag_records", record_ids)
    named = tidy_tags(put)
    if not named and not take:
        raise InvalidInput("Say which tag.")
    ids = [record.id for record in records]
    tags.detach(session, ids, take)
    tags.attach(session, dict.fromkeys(ids, named))
    for record in records:
        record.version += 1
    session.flush()
    for record_id in ids:
        audit.note(session, actor, "feedback.tag_records", "record", record_id, now=now)
    return len(ids)


def rename_tag(session: Session, *, actor: Actor, tag: str, to: str, now: datetime) -> int:
    """Call a tag otherwise everywhere, also in rules; one that exists takes its records in.

    With an empty `to`, the tag is taken off every record. Return how many records bore it. Raise
    NotFound when none does, Conflict when a rule would put it on again.
    """
    permissions.require(actor, "feedback.rename_tag")
    named = tidy_tags([to])
    borne = col(RecordTag.tag) == tag
    count = session.scalar(select(func.count()).select_from(RecordTag).where(borne)) or 0
    given_by = session.scalars(select(TagRule).where(col(TagRule.tag) == tag)).all()
    if not count and not given_by:
        raise NotFound("No record bears this tag.")
    if not named and given_by:
        raise Conflict("A rule gives this tag. Change or delete the rule first.")
    if named and named[0] != tag:
        same = select(literal(named[0]), col(RecordTag.record_id)).where(borne)
        adding = db.insert(session, RecordTag).from_select(["tag", "record_id"], same)
        session.execute(adding.on_conflict_do_nothing())
        for rule in given_by:
            rule.tag = named[0]
    if not named or named[0] != tag:
        session.execute(delete(RecordTag).where(borne))
    session.flush()
    audit.note(session, actor, "feedback.rename_tag", "tag", None, now=now, records=count)
    return count


def add_tag_rule(
    session: Session,
    *,
    actor: Actor,
    tag: str,
    words: str = "",
    kind: Kind | None = None,
    band: Band | None = None,
    touchpoint_id: int | None = None,
    sop_step_id: int | None = None,
    now: datetime,
) -> int:
    """Add a rule for what comes from now on, and return its id.

    Raise InvalidInput without a tag or with nothing to look for, NotFound for an unknown
    touchpoint or step.
    """
    permissions.require(actor, "feedback.add_tag_rule")
    last = session.scalar(select(func.max(col(TagRule.position)))) or 0
    rule = TagRule(tag="", position=last + 1, created_by=actor.person_id, created_at=now)
    _fill(session, rule, tag, words, kind, band, touchpoint_id, sop_step_id)
    session.add(rule)
    session.flush()
    audit.note(session, actor, "feedback.add_tag_rule", "tag_rule", rule.id, now=now)
    return rule.id


def change_tag_rule(
    session: Session,
    *,
    actor: Actor,
    rule_id: int,
    tag: str,
    words: str = "",
    kind: Kind | None = None,
    band: Band | None = None,
    touchpoint_id: int | None = None,
    sop_step_id: int | None = None,
    is_on: bool = True,
    version: int,
    now: datetime,
) -> None:
    """Change a rule, or turn it on or off; tags that it gave stay. Raise Conflict when stale."""
    permissions.require(actor, "feedback.change_tag_rule")
    rule = _rule(session, rule_id)
    if rule.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")
    _fill(session, rule, tag, words, kind, band, touchpoint_id, sop_step_id)
    rule.is_on = is_on
    rule.version = version + 1
    session.flush()
    audit.note(
        session, actor, "feedback.change_tag_rule", "tag_rule", rule_id, now=now, is_on=is_on
    )


def move_tag_rule(
    session: Session, *, actor: Actor, rule_id: int, to_front: bool, now: datetime
) -> None:
    """Move a rule one place to the front or to the end: of several steps, the first rule's wins."""
    permissions.require(actor, "feedback.move_tag_rule")
    rule = _rule(session, rule_id)
    order = list(session.scalars(select(TagRule).order_by(col(TagRule.position), col(TagRule.id))))
    here = order.index(rule)
    there = max(0, here - 1) if to_front else min(len(order) - 1, here + 1)
    order.insert(there, order.pop(here))
    for position, one in enumerate(order, 1):
        one.position = position
    session.flush()
    audit.note(session, actor, "feedback.move_tag_rule", "tag_rule", rule_id, now=now)


def drop_tag_rule(session: Session, *, actor: Actor, rule_id: int, now: datetime) -> None:
    """Delete a rule; tags that it gave stay."""
    permissions.require(actor, "feedback.drop_tag_rule")
    session.delete(_rule(session, rule_id))
    session.flush()
    audit.note(session, actor, "feedback.drop_tag_rule", "tag_rule", rule_id, now=now)


def _rule(session: Session, rule_id: int) -> TagRule:
    rule = session.get(TagRule, rule_id, with_for_update=True)
    if rule is None:
        raise NotFound("There is no such rule.")
    return rule


def _fill(
    session: Session,
    rule: TagRule,
    tag: str,
    words: str,
    kind: Kind | None,
    band: Band | None,
    touchpoint_id: int | None,
    sop_step_id: int | None,
) -> None:
    named = tidy_tags([tag])
    if not named:
        raise InvalidInput("Say which tag.")
    said = words.replace("\x00", "").strip()
    if said and not rules.alternatives(said):
        raise InvalidInput("These words hold no letter and no digit.")
    if not (said or kind or band or touchpoint_id):
        raise InvalidInput("Say what to look for: words, a kind, a score or a touchpoint.")
    places.place(session, touchpoint_id=touchpoint_id, sop_step_id=None)
    places.place(session, touchpoint_id=None, sop_step_id=sop_step_id)
    rule.tag, rule.words, rule.kind, rule.band = named[0], said, kind, band
    rule.touchpoint_id, rule.sop_step_id = touchpoint_id, sop_step_id
