"""Read certificates: one's own, those of the teams one answers for, the one at an address."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from cxgame import clock
from cxgame.credentials.open_badge import State
from cxgame.errors import NotFound
from cxgame.learning.bodies import module_of
from cxgame.learning.certificates import terms
from cxgame.learning.certificates.models import Certificate
from cxgame.learning.models import Module
from cxgame.people import names
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Team
from cxgame.standards.models import Sop, SopVersion
from cxgame.standards.sops import words_of

PAGE_SIZE = 25


@dataclass(frozen=True)
class CertificateView:
    """A certificate in the reader's language; the SOP's `version` is 0 where none is known."""

    id: int
    public_id: str
    person_id: int
    person: str
    team: str
    slug: str
    module: str
    objective: str
    revision: str
    sop_code: str
    sop_title: str
    sop_version: int
    right: int
    total: int
    issued_at: datetime
    issued_on: date
    valid_until: date | None
    state: State
    revoked_at: datetime | None
    revoked_reason: str


@dataclass(frozen=True)
class Search:
    """Which certificates somebody looks for; empty values let everything through."""

    words: str = ""
    team_id: int | None = None
    state: State | None = None


@dataclass(frozen=True)
class Page:
    """The certificates of one page, how many there are in all, and which page of how many."""

    certificates: list[CertificateView]
    total: int
    number: int
    count: int


def own_certificates(session: Session, *, actor: Actor, today: date) -> list[CertificateView]:
    """Return the actor's newest certificate of each module, newest first."""
    query = select(Certificate).where(Certificate.person_id == (actor.person_id or 0))
    rows = session.exec(query.order_by(col(Certificate.issued_at).desc(), col(Certificate.id)))
    newest: dict[int, Certificate] = {}
    for row in rows:
        newest.setdefault(row.module_id, row)
    return [view(session, row, actor.locale, today) for row in newest.values()]


def certificate_of_run(session: Session, *, actor: Actor, run_id: int) -> str:
    """Return the public id of what one of the actor's runs was given, "" where it was nothing."""
    query = select(Certificate.public_id).where(
        Certificate.run_id == run_id,
        Certificate.person_id == (actor.person_id or 0),
        col(Certificate.revoked_at).is_(None),
    )
    return session.exec(query).first() or ""


def certificate(
    session: Session, *, actor: Actor, certificate_id: int, today: date
) -> CertificateView:
    """Return one certificate that the actor sees; raise NotFound for others."""
    query = _seen(actor).where(Certificate.id == certificate_id)
    row = session.exec(query).first()
    if row is None:
        raise NotFound("There is no such certificate.")
    return view(session, row, actor.locale, today)


def certificates(
    session: Session, *, actor: Actor, search: Search, today: date, page: int = 1
) -> Page:
    """Return one page of the certificates of the people whom the actor answers for, newest first.

    A page beyond the last shows the last.
    """
    query = _seen(actor)
    for condition in _conditions(session, search, today):
        query = query.where(condition)
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    count = max(1, -(-total // PAGE_SIZE))
    number = min(max(page, 1), count)
    query = query.order_by(col(Certificate.issued_at).desc(), col(Certificate.id).desc())
    rows = session.exec(query.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    views = [view(session, row, actor.locale, today) for row in rows]
    return Page(views, total, number, count)


def view(session: Session, row: Certificate, locale: str, today: date) -> CertificateView:
    """Return a certificate as it reads in a language and stands on a day."""
    person, module = session.get_one(Person, row.person_id), module_of(session, row.version_id)
    team = session.get(Team, person.team_id) if person.team_id else None
    sop = session.get_one(Sop, session.get_one(Module, row.module_id).sop_id)
    version = session.get(SopVersion, row.sop_version_id) if row.sop_version_id else None
    return CertificateView(
        id=row.id,
        public_id=row.public_id,
        person_id=row.person_id,
        person=person.name,
        team=team.name if team else "",
        slug=module.slug,
        module=module.title.in_language(locale),
        objective=module.objective.in_language(locale),
        revision=module.revision,
        sop_code=sop.code,
        sop_title=words_of(version.body["title"] if version else sop.title, locale),
        sop_version=version.version if version else 0,
        right=row.right,
        total=row.total,
        issued_at=row.issued_at,
        issued_on=clock.local_day(row.issued_at),
        valid_until=row.valid_until,
        state=terms.state(row.valid_until, row.revoked_at, today),
        revoked_at=row.revoked_at,
        revoked_reason=row.revoked_reason,
    )


def _seen(actor: Actor) -> SelectOfScalar[Certificate]:
    query = select(Certificate).join(Person, col(Person.id) == col(Certificate.person_id))
    return query if actor.sees_all else query.where(col(Person.team_id).in_(actor.team_ids))


def _conditions(session: Session, search: Search, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if search.team_id is not None:
        found.append(col(Person.team_id) == search.team_id)
    if words := names.fold(search.words).split():
        people = [
            key
            for key, name in session.exec(select(Person.id, Person.name))
            if all(word in names.fold(name) for word in words)
        ]
        modules = [
            key
            for key, title in session.exec(select(Module.id, Module.title))
            if all(word in names.fold(" ".join(title.values())) for word in words)
        ]
        found.append(
            or_(col(Certificate.person_id).in_(people), col(Certificate.module_id).in_(modules))
        )
    is_over = col(Certificate.valid_until) < today
    match search.state:
        case State.REVOKED:
            found.append(col(Certificate.revoked_at).is_not(None))
        case State.EXPIRED:
            found += [col(Certificate.revoked_at).is_(None), is_over]
        case State.VALID:
            holds = or_(col(Certificate.valid_until).is_(None), ~is_over)
            found += [col(Certificate.revoked_at).is_(None), holds]
    return found
