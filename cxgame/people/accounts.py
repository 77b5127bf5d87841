"""Signing in and out: sessions, pauses after failures, links to choose a password."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, delete, update
from sqlmodel import Session, col, select

from cxgame import clock, db
from cxgame.errors import NotFound
from cxgame.people import audit, passwords, permissions, turns
from cxgame.people.actor import Actor
from cxgame.people.models import (
    PasswordLink,
    Person,
    PersonScope,
    Role,
    SignInFailure,
    SignInSession,
    Team,
)
from cxgame.people.names import fold
from cxgame.people.stand_ins import queries as stand_ins
from cxgame.settings import get_settings

PASSWORD_LINK_LASTS = timedelta(days=3)
ATTEMPTS_PER_ADDRESS = 10  # times the attempts that one name has


@dataclass(frozen=True)
class Account:
    """What is needed to check a password."""

    person_id: int
    name: str
    password_hash: str | None


def find_account(session: Session, *, name: str) -> Account | None:
    """Return the active account with this sign-in name or e-mail, None when there is none."""
    wanted = fold(name)
    query = select(Person).where(
        (Person.sign_in_name == wanted) | (Person.email == wanted), Person.is_active
    )
    person = session.exec(query).first()
    return Account(person.id, person.name, person.password_hash) if person else None


def seconds_to_wait(session: Session, *, keys: list[str], now: datetime) -> int:
    """Return how long these keys (sign-in name, address) must wait before the next attempt."""
    pause = timedelta(minutes=get_settings().sign_in_pause_minutes)
    query = select(SignInFailure.key, SignInFailure.failures, SignInFailure.last_at)
    rows = session.exec(query.where(col(SignInFailure.key).in_(keys)))
    waits = [last_at + pause - now for key, failures, last_at in rows if failures >= _allowed(key)]
    return max((int(wait.total_seconds()) + 1 for wait in waits if wait > timedelta()), default=0)


def note_failure(session: Session, *, keys: list[str], now: datetime) -> None:
    """Count one failed attempt for each key; a count older than the pause starts again."""
    pause = timedelta(minutes=get_settings().sign_in_pause_minutes)
    table = db.table_of(SignInFailure)
    again = case((table.c.last_at < now - pause, 1), else_=table.c.failures + 1)
    counting = db.insert(session, SignInFailure).on_conflict_do_update(
        index_elements=["key"], set_={"failures": again, "last_at": now}
    )
    rows = [{"key": key, "failures": 1, "last_at": now} for key in sorted(keys)]
    session.connection().execute(counting, rows)  # in one order: no two wait for each other


def start_session(session: Session, *, person_id: int, keys: list[str], now: datetime) -> str:
    """Open a session for a person whose password was right and return the cookie's secret."""
    session.execute(delete(SignInFailure).where(col(SignInFailure.key).in_(keys)))
    token = passwords.new_token()
    hours = timedelta(hours=get_settings().session_hours)
    session.add(
        SignInSession(
            token_hash=passwords.fingerprint(token),
            person_id=person_id,
            started_at=now,
            expires_at=now + hours,
        )
    )
    session.flush()
    return token


def end_session(session: Session, *, token: str, now: datetime) -> None:
    """Close the session behind a cookie; an unknown one is no error."""
    row = _session(session, token)
    if row and row.ended_at is None:
        row.ended_at = now
        session.flush()


def end_sessions_of(session: Session, *, person_id: int, now: datetime, keep: str = "") -> None:
    """Close every open session of a person but the one whose secret is `keep`."""
    session.execute(
        update(SignInSession)
        .where(
            col(SignInSession.person_id) == person_id,
            col(SignInSession.ended_at).is_(None),
            col(SignInSession.token_hash) != passwords.fingerprint(keep),
        )
        .values(ended_at=now)
    )


def sign_out_elsewhere(
    session: Session, *, actor: Actor, person_id: int, keep: str, now: datetime
) -> None:
    """Close a person's sessions on every other device; `keep` is the secret of this one."""
    permissions.require(actor, "people.sign_out_elsewhere", person_id=person_id)
    end_sessions_of(session, person_id=person_id, now=now, keep=keep)
    audit.note(session, actor, "people.sign_out_elsewhere", "person", person_id, now=now)


def actor_of(session: Session, *, token: str | None, now: datetime) -> Actor | None:
    """Return who is behind a cookie, None when the session is unknown, ended or expired."""
    row = _session(session, token) if token else None
    if row is None or row.ended_at is not None or row.expires_at <= now:
        return None
    person = session.get(Person, row.person_id)
    if person is None or not person.is_active:
        return None
    return as_actor(session, person, today=clock.local_day(now))


