"""The commands on what versions ask: decide, sign, and say that one knows the text."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.people import audit, permissions, turns
from cxgame.people.actor import Actor
from cxgame.people.models import PERSON_ROLES, Role, Team
from cxgame.standards import texts
from cxgame.standards.models import Sop, SopVersion
from cxgame.standards.signing import asks, duties, seals, telling
from cxgame.standards.signing.asks import Kind, Method
from cxgame.standards.signing.models import SopDecision, SopReading


@dataclass(frozen=True)
class Wish:
    """What a version is to ask.

    Empty `roles` mean those that the SOP is for, empty `team_ids` every team, no `due_on` the day
    the version takes effect, or a week where that is past.
    """

    kind: Kind
    roles: tuple[Role, ...] = ()
    team_ids: tuple[int, ...] = ()
    due_on: date | None = None


def decide(
    session: Session,
    *,
    actor: Actor,
    code: str,
    revision: str,
    wish: Wish,
    questions: int = 0,
    now: datetime,
) -> int:
    """Decide what the version in force asks of whom; return the decision's id.

    It takes the place of an earlier decision on this version, and tells those who are to act. The
    same decision again changes nothing. `questions` is how many there are to make a quiz of. Raise
    Conflict where `revision` is in force no more, InvalidInput for a day, a role or a team that
    can't be, or a quiz without questions.
    """
    permissions.require(actor, "standards.decide")
    sop, version = _in_force(session, code, revision)
    wanted = _checked(session, version, wish, questions, clock.local_day(now))
    standing = _standing(session, version.id)
    if standing and _wish_of(standing) == wanted:
        return standing.id
    if standing:
        standing.replaced_at = now
        session.flush()
    row = _add(session, actor, version, wanted, now)
    _tell(session, sop, row, now)
    audit.note(
        session, actor, "standards.decide", "sop_version", version.id, now=now, kind=row.kind
    )
    return row.id


def sign_sop(
    session: Session, *, actor: Actor, person_id: int, code: str, revision: str, now: datetime
) -> int:
    """Sign the version in force after reading it; return the signature's number.

    Signed twice, it is one signature. Raise Conflict where `revision` is in force no more, or the
    SOP asks for a quiz or for nothing.
    """
    permissions.require(actor, "standards.sign_sop", person_id=person_id)
    turns.lock_person(session, person_id)
    sop, version = _in_force(session, code, revision)
    duty = duties.duty_of(session, person_id=person_id, sop_id=sop.id)
    if duty is None:
        raise Conflict("Nobody asks you to sign this SOP.")
    if duty.signed is not None:
        return duty.signed.seq
    if duty.ask.kind is Kind.QUIZ:
        raise Conflict("This SOP asks for a short quiz. Answer it to sign.")
    seq = seals.add_signature(
        session, person_id=person_id, version_id=version.id, method=Method.READ, now=now
    )
    _know(session, person_id, sop.id, version.id, now)
    audit.note(session, actor, "standards.sign_sop", "sop_signature", seq, now=now)
    return seq


def note_reading(
    session: Session, *, actor: Actor, person_id: int, code: str, revision: str, now: datetime
) -> None:
    """Note that somebody knows the version in force: its changes are then no news any more."""
    permissions.require(actor, "standards.note_reading", person_id=person_id)
    turns.lock_person(session, person_id)
    sop, version = _in_force(session, code, revision)
    _know(session, person_id, sop.id, version.id, now)


def sign_by_quiz(
    session: Session, *, person_id: int, version_id: int, right: int, total: int, now: datetime
) -> int:
    """Sign for somebody who passed the quiz on a version; return the signature's number."""
    version = session.get_one(SopVersion, version_id)
    seq = seals.add_signature(
        session,
        person_id=person_id,
        version_id=version_id,
        method=Method.QUIZ,
        quiz=(right, total),
        now=now,
    )
    _know(session, person_id, version.sop_id, version_id, now)
    return seq


