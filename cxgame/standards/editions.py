"""The versions of an SOP: each readable as it was, and what the newest changed for a reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from cxgame import clock, content
from cxgame.errors import NotFound
from cxgame.people.actor import Actor
from cxgame.standards import differences, sops, texts
from cxgame.standards.differences import Difference
from cxgame.standards.models import Origin, Sop, SopVersion, Touchpoint
from cxgame.standards.signing import waiting
from cxgame.standards.signing.models import SopReading
from cxgame.standards.sops import NEW_FOR, SopView

TAG = 12  # figures of the hash that name a version in an address


@dataclass(frozen=True)
class Edition:
    """A version in the list of an SOP's versions; `tag` names it in an address.

    `is_current` is the newest text, which may be announced for a later day; `holds` is the one
    that counts today, none where the first one is still to come.
    """

    id: int
    tag: str
    version: int
    effective_on: date
    is_major: bool
    is_own: bool
    summary: str
    is_current: bool
    holds: bool


@dataclass(frozen=True)
class News:
    """What differs for a reader between a version before and the one in force.

    `is_known` tells that the reader signed or knew the version before; else it is simply the one
    that stood before.
    """

    version: int
    summary: str
    difference: Difference
    is_known: bool


def editions(session: Session, *, actor: Actor, code: str, today: date) -> list[Edition]:
    """Return every text that ever stood, newest first; raise NotFound for an unknown code."""
    sop = _sop(session, code)
    query = select(SopVersion).where(SopVersion.sop_id == sop.id)
    rows = session.exec(query.order_by(col(SopVersion.id).desc())).all()
    holding = _holding(rows, sop, today)
    return [_edition(row, sop, holding, actor.locale) for row in rows]


def edition(session: Session, *, actor: Actor, code: str, tag: str) -> SopView:
    """Return an SOP as one of its versions said it; raise NotFound where there is none."""
    row = _version(session, _sop(session, code), tag)
    touchpoints = dict(session.exec(select(Touchpoint.key, Touchpoint.id)).all())
    text = texts.read(row.revision, row.body)
    return sops.view_of(text, touchpoints=touchpoints, locale=actor.locale)


def news(session: Session, *, actor: Actor, code: str, today: date) -> News | None:
    """Return what changed since the version that the actor last signed or knew.

    Whoever knew none is told what a fresh version changed in the one before. None where the
    actor's language shows nothing new.
    """
    sop = _sop(session, code)
    now = _version(session, sop, sop.current_revision)
    known = select(SopReading.version_id).where(
        SopReading.person_id == actor.person_id, SopReading.sop_id == sop.id
    )
    base = session.exec(known).first()
    if base is None and _begins(now) + NEW_FOR > today:
        base = waiting.previous(session, sop.id, now.id)
        return _news(session, base, now, actor.locale, is_known=False) if base else None
    return _news(session, base, now, actor.locale, is_known=True) if base else None


def since(session: Session, *, actor: Actor, code: str, tag: str) -> News:
    """Return what changed between one version and the one in force; raise NotFound for none."""
    sop = _sop(session, code)
    now, old = (_version(session, sop, name) for name in (sop.current_revision, tag))
    return News(
        old.version,
        "",
        differences.difference(_text(old), _text(now), actor.locale),
        is_known=False,
    )


def _news(
    session: Session, base: int, now: SopVersion, locale: str, *, is_known: bool
) -> News | None:
    old, new = session.get_one(SopVersion, base), _text(now)
    found = differences.difference(_text(old), new, locale)
    if found.is_empty:
        return None
    newest = new.history[0] if new.history else None
    summary = newest.summary.in_language(locale) if newest else ""
    return News(old.version, summary, found, is_known)


def _begins(row: SopVersion) -> date:
    """Return the day from which a version is news: it came in, or takes effect later."""
    return max(row.effective_on, clock.local_day(row.created_at))


def _sop(session: Session, code: str) -> Sop:
    sop = session.exec(select(Sop).where(Sop.code == code, Sop.is_active)).first()
    if sop is None:
        raise NotFound("There is no SOP {code}.", code=code)
    return sop


def _version(session: Session, sop: Sop, tag: str) -> SopVersion:
    query = select(SopVersion).where(
        SopVersion.sop_id == sop.id, col(SopVersion.revision).startswith(tag, autoescape=True)
    )
    row = session.exec(query).first() if len(tag) >= TAG else None
    if row is None:
        raise NotFound("There is no such version of {code}.", code=sop.code)
    return row


def _text(row: SopVersion) -> content.Sop:
    return texts.read(row.revision, row.body)


def _holding(rows: Sequence[SopVersion], sop: Sop, today: date) -> int | None:
    """Return the id of the version that counts today: the current one, or the one before it."""
    begun = [row for row in rows if row.effective_on <= today]
    current = [row for row in begun if row.revision == sop.current_revision]
    return next((row.id for row in [*current, *begun]), None)


def _edition(row: SopVersion, sop: Sop, holding: int | None, locale: str) -> Edition:
    text = _text(row)
    entry = text.history[0] if text.history else None
    return Edition(
        id=row.id,
        tag=row.revision[:TAG],
        version=row.version,
        effective_on=row.effective_on,
        is_major=text.change is content.Change.MAJOR,
        is_own=row.origin == Origin.OWN,
        summary=entry.summary.in_language(locale) if entry else "",
        is_current=row.revision == sop.current_revision,
        holds=row.id == holding,
    )
