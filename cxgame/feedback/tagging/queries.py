"""Read tags and rules."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session, col

from cxgame.errors import NotFound
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import RecordTag
from cxgame.feedback.scales import Band
from cxgame.feedback.tagging.models import TagRule
from cxgame.feedback.tagging.rules import Rule, alternatives
from cxgame.standards.models import SopStep

MOST_TAGS_SHOWN = 500


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag, and on how many records it is."""

    tag: str
    records: int


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule as the page of tags shows it; None and "" where it asks nothing."""

    id: int
    words: str
    kind: Kind | None
    band: Band | None
    touchpoint_id: int | None
    tag: str
    sop_step_id: int | None
    is_on: bool
    version: int


def tag_names(session: Session) -> list[str]:
    """Return the tags in use in alphabetical order, jumping from one to the next in the index."""
    tag = col(RecordTag.tag)
    first = select(func.min(tag).label("tag")).cte(recursive=True)
    following = select(func.min(tag)).where(tag > first.c.tag).scalar_subquery()
    chain = first.union_all(select(following).where(first.c.tag.is_not(None)))
    query = select(chain.c.tag).where(chain.c.tag.is_not(None)).limit(MOST_TAGS_SHOWN)
    return list(session.scalars(query))


def tag_counts(session: Session) -> list[TagCount]:
    """Return the tags in use with how many records bear them, the most used first."""
    n = func.count()
    query = select(col(RecordTag.tag), n).group_by(col(RecordTag.tag))
    query = query.order_by(n.desc(), col(RecordTag.tag)).limit(MOST_TAGS_SHOWN)
    return [TagCount(tag, count) for tag, count in session.execute(query)]


def rules(session: Session) -> list[RuleView]:
    """Return every rule in order, those that are off among them."""
    query = select(TagRule).order_by(col(TagRule.position), col(TagRule.id))
    return [_view(row) for row in session.scalars(query)]


def rule(session: Session, rule_id: int) -> RuleView:
    """Return one rule; raise NotFound when there is none."""
    row = session.get(TagRule, rule_id)
    if row is None:
        raise NotFound("There is no such rule.")
    return _view(row)


def in_force(session: Session) -> list[Rule]:
    """Return the rules that are on, in order, ready to be asked."""
    query = (
        select(TagRule, col(SopStep.sop_id))
        .outerjoin(SopStep, col(SopStep.id) == col(TagRule.sop_step_id))
        .where(col(TagRule.is_on).is_(True))
        .order_by(col(TagRule.position), col(TagRule.id))
    )
    return [ready(row, sop_id) for row, sop_id in session.execute(query)]


def ready(row: TagRule, sop_id: int | None) -> Rule:
    """Return a stored rule with its words read; `sop_id` is the SOP of its step."""
    return Rule(
        id=row.id,
        tag=row.tag,
        alternatives=alternatives(row.words),
        kind=Kind(row.kind) if row.kind else None,
        band=Band(row.band) if row.band else None,
        touchpoint_id=row.touchpoint_id,
        sop_id=sop_id,
        sop_step_id=row.sop_step_id,
    )


def _view(row: TagRule) -> RuleView:
    return RuleView(
        id=row.id,
        words=row.words,
        kind=Kind(row.kind) if row.kind else None,
        band=Band(row.band) if row.band else None,
        touchpoint_id=row.touchpoint_id,
        tag=row.tag,
        sop_step_id=row.sop_step_id,
        is_on=row.is_on,
        version=row.version,
    )