def _in_force(session: Session, code: str, revision: str) -> tuple[Sop, SopVersion]:
    """Return an SOP and its version in force, which the caller must have seen."""
    query = select(Sop).where(Sop.code == code, Sop.is_active).with_for_update(key_share=True)
    sop = session.exec(query).first()
    if sop is None:
        raise NotFound("There is no SOP {code}.", code=code)
    if sop.current_revision != revision:
        raise Conflict("This SOP has a newer version now. Read it first.")
    version = select(SopVersion).where(SopVersion.sop_id == sop.id, SopVersion.revision == revision)
    return sop, session.exec(version).one()


def _checked(
    session: Session, version: SopVersion, wish: Wish, questions: int, today: date
) -> Wish:
    """Return a wish with its defaults filled in; raise InvalidInput where it can't be."""
    if wish.kind is Kind.NOTHING:
        return Wish(Kind.NOTHING)
    if wish.kind is Kind.QUIZ and not questions:
        raise InvalidInput("There are no questions on this SOP to make a quiz of.")
    due_on = wish.due_on or asks.default_due(version.effective_on, today)
    if due_on < today:
        raise InvalidInput("Choose a day from today on.")
    if wish.kind is Kind.QUIZ and today <= version.effective_on < due_on:
        raise InvalidInput("The quiz comes before the day on which the version takes effect.")
    roles = wish.roles or tuple(Role(one.value) for one in _roles(version))
    if not set(roles) <= set(PERSON_ROLES):
        raise InvalidInput("This is not a role for a person.")
    return Wish(wish.kind, tuple(sorted(roles)), _open_teams(session, wish.team_ids), due_on)


def _roles(version: SopVersion) -> Iterable[Role]:
    return [Role(one.value) for one in texts.read(version.revision, version.body).roles]


def _open_teams(session: Session, team_ids: Collection[int]) -> tuple[int, ...]:
    wanted = sorted(set(team_ids))
    query = select(Team.id).where(col(Team.id).in_(wanted), Team.is_active)
    if set(session.exec(query)) != set(wanted):
        raise InvalidInput("This is not a unit or a team.")
    return tuple(wanted)


def _add(
    session: Session, actor: Actor, version: SopVersion, wish: Wish, now: datetime
) -> SopDecision:
    row = SopDecision(
        version_id=version.id,
        kind=wish.kind.value,
        roles=[role.value for role in wish.roles],
        team_ids=list(wish.team_ids),
        due_on=wish.due_on,
        decided_by=actor.person_id,
        decided_at=now,
    )
    session.add(row)
    session.flush()
    return row


def _standing(session: Session, version_id: int) -> SopDecision | None:
    """Return the decision that stands on a version, whose turn it is to change it."""
    query = select(SopDecision).where(
        SopDecision.version_id == version_id, col(SopDecision.replaced_at).is_(None)
    )
    return session.exec(query.with_for_update()).first()


def _wish_of(row: SopDecision) -> Wish:
    roles = tuple(Role(role) for role in row.roles)
    return Wish(Kind(row.kind), roles, tuple(row.team_ids), row.due_on)


def _tell(session: Session, sop: Sop, row: SopDecision, now: datetime) -> None:
    """Tell everybody who is to act because of a decision."""
    ask = duties.standing_asks(session, sop_id=sop.id).get(sop.id)
    if ask is not None and ask.decision_id == row.id:
        telling.tell_decision(session, sop, ask, now=now)


def _know(session: Session, person_id: int, sop_id: int, version_id: int, now: datetime) -> None:
    query = select(SopReading).where(SopReading.person_id == person_id, SopReading.sop_id == sop_id)
    row = session.exec(query).first() or SopReading(
        person_id=person_id, sop_id=sop_id, version_id=version_id, read_at=now
    )
    row.version_id, row.read_at = version_id, now
    session.add(row)
    session.flush()
