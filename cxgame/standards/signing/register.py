"""Who signed which version, ever: for managers of their teams, and for whoever sees all."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from cxgame.errors import NotAllowed, NotFound
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.standards.models import Sop, SopVersion
from cxgame.standards.signing import duties, waiting
from cxgame.standards.signing.asks import Duty, Kind, Member, Method
from cxgame.standards.signing.models import SopDecision, SopSignature
from cxgame.standards.sops import words_of


class State(StrEnum):
    """How an ask stands with a person, the most urgent first."""

    OVERDUE = "overdue"
    OPEN = "open"
    SIGNED = "signed"


@dataclass(frozen=True)
class Signer:
    """One person who is asked; the last four are None until there is a signature that meets it."""

    person_id: int
    name: str
    team_id: int | None
    state: State
    due_on: date
    signed_at: datetime | None
    version: int | None
    method: Method | None
    result: tuple[int, int] | None


@dataclass(frozen=True)
class DecisionView:
    """What the version in force asks, of whom, until when, and who decided it (None: nobody)."""

    kind: Kind
    roles: tuple[Role, ...]
    team_ids: tuple[int, ...]
    due_on: date | None
    decided_by: int | None
    decided_at: datetime


@dataclass(frozen=True)
class SignatureLine:
    """One signature as it was given; its team is the one that the person had then."""

    seq: int
    name: str
    team: str
    version: int
    revision: str
    method: Method
    result: tuple[int, int] | None
    signed_at: datetime
    seal: str


@dataclass(frozen=True)
class Register:
    """An SOP's version in force, the decision on it, and the people who are asked, by name.

    `waits` tells that nobody decided on a major change.
    """

    code: str
    title: str
    version: int
    revision: str
    effective_on: date
    roles: tuple[Role, ...]
    decision: DecisionView | None
    waits: bool
    signers: tuple[Signer, ...]

    def count(self, state: State) -> int:
        """Return how many people stand there."""
        return sum(signer.state is state for signer in self.signers)


def register(session: Session, *, actor: Actor, code: str, today: date) -> Register:
    """Return who is asked to sign an SOP and who has, within the actor's reach.

    Raise NotAllowed for the frontline, NotFound for an unknown code.
    """
    _require_leader(actor)
    sop, version = _current(session, code)
    ask = duties.standing_asks(session, sop_id=sop.id).get(sop.id)
    seen = [one for one in duties.members(session) if _sees(actor, one)]
    found = duties.duties(session, people=seen, asked=[ask]) if ask else []
    named = {one.id: one for one in seen}
    return Register(
        code=code,
        title=words_of(sop.title, actor.locale),
        version=version.version,
        revision=version.revision,
        effective_on=version.effective_on,
        roles=tuple(Role(role) for role in version.body["roles"]),
        decision=_decision(session, version.id),
        waits=bool(waiting.undecided(session, sop_id=sop.id)),
        signers=tuple(_signer(duty, named[duty.person_id], today) for duty in found),
    )


def signatures_ever(session: Session, *, actor: Actor, code: str) -> list[SignatureLine]:
    """Return every signature on any version of an SOP within the actor's reach, newest first.

    Of people who left too. Raise NotAllowed for the frontline, NotFound for an unknown code.
    """
    _require_leader(actor)
    sop, _version = _current(session, code)
    query = (
        select(SopSignature)
        .join(SopVersion, col(SopVersion.id) == col(SopSignature.version_id))
        .where(SopVersion.sop_id == sop.id)
        .order_by(col(SopSignature.seq).desc())
    )
    names, teams = people.person_names(session), people.team_names(session)
    return [
        _line(row, names, teams)
        for row in session.exec(query)
        if actor.sees_team(row.team_id) or row.person_id == actor.person_id
    ]


def own_signatures(session: Session, *, actor: Actor, code: str) -> list[SignatureLine]:
    """Return the actor's own signatures on any version of an SOP, newest first."""
    sop, _version = _current(session, code)
    found = duties.signatures(session, sop_ids=[sop.id], person_id=actor.person_id or 0)
    rows = [session.get_one(SopSignature, signed.seq) for signed in reversed(found)]
    return [_line(row, {row.person_id: actor.name}, {}) for row in rows]


def _require_leader(actor: Actor) -> None:
    if actor.role is Role.FRONTLINE:
        raise NotAllowed("Your role does not allow this. Ask your manager or the administrator.")


def _sees(actor: Actor, member: Member) -> bool:
    return actor.sees_team(member.team_id) or member.id == actor.person_id


def _current(session: Session, code: str) -> tuple[Sop, SopVersion]:
    query = (
        select(Sop, SopVersion)
        .join(SopVersion, col(SopVersion.sop_id) == col(Sop.id))
        .where(
            Sop.code == code,
            Sop.is_active,
            col(SopVersion.revision) == col(Sop.current_revision),
        )
    )
    found = session.exec(query).first()
    if found is None:
        raise NotFound("There is no SOP {code}.", code=code)
    return found


def _decision(session: Session, version_id: int) -> DecisionView | None:
    query = select(SopDecision).where(
        SopDecision.version_id == version_id, col(SopDecision.replaced_at).is_(None)
    )
    row = session.exec(query).first()
    if row is None:
        return None
    return DecisionView(
        kind=Kind(row.kind),
        roles=tuple(Role(role) for role in row.roles),
        team_ids=tuple(row.team_ids),
        due_on=row.due_on,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def _signer(duty: Duty, member: Member, today: date) -> Signer:
    signed = duty.signed
    state = State.SIGNED if signed else State.OVERDUE if duty.is_overdue(today) else State.OPEN
    return Signer(
        person_id=member.id,
        name=member.name,
        team_id=member.team_id,
        state=state,
        due_on=duty.due_on,
        signed_at=signed.signed_at if signed else None,
        version=signed.version if signed else None,
        method=signed.method if signed else None,
        result=_result(signed.quiz_right, signed.quiz_total) if signed else None,
    )


def _line(row: SopSignature, names: dict[int, str], teams: dict[int, str]) -> SignatureLine:
    return SignatureLine(
        seq=row.seq,
        name=names.get(row.person_id, ""),
        team=teams.get(row.team_id or 0, ""),
        version=row.version,
        revision=row.revision,
        method=Method(row.method),
        result=_result(row.quiz_right, row.quiz_total),
        signed_at=row.signed_at,
        seal=row.seal,
    )


def _result(right: int | None, total: int | None) -> tuple[int, int] | None:
    return None if right is None or total is None else (right, total)
