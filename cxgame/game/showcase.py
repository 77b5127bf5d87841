"""What somebody has earned, for themselves; for the team only what they chose to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from cxgame.content import BadgeRule, Counted
from cxgame.errors import NotAllowed
from cxgame.game import badges, badging, definitions
from cxgame.game.badges import Standing
from cxgame.game.definitions import Definition
from cxgame.game.models import BadgeAward, BadgeSharing
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role


@dataclass(frozen=True)
class BadgeView:
    """A badge and how somebody stands with it.

    `on_day` is None while it is not earned, `done` of `goal` say how far the way is gone. An award
    that was taken back has its `revoked_reason`; `is_new` until its owner has seen it.
    """

    key: str
    family: str
    tier: int
    symbol: str
    name: Mapping[str, str]
    criteria: Mapping[str, str]
    rule: BadgeRule
    done: int
    goal: int
    share: float
    on_day: date | None = None
    expires_on: date | None = None
    public_id: str = ""
    is_new: bool = False
    revoked_reason: str = ""


@dataclass(frozen=True)
class Shelf:
    """The badges that somebody shows to the team, by name of the person."""

    person_id: int
    name: str
    badges: tuple[BadgeView, ...]


def badges_of(session: Session, *, actor: Actor, person_id: int, today: date) -> list[BadgeView]:
    """Return every badge, earned ones first and the newest on top, then the nearest; own only."""
    if actor.role is not Role.SYSTEM and actor.person_id != person_id:
        raise NotAllowed("Only the person sees this.")
    awards = _held(session, person_id, today)
    known = definitions.current(session)
    revisions = definitions.every_revision(session)
    facts = badging.facts_of(session, person_id, tuple(Counted), today)
    earned = [
        _earned(award, revisions[award.badge_key, award.badge_revision])
        for award in sorted(awards.values(), key=lambda one: (one.awarded_at, one.id), reverse=True)
    ]
    missing = [
        _missing(one, badges.standing(one.rule, facts)) for one in known if one.key not in awards
    ]
    return [*earned, *sorted(missing, key=lambda one: -one.share)]


def fresh_badges(session: Session, *, actor: Actor) -> list[BadgeView]:
    """Return the actor's badges that were not celebrated yet, oldest first."""
    query = select(BadgeAward).where(
        BadgeAward.person_id == actor.person_id,
        col(BadgeAward.seen_at).is_(None),
        col(BadgeAward.revoked_at).is_(None),
    )
    awards = session.exec(query.order_by(col(BadgeAward.id))).all()
    if not awards:
        return []
    revisions = definitions.every_revision(session)
    return [_earned(award, revisions[award.badge_key, award.badge_revision]) for award in awards]


def shares_badges(session: Session, *, person_id: int) -> bool:
    """Tell whether somebody shows their badges to the team."""
    row = session.get(BadgeSharing, person_id)
    return row is not None and row.is_shared


def shared_in_team(session: Session, *, actor: Actor, today: date) -> list[Shelf]:
    """Return what the people of the actor's team show, by name; nothing is counted or compared."""
    if actor.team_id is None:
        return []
    query = (
        select(Person)
        .join(BadgeSharing, col(BadgeSharing.person_id) == col(Person.id))
        .where(Person.team_id == actor.team_id, Person.is_active, BadgeSharing.is_shared)
    )
    people = session.exec(query.order_by(col(Person.name))).all()
    return [_shelf(session, person, today) for person in people]


def shared_by(session: Session, *, actor: Actor, person_id: int, today: date) -> Shelf | None:
    """Return what a person shows to those who lead them; None where they keep it to themselves."""
    person = session.get(Person, person_id)
    leads = actor.role is not Role.FRONTLINE and person and actor.sees_team(person.team_id)
    if person is None or not leads or not shares_badges(session, person_id=person_id):
        return None
    return _shelf(session, person, today)


def badges_to_watch(
    session: Session, *, actor: Actor, person_id: int, today: date
) -> list[BadgeView]:
    """Return what a person earned, for who may take one back; those taken back too, by name."""
    permissions.require(actor, "game.revoke_badge")
    revisions = definitions.every_revision(session)
    awards = _held(session, person_id, today).values()
    views = [_earned(one, revisions[one.badge_key, one.badge_revision]) for one in awards]
    return sorted(views, key=lambda one: one.name.get(actor.locale) or one.key)


def share_badges(
    session: Session, *, actor: Actor, person_id: int, is_shared: bool, now: datetime
) -> None:
    """Show one's badges to the team, or keep them to oneself again."""
    permissions.require(actor, "game.share_badges", person_id=person_id)
    row = session.get(BadgeSharing, person_id) or BadgeSharing(
        person_id=person_id, is_shared=False, changed_at=now
    )
    row.is_shared, row.changed_at = is_shared, now
    session.add(row)
    session.flush()
    audit.note(
        session, actor, "game.share_badges", "person", person_id, now=now, is_shared=is_shared
    )


def _shelf(session: Session, person: Person, today: date) -> Shelf:
    revisions = definitions.every_revision(session)
    awards = [one for one in _held(session, person.id, today).values() if not one.revoked_at]
    views = [_earned(one, revisions[one.badge_key, one.badge_revision]) for one in awards]
    return Shelf(person.id, person.name, tuple(views))


def _held(session: Session, person_id: int, today: date) -> dict[str, BadgeAward]:
    """Return the last award of each badge, but for those that expired."""
    query = select(BadgeAward).where(BadgeAward.person_id == person_id)
    rows = session.exec(query.order_by(col(BadgeAward.id))).all()
    return {row.badge_key: row for row in rows if row.expires_on is None or row.expires_on >= today}


def _earned(award: BadgeAward, of: Definition) -> BadgeView:
    goal = _goal(of)
    return BadgeView(
        key=of.key,
        family=of.family,
        tier=of.tier,
        symbol=of.symbol,
        name=of.name,
        criteria=of.criteria,
        rule=of.rule,
        done=goal,
        goal=goal,
        share=1.0,
        on_day=award.on_day,
        expires_on=award.expires_on,
        public_id=award.public_id,
        is_new=award.seen_at is None,
        revoked_reason=award.revoked_reason,
    )


def _missing(of: Definition, so_far: Standing) -> BadgeView:
    return BadgeView(
        key=of.key,
        family=of.family,
        tier=of.tier,
        symbol=of.symbol,
        name=of.name,
        criteria=of.criteria,
        rule=of.rule,
        done=max(0, min(so_far.done, so_far.goal)),
        goal=so_far.goal,
        share=so_far.share,
    )


def _goal(of: Definition) -> int:
    return badges.standing(of.rule, badges.Facts(())).goal
