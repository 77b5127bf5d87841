"""Who leads: one holder of a named lease at a time, each reign with a higher epoch."""

from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Update, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from cxgame.schedule.models import Lease


def acquire(
    session: Session, *, name: str, holder: str, lasts: timedelta, now: datetime
) -> int | None:
    """Take or renew a lease and return the epoch of the reign, None while somebody else leads.

    A renewed lease keeps its epoch; one that ran out starts a new reign, even of the same holder.
    """
    expires_at = now + lasts
    lease = update(Lease).where(col(Lease.name) == name)
    mine = lease.where(col(Lease.holder) == holder, col(Lease.expires_at) > now)
    if _changed(session, mine.values(expires_at=expires_at)):
        return epoch_of(session, name=name, holder=holder, now=now)
    free = lease.where(col(Lease.expires_at) <= now)
    if _changed(session, free.values(holder=holder, epoch=Lease.epoch + 1, expires_at=expires_at)):
        return epoch_of(session, name=name, holder=holder, now=now)
    return _found(session, Lease(name=name, holder=holder, epoch=1, expires_at=expires_at))


def release(session: Session, *, name: str, holder: str, now: datetime) -> None:
    """End a reign early, so that the next leader need not wait; not being leader is no error."""
    mine = update(Lease).where(
        col(Lease.name) == name, col(Lease.holder) == holder, col(Lease.expires_at) > now
    )
    session.execute(mine.values(expires_at=now))


def epoch_of(session: Session, *, name: str, holder: str, now: datetime) -> int | None:
    """Return the epoch of the holder's running reign, None when it does not lead."""
    query = select(Lease.epoch).where(
        Lease.name == name, Lease.holder == holder, Lease.expires_at > now
    )
    return session.exec(query).first()


def expiry(session: Session, *, name: str) -> datetime | None:
    """Return until when the newest reign lasts or lasted, None when nobody ever led."""
    return session.exec(select(Lease.expires_at).where(Lease.name == name)).first()


def _changed(session: Session, statement: Update) -> bool:
    done = session.execute(statement)
    assert isinstance(done, CursorResult)  # noqa: S101  # an UPDATE without RETURNING
    return done.rowcount == 1


def _found(session: Session, lease: Lease) -> int | None:
    epoch = lease.epoch
    try:
        with session.begin_nested():
            session.add(lease)
    except IntegrityError:  # somebody leads, or founded the lease a moment before
        return None
    return epoch
