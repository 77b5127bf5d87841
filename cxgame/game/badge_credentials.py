"""Badges as credentials that anybody can verify."""

from datetime import timedelta

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.credentials.open_badge import Achievement, Issued, Kind
from cxgame.game import definitions
from cxgame.game.definitions import Definition
from cxgame.game.models import Badge, BadgeAward
from cxgame.issuing.sources import Source
from cxgame.people.models import Person
from cxgame.standards.sops import words_of

NAME = "badges"
REVISION = 12  # letters of a hash that tell revisions apart


def _issued(session: Session, public_id: str, locale: str) -> Issued | None:
    award = session.exec(select(BadgeAward).where(BadgeAward.public_id == public_id)).first()
    if award is None:
        return None
    known = definitions.every_revision(session)
    over = award.expires_on + timedelta(days=1) if award.expires_on else None
    return Issued(
        public_id=public_id,
        source=NAME,
        place=award.id,
        recipient=session.get_one(Person, award.person_id).name,
        achievement=_described(known[award.badge_key, award.badge_revision], locale),
        issued_at=award.awarded_at,
        expires_at=clock.start_of(over) if over else None,
        revoked_at=award.revoked_at,
    )


def _achievement(session: Session, key: str, locale: str) -> Achievement | None:
    """Return the badge as it can be earned now, or as it last could."""
    query = select(Badge.revision).where(Badge.key == key)
    newest = query.order_by(col(Badge.is_current).desc(), col(Badge.id).desc()).limit(1)
    revision = session.exec(newest).first()
    if revision is None:
        return None
    return _described(definitions.every_revision(session)[key, revision], locale)


def _described(badge: Definition, locale: str) -> Achievement:
    criteria = words_of(dict(badge.criteria), locale)
    return Achievement(
        key=badge.key,
        kind=Kind.BADGE,
        name=words_of(dict(badge.name), locale),
        description=criteria,
        criteria=criteria,
        language=locale,
        version=badge.revision[:REVISION],
        family=badge.family,
        tier=badge.tier,
        symbol=badge.symbol,
    )


def _revoked(session: Session, first: int, last: int) -> list[int]:
    query = select(BadgeAward.id).where(
        BadgeAward.id >= first, BadgeAward.id < last, col(BadgeAward.revoked_at).is_not(None)
    )
    return list(session.exec(query))


BADGES = Source(NAME, _issued, _achievement, _revoked)
