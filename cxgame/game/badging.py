"""Give badges where the ledger says they are earned, and take one back with a reason."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import ColumnElement
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from cxgame import clock
from cxgame.content import Counted
from cxgame.db import table_of
from cxgame.errors import InvalidInput, NotFound
from cxgame.game import badges, definitions, rules
from cxgame.game.badges import Facts, Row, Standing
from cxgame.game.definitions import Definition
from cxgame.game.models import BadgeAward, PointEntry, Season
from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.people import audit, permissions, turns
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.people.rota import queries as rota

# Rows after which badges are looked for. Answers and reviews are not among them, so that none
# costs a count; what they lead to is given when the practice or the module ends.
CLOSING = frozenset((*rules.UNITS, rules.SCENARIO, rules.KUDOS, rules.MISSION))
SHORTEST_REASON, LONGEST_REASON = 10, 200
REVOKED = N_("A badge was taken back. The reason stands beside it.")


def grant_after(session: Session, *, person_id: int, rule: str, now: datetime) -> int:
    """Give the badges that a new row of this rule completes and return how many.

    Whoever calls holds the person's lock.
    """
    if rule not in CLOSING:
        return 0
    kinds = {kind for kind, watched in badges.WATCHES.items() if rule in watched}
    kinds |= {Counted.LEVEL, *([Counted.REVIEWS] if rule in rules.UNITS else [])}
    return grant(session, person_id=person_id, kinds=kinds, now=now)


def grant(session: Session, *, person_id: int, kinds: Collection[Counted], now: datetime) -> int:
    """Give the badges of these kinds that a person has earned and does not hold; return how many.

    One that was taken back is not given again; one that expired is, from what was done since.
    """
    today = clock.local_day(now)
    held = _latest(session, person_id)
    open_ = [
        one
        for one in definitions.current(session)
        if one.rule.kind in kinds and _is_open(held.get(one.key), today)
    ]
    if not open_:
        return 0
    facts = facts_of(session, person_id, {one.rule.kind for one in open_}, today)
    count = 0
    for one in open_:
        before = held.get(one.key)
        reached = badges.standing(one.rule, since(facts, before.on_day) if before else facts)
        if reached.is_reached:
            _award(session, person_id, one, reached, before, now)
            count += 1
    session.flush()
    return count


def grant_missed(session: Session, *, now: datetime) -> int:
    """Give everybody what was missed, by a new badge or a rule that changed; return how many."""
    active = select(Person.id).where(Person.is_active).order_by(col(Person.id))
    count = 0
    for person_id in session.exec(active).all():
        turns.lock_person(session, person_id)
        count += grant(session, person_id=person_id, kinds=tuple(Counted), now=now)
    return count


def revoke_badge(
    session: Session, *, actor: Actor, public_id: str, reason: str, now: datetime
) -> None:
    """Take a badge back, with a reason that the person is shown; it stays in the books.

    Raise InvalidInput without a real reason, NotFound where there is no such award.
    """
    permissions.require(actor, "game.revoke_badge")
    reason = " ".join(reason.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise InvalidInput(
            "Write the reason in {low} to {high} characters.",
            low=SHORTEST_REASON,
            high=LONGEST_REASON,
        )
    award = session.exec(select(BadgeAward).where(BadgeAward.public_id == public_id)).first()
    if award is None:
        raise NotFound("There is no such badge.")
    if award.revoked_at is not None:
        return
    award.revoked_at, award.revoked_reason = now, reason
    session.flush()
    notices.tell(
        session,
        people=[award.person_id],
        key=f"badge-revoked:{public_id}",
        message=REVOKED,
        link=f"me?badge={award.badge_key}",
        now=now,
    )
    audit.note(session, actor, "game.revoke_badge", "badge_award", public_id, now=now)


def mark_seen(session: Session, *, actor: Actor, person_id: int, now: datetime) -> int:
    """Note that somebody has seen their new badges celebrated; return how many were new."""
    permissions.require(actor, "game.mark_seen", person_id=person_id)
    query = select(BadgeAward).where(
        BadgeAward.person_id == person_id, col(BadgeAward.seen_at).is_(None)
    )
    fresh = session.exec(query).all()
    for award in fresh:
        award.seen_at = now
    session.flush()
    return len(fresh)


def facts_of(session: Session, person_id: int, kinds: Collection[Counted], today: date) -> Facts:
    """Return what these kinds of badges ask for of one person until a day, and no more."""
    watched = {rule for kind in kinds for rule in badges.WATCHES[kind]}
    is_mine = (col(PointEntry.person_id) == person_id) & (col(PointEntry.on_day) <= today)
    total, until = 0, 0
    if Counted.LEVEL in kinds:
        sums = select(func.sum(PointEntry.points), func.max(PointEntry.id))
        found = session.exec(sums.where(is_mine)).one()
        total, until = int(found[0] or 0), found[1] or 0
    return Facts(
        rows=_rows(session, is_mine, col(PointEntry.rule).in_(watched)) if watched else (),
        given=_given(session, person_id, today) if Counted.KUDOS_TO in kinds else (),
        total=total,
        until=until,
        rota=rota.rota_of(session, person_id) if Counted.STREAK in kinds else Facts(()).rota,
        today=today,
        seasons=seasons(session) if Counted.SEASONS in kinds else (),
    )


def since(facts: Facts, day: date) -> Facts:
    """Return what was done after a day: a badge that expired is earned by what came later."""
    return Facts(
        rows=[row for row in facts.rows if row.on_day > day],
        given=[row for row in facts.given if row.on_day > day],
        total=facts.total,
        until=facts.until,
        rota=facts.rota,
        today=facts.today,
        seasons=facts.seasons,
    )


def seasons(session: Session) -> list[tuple[date, date]]:
    """Return the first and the last day of every season, oldest first."""
    query = select(col(Season.starts_on), col(Season.ends_on)).order_by(col(Season.number))
    return [(first, last) for first, last in session.exec(query)]


def _rows(session: Session, *conditions: ColumnElement[bool]) -> list[Row]:
    table = table_of(PointEntry)
    columns = [table.c[field] for field in Row.__dataclass_fields__]
    query = select_columns(*columns).where(*conditions).order_by(table.c.id)
    return [Row(*values) for values in session.execute(query)]


def _given(session: Session, person_id: int, today: date) -> list[Row]:
    sender = f"person:{person_id}"
    is_thanks = (col(PointEntry.rule) == rules.KUDOS) & (col(PointEntry.on_day) <= today)
    return _rows(session, is_thanks, col(PointEntry.revision) == sender)


def _latest(session: Session, person_id: int) -> dict[str, BadgeAward]:
    """Return the last award of each badge that a person ever got."""
    query = select(BadgeAward).where(BadgeAward.person_id == person_id)
    return {row.badge_key: row for row in session.exec(query.order_by(col(BadgeAward.number)))}


def _is_open(award: BadgeAward | None, today: date) -> bool:
    if award is None:
        return True
    has_expired = award.expires_on is not None and award.expires_on < today
    return award.revoked_at is None and has_expired


def _award(
    session: Session,
    person_id: int,
    badge: Definition,
    reached: Standing,
    before: BadgeAward | None,
    now: datetime,
) -> None:
    today = clock.local_day(now)
    session.add(
        BadgeAward(
            public_id=str(uuid4()),
            person_id=person_id,
            badge_key=badge.key,
            badge_revision=badge.revision,
            number=before.number + 1 if before else 1,
            evidence=reached.evidence,
            awarded_at=now,
            on_day=today,
            expires_on=badges.expiry(today, badge.expires_after),
        )
    )
