"""Read the outbox: how many letters stand where, the letters themselves, the server."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame.notices.mail.models import Mail, MailServerState, MailState
from cxgame.people import permissions
from cxgame.people.actor import Actor


@dataclass(frozen=True, slots=True)
class MailView:
    """A letter as a list shows it: whom it is for is masked, what it says is left out."""

    id: int
    kind: str
    to: str
    state: MailState
    due_at: datetime
    attempts: int
    error: str
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class MailPage:
    """Some letters, newest first, and how many there are."""

    letters: tuple[MailView, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ServerView:
    """How the mail server was when we last spoke to it; "" and None where we never did."""

    reached_at: datetime | None = None
    failing_since: datetime | None = None
    failure: str = ""


def counts(session: Session, *, actor: Actor) -> dict[MailState, int]:
    """Return how many letters there are in each state."""
    permissions.require(actor, "notices.try_again")
    found = dict(session.exec(select(Mail.state, func.count()).group_by(Mail.state)).all())
    return {state: found.get(state.value, 0) for state in MailState}


def letters(
    session: Session, *, actor: Actor, state: MailState, limit: int = 50, offset: int = 0
) -> MailPage:
    """Return the letters of one state, newest first."""
    permissions.require(actor, "notices.try_again")
    total = session.exec(select(func.count()).where(Mail.state == state)).one()
    query = select(Mail).where(Mail.state == state).order_by(col(Mail.id).desc())
    rows = session.exec(query.limit(limit).offset(offset))
    return MailPage(tuple(_view(row) for row in rows), total)


def server_state(session: Session, *, actor: Actor) -> ServerView:
    """Return how the mail server was when we last spoke to it."""
    permissions.require(actor, "notices.try_again")
    row = session.get(MailServerState, 1)
    if row is None:
        return ServerView()
    return ServerView(row.reached_at, row.failing_since, row.failure or "")


def masked(address: str) -> str:
    """Return an address that tells its domain alone: a…@example.com."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}" if local else ""


def _view(mail: Mail) -> MailView:
    return MailView(
        id=mail.id,
        kind=mail.kind,
        to=masked(mail.to_address),
        state=MailState(mail.state),
        due_at=mail.due_at,
        attempts=mail.attempts,
        error=mail.last_error or "",
        created_at=mail.created_at,
        sent_at=mail.sent_at,
    )
