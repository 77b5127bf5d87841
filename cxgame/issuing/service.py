"""Commands on the keys that credentials are signed with."""

from datetime import datetime

from sqlmodel import Session, select

from cxgame.credentials import keys
from cxgame.issuing.models import IssuerKey
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor


def add_issuer_key(session: Session, *, actor: Actor, now: datetime) -> int:
    """Make a fresh key, which signs from now on, and return its number; the others stay published.

    What was handed out before keeps verifying by the key that it names.
    """
    permissions.require(actor, "issuing.add_issuer_key")
    key = keys.new_key()
    row = IssuerKey(public_key=key.public.multibase, secret=key.secret, created_at=now)
    session.add(row)
    session.flush()
    audit.note(session, actor, "issuing.add_issuer_key", "issuer_key", row.id, now=now)
    return row.id


def set_up(session: Session, *, actor: Actor, now: datetime) -> None:
    """Make the first key, once; a second call changes nothing."""
    permissions.require(actor, "issuing.set_up")
    if session.exec(select(IssuerKey.id).limit(1)).first() is None:
        add_issuer_key(session, actor=actor, now=now)