def as_actor(session: Session, person: Person, *, today: date | None = None) -> Actor:
    """Return a person as an actor, with every team in reach, and for whom they stand in on a day.

    Without a day they act for themselves alone.
    """
    return Actor(
        role=Role(person.role),
        name=person.name,
        person_id=person.id,
        team_id=person.team_id,
        team_ids=_teams_in_reach(session, person),
        locale=person.language or "",
        is_ombudsman=person.is_ombudsman,
        stands_in_for=stand_ins.stands_in_for(session, person.id, today) if today else frozenset(),
    )


def make_password_link(session: Session, *, actor: Actor, person_id: int, now: datetime) -> str:
    """Return the secret of a fresh one-use link; earlier links of the person stop working.

    Raise NotFound for an unknown or inactive person, NotAllowed outside the actor's reach.
    """
    person = session.get(Person, person_id)
    if person is None or not person.is_active:
        raise NotFound("There is no such active person.")
    permissions.require(actor, "people.make_password_link", team_id=person.team_id)
    if actor.role is Role.MANAGER and person.role != Role.FRONTLINE:
        permissions.require(actor, "people.change_person")  # a manager helps the frontline only
    _stop_links(session, person_id, now)
    token = passwords.new_token()
    session.add(
        PasswordLink(
            person_id=person_id,
            token_hash=passwords.fingerprint(token),
            expires_at=now + PASSWORD_LINK_LASTS,
        )
    )
    audit.note(session, actor, "people.make_password_link", "person", person_id, now=now)
    return token


def person_of_link(session: Session, *, token: str, now: datetime) -> Account:
    """Return whose password a link sets; raise NotFound when it is used, old or unknown."""
    query = select(PasswordLink).where(
        PasswordLink.token_hash == passwords.fingerprint(token),
        col(PasswordLink.used_at).is_(None),
        PasswordLink.expires_at > now,
    )
    link = session.exec(query).first()
    person = session.get(Person, link.person_id) if link else None
    if person is None or not person.is_active:
        raise NotFound("This link was already used or is too old. Ask for a new one.")
    return Account(person.id, person.name, None)


def use_password_link(session: Session, *, token: str, password_hash: str, now: datetime) -> int:
    """Store the new password of a link's person, close old sessions, return the person's id."""
    turns.lock_person(session, person_of_link(session, token=token, now=now).person_id)
    account = person_of_link(session, token=token, now=now)  # somebody may have been faster
    _store_password(session, account.person_id, password_hash, now, keep="")
    actor = Actor(role=Role.SYSTEM, name="password-link")
    audit.note(session, actor, "people.use_password_link", "person", account.person_id, now=now)
    return account.person_id


def change_password(
    session: Session,
    *,
    actor: Actor,
    person_id: int,
    password_hash: str,
    now: datetime,
    keep: str = "",
) -> None:
    """Store a person's own new password, already hashed; close all sessions but that of `keep`."""
    permissions.require(actor, "people.change_password", person_id=person_id)
    _store_password(session, person_id, password_hash, now, keep)
    audit.note(session, actor, "people.change_password", "person", person_id, now=now)


def _store_password(
    session: Session, person_id: int, password_hash: str, now: datetime, keep: str
) -> None:
    person = session.get_one(Person, person_id)
    person.password_hash = password_hash
    end_sessions_of(session, person_id=person_id, now=now, keep=keep)
    _stop_links(session, person_id, now)
    session.flush()


def _stop_links(session: Session, person_id: int, now: datetime) -> None:
    """Let no link that is about set a person's password any more."""
    session.execute(
        update(PasswordLink)
        .where(col(PasswordLink.person_id) == person_id, col(PasswordLink.used_at).is_(None))
        .values(used_at=now)
    )


def _allowed(key: str) -> int:
    """Return how many failures a key may have; a whole shop shares one address."""
    attempts = get_settings().sign_in_attempts
    return attempts * ATTEMPTS_PER_ADDRESS if key.startswith("address:") else attempts


def _session(session: Session, token: str) -> SignInSession | None:
    query = select(SignInSession).where(SignInSession.token_hash == passwords.fingerprint(token))
    return session.exec(query).first()


def _teams_in_reach(session: Session, person: Person) -> frozenset[int]:
    home = {person.team_id} if person.team_id else set()
    if person.role != Role.MANAGER:
        return frozenset(home)
    scopes = session.exec(select(PersonScope).where(PersonScope.person_id == person.id)).all()
    units = [scope.unit_id for scope in scopes if scope.unit_id]
    inside = session.exec(select(Team.id).where(col(Team.unit_id).in_(units))).all()
    named = {scope.team_id for scope in scopes if scope.team_id}
    return frozenset(home | named | set(inside))
