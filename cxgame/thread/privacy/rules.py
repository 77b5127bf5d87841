"""How long things are kept: rules of the company, for kinds and channels of records."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from cxgame import clock
from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback.kinds import Channel, Kind
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.thread.privacy.models import Depth, RetentionRule

USUAL_MONTHS = 24  # after the end, where the company does not say otherwise
MOST_MONTHS = 600


@dataclass(frozen=True)
class Rule:
    """A rule; a kind or a channel that is None means any."""

    id: int
    kind: Kind | None
    channel: Channel | None
    months: int
    depth: Depth

    @property
    def specificity(self) -> int:
        """Return how much a rule names: the one that names most decides, a kind before a way."""
        return 2 * (self.kind is not None) + (self.channel is not None)

    def ends(self, now: datetime) -> datetime:
        """Return the moment before which everything is past its time."""
        return clock.start_of(months_before(clock.local_day(now), self.months))


def retention_rules(session: Session, *, actor: Actor) -> list[Rule]:
    """Return the rules, what names least first; without any, everything is kept."""
    permissions.require(actor, "thread.set_retention")
    return in_force(session)


def in_force(session: Session) -> list[Rule]:
    """Return the rules for whoever applies them."""
    rows = session.scalars(select(RetentionRule).order_by(col(RetentionRule.id)))
    found = [
        Rule(
            row.id,
            Kind(row.kind) if row.kind else None,
            Channel(row.channel) if row.channel else None,
            row.months,
            Depth(row.depth),
        )
        for row in rows
    ]
    return sorted(found, key=lambda rule: rule.specificity)


def set_retention(
    session: Session,
    *,
    actor: Actor,
    kind: Kind | None,
    channel: Channel | None,
    months: int,
    depth: Depth,
    now: datetime,
) -> int:
    """Say how long records of a kind and a channel are kept, and return the rule's id.

    A rule for the same is replaced. Raise InvalidInput for a time that makes no sense.
    """
    permissions.require(actor, "thread.set_retention")
    if not 1 <= months <= MOST_MONTHS:
        raise InvalidInput("Things are kept for 1 to {most} months.", most=MOST_MONTHS)
    table = RetentionRule
    same = select(table).where(col(table.kind) == kind, col(table.channel) == channel)
    row = session.scalars(same.with_for_update()).first() or table(
        kind=kind, channel=channel, months=months, depth=depth, version=0
    )
    row.months, row.depth = months, depth
    row.version += 1
    session.add(row)
    session.flush()
    audit.note(
        session, actor, "thread.set_retention", "retention_rule", row.id, now=now, months=months
    )
    return row.id


def drop_retention(session: Session, *, actor: Actor, rule_id: int, now: datetime) -> None:
    """Take a rule away; without any, everything is kept. Raise NotFound for none."""
    permissions.require(actor, "thread.drop_retention")
    row = session.get(RetentionRule, rule_id, with_for_update=True)
    if row is None:
        raise NotFound("There is no such rule.")
    session.delete(row)
    session.flush()
    audit.note(session, actor, "thread.drop_retention", "retention_rule", rule_id, now=now)


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last of its month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))
