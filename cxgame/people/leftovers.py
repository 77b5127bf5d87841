"""Clear away what signing in leaves behind: sessions, links and counts of failures."""

from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Delete, Update, delete, update
from sqlmodel import Session, col

from cxgame.people import audit
from cxgame.people.actor import Actor
from cxgame.people.models import PasswordLink, SignInFailure, SignInSession
from cxgame.settings import get_settings

KEEP_ENDED = timedelta(days=90)


def clear(session: Session, *, now: datetime) -> int:
    """End expired sessions, drop ended ones, old links and old failures; return how many rows."""
    pause = timedelta(minutes=get_settings().sign_in_pause_minutes)
    expired = update(SignInSession).where(
        col(SignInSession.ended_at).is_(None), col(SignInSession.expires_at) <= now
    )
    ended = _count(session, expired.values(ended_at=SignInSession.expires_at))
    old = now - KEEP_ENDED
    dropped = (
        _count(session, delete(SignInSession).where(col(SignInSession.ended_at) < old))
        + _count(session, delete(PasswordLink).where(col(PasswordLink.expires_at) < old))
        + _count(session, delete(SignInFailure).where(col(SignInFailure.last_at) < now - pause))
    )
    if ended or dropped:
        actor = Actor.system("jobs")
        audit.note(
            session, actor, "people.clear", "sign_in", None, now=now, ended=ended, dropped=dropped
        )
    return ended + dropped


def _count(session: Session, statement: Update | Delete) -> int:
    done = session.execute(statement)
    assert isinstance(done, CursorResult)  # noqa: S101  # no RETURNING
    return done.rowcount
