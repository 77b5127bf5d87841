"""Read what is asked of whom: asks that stand, people, their signatures, joined into duties."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.standards.models import Sop, SopVersion
from cxgame.standards.signing import asks
from cxgame.standards.signing.asks import Ask, Duty, Kind, Member, Method, Signed
from cxgame.standards.signing.models import SopDecision, SopSignature
from cxgame.standards.sops import words_of

ASKING = (Kind.SIGN, Kind.QUIZ)


@dataclass(frozen=True)
class ToSign:
    """An SOP that waits for one person's signature; it opens at `sop?code={code}`."""

    sop_id: int
    code: str
    title: str
    version: int
    kind: Kind
    due_on: date


def standing_asks(session: Session, *, sop_id: int | None = None) -> dict[int, Ask]:
    """Return by SOP the newest decision that asks for something.

    A minor version that asks for nothing leaves an ask open, which the newer text then answers; an
    ask on a version that was taken back for an older one is void.
    """
    current = _current_versions(session, sop_id)
    query = (
        select(SopDecision, SopVersion.sop_id)
        .join(SopVersion, col(SopVersion.id) == col(SopDecision.version_id))
        .where(
            col(SopDecision.replaced_at).is_(None),
            col(SopDecision.kind).in_(ASKING),
            col(SopVersion.sop_id).in_(current),
        )
        .order_by(col(SopDecision.decided_at), col(SopDecision.id))
    )
    return {
        owner: _ask(row, owner)
        for row, owner in session.exec(query)
        if row.version_id <= current[owner]
    }


def members(session: Session, *, person_id: int | None = None) -> list[Member]:
    """Return the active people by name, or one of them."""
    query = select(Person).where(Person.is_active).order_by(col(Person.name), col(Person.id))
    if person_id is not None:
        query = query.where(Person.id == person_id)
    return [
        Member(
            row.id,
            row.name,
            row.role,
            row.team_id,
            row.language,
            clock.local_day(row.created_at),
        )
        for row in session.exec(query)
    ]


def signatures(
    session: Session, *, sop_ids: Collection[int], person_id: int | None = None
) -> list[Signed]:
    """Return the signatures on any version of these SOPs, oldest first, or one person's."""
    query = (
        select(SopSignature, SopVersion.sop_id)
        .join(SopVersion, col(SopVersion.id) == col(SopSignature.version_id))
        .where(col(SopVersion.sop_id).in_(sop_ids))
        .order_by(col(SopSignature.seq))
    )
    if person_id is not None:
        query = query.where(SopSignature.person_id == person_id)
    return [_signed(row, sop_id) for row, sop_id in session.exec(query)]


def duties(
    session: Session,
    *,
    people: Iterable[Member],
    asked: Collection[Ask],
    person_id: int | None = None,
) -> list[Duty]:
    """Return every ask that is for one of these people, with the signature that meets it."""
    found: dict[tuple[int, int], list[Signed]] = {}
    for signed in signatures(session, sop_ids=[a.sop_id for a in asked], person_id=person_id):
        found.setdefault((signed.person_id, signed.sop_id), []).append(signed)
    return [
        asks.duty(ask, member, found.get((member.id, ask.sop_id), ()))
        for member in people
        for ask in asked
        if asks.is_meant(ask, member)
    ]


def duty_of(session: Session, *, person_id: int, sop_id: int) -> Duty | None:
    """Return what an SOP asks of a person, None where it asks nothing."""
    ask = standing_asks(session, sop_id=sop_id).get(sop_id)
    if ask is None:
        return None
    who = members(session, person_id=person_id)
    return next(iter(duties(session, people=who, asked=[ask], person_id=person_id)), None)


def to_sign(session: Session, *, actor: Actor) -> list[ToSign]:
    """Return the SOPs that wait for the actor's signature, the soonest due first."""
    if actor.person_id is None:
        return []
    asked = standing_asks(session)
    who = members(session, person_id=actor.person_id)
    open_ = [
        duty
        for duty in duties(
            session, people=who, asked=list(asked.values()), person_id=actor.person_id
        )
        if duty.signed is None
    ]
    ids = [duty.ask.sop_id for duty in open_]
    rows = {row.id: row for row in session.exec(select(Sop).where(col(Sop.id).in_(ids)))}
    found = [_to_sign(duty, rows[duty.ask.sop_id], actor.locale) for duty in open_]
    return sorted(found, key=lambda one: (one.due_on, one.code))


def _current_versions(session: Session, sop_id: int | None) -> dict[int, int]:
    """Return the id of the version in force of each SOP in use."""
    query = (
        select(Sop.id, SopVersion.id)
        .join(SopVersion, col(SopVersion.sop_id) == col(Sop.id))
        .where(Sop.is_active, col(SopVersion.revision) == col(Sop.current_revision))
    )
    if sop_id is not None:
        query = query.where(Sop.id == sop_id)
    return dict(session.exec(query).all())


def _ask(row: SopDecision, sop_id: int) -> Ask:
    return Ask(
        decision_id=row.id,
        sop_id=sop_id,
        version_id=row.version_id,
        kind=Kind(row.kind),
        roles=tuple(row.roles),
        team_ids=tuple(row.team_ids),
        due_on=row.due_on or clock.local_day(row.decided_at),
        decided_at=row.decided_at,
        decided_on=clock.local_day(row.decided_at),
    )


def _signed(row: SopSignature, sop_id: int) -> Signed:
    return Signed(
        seq=row.seq,
        person_id=row.person_id,
        sop_id=sop_id,
        version_id=row.version_id,
        version=row.version,
        method=Method(row.method),
        quiz_right=row.quiz_right,
        quiz_total=row.quiz_total,
        signed_at=row.signed_at,
    )


def _to_sign(duty: Duty, row: Sop, locale: str) -> ToSign:
    return ToSign(
        sop_id=row.id,
        code=row.code,
        title=words_of(row.title, locale),
        version=row.current_version,
        kind=duty.ask.kind,
        due_on=duty.due_on,
    )
