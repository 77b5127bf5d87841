"""The badges there are: brought in from content, each revision kept, one of each current."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from cxgame import content
from cxgame.content import BadgeRule, Counted
from cxgame.content.revision import plain
from cxgame.content.revision import revision as hashed
from cxgame.game.models import Badge
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin
from cxgame.standards.versions import Changes

# What was read already: a revision is a hash of what it says, so it says the same for good.
_READ: dict[tuple[str, str], "Definition"] = {}


@dataclass(frozen=True)
class Definition:
    """A badge as one of its revisions says; `name` and `criteria` hold both languages."""

    key: str
    revision: str
    family: str
    tier: int
    symbol: str
    name: Mapping[str, str]
    criteria: Mapping[str, str]
    rule: BadgeRule
    expires_after: int  # months; 0: it holds for good


def import_badges(
    session: Session,
    *,
    actor: Actor,
    badges: Sequence[content.Badge],
    tracks: Mapping[str, Sequence[str]],
    origin: Origin = Origin.SHIPPED,
    now: datetime,
) -> Changes:
    """Store these badges and say what changed; `tracks` are the modules of each track by its key.

    A badge for a track is a new revision when the track changes. What is earned stays earned, by
    the revision of its day.
    """
    permissions.require(actor, "game.import_badges")
    changes = Changes()
    for position, badge in enumerate(badges):
        _import_badge(session, badge, tracks, position, origin, changes, now)
    session.flush()
    if not changes.is_empty:
        count = len(changes.added) + len(changes.changed)
        audit.note(session, actor, "game.import_badges", "badge", None, now=now, count=count)
    return changes


def current(session: Session) -> list[Definition]:
    """Return the badges that can be earned now, in the order of the content."""
    query = select(Badge.key, Badge.revision).where(Badge.is_current)
    named = session.exec(query.order_by(col(Badge.position), col(Badge.id))).all()
    if any(name not in _READ for name in named):
        every_revision(session)
    return [_READ[name] for name in named]


def new_since(session: Session, moment: datetime) -> set[str]:
    """Return the keys of badges that have a revision made since a moment."""
    return set(session.exec(select(Badge.key).where(Badge.created_at >= moment)))


def every_revision(session: Session) -> dict[tuple[str, str], Definition]:
    """Return every badge that ever was, by key and revision."""
    found = {(row.key, row.revision): _definition(row) for row in session.exec(select(Badge))}
    _READ.update(found)
    return found


def _import_badge(
    session: Session,
    badge: content.Badge,
    tracks: Mapping[str, Sequence[str]],
    position: int,
    origin: Origin,
    changes: Changes,
    now: datetime,
) -> None:
    rule, revision = badge.rule, badge.revision
    if rule.kind is Counted.TRACK:
        rule = replace(rule, modules=tuple(tracks.get(rule.track, ())))
        revision = hashed((badge, rule.modules))
    standing = session.exec(select(Badge).where(Badge.key == badge.id, Badge.is_current)).first()
    if not changes.take_place(
        f"badge {badge.id}",
        entity=badge,
        revision=revision,
        origin=origin,
        standing=(standing.revision, standing.origin) if standing else None,
    ):
        return
    if standing:
        standing.is_current = False
    query = select(Badge).where(Badge.key == badge.id, Badge.revision == revision)
    row = session.exec(query).first() or Badge(
        key=badge.id, revision=revision, position=0, body={}, rule={}, origin="", created_at=now
    )
    row.body, row.rule = plain(badge), {**plain(rule), "kind": rule.kind.value}
    row.position, row.origin, row.is_current = position, origin.value, True
    session.add(row)
    session.flush()


def _definition(row: Badge) -> Definition:
    body = row.body
    return Definition(
        key=row.key,
        revision=row.revision,
        family=body["family"],
        tier=body["tier"],
        symbol=body["symbol"],
        name=body["name"],
        criteria=body["criteria"],
        rule=_rule(row.rule),
        expires_after=body.get("expires_after", 0),
    )


def _rule(stored: Mapping[str, Any]) -> BadgeRule:
    return BadgeRule(
        kind=Counted(stored["kind"]),
        n=stored.get("n", 0),
        modules=tuple(stored.get("modules", ())),
        track=stored.get("track", ""),
    )
