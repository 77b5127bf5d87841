"""The keys of other systems."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.people import audit, names, passwords, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import ApiKey

API_SCOPES = ("feedback:write", "invitations:write", "cards:read", "cards:write")
NOTED_AGAIN_AFTER = timedelta(hours=1)  # a key that works all day is not written all day


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key of another system, without the key: it was shown once."""

    id: int
    name: str
    scope: str
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


def add_api_key(session: Session, *, actor: Actor, name: str, scope: str, now: datetime) -> str:
    """Return a fresh API key, shown this once; raise InvalidInput for an unknown scope."""
    permissions.require(actor, "people.add_api_key")
    name = names.clean(name)
    if scope not in API_SCOPES:
        raise InvalidInput("Unknown scope. Use one of: {scopes}.", scopes=", ".join(API_SCOPES))
    if session.exec(select(ApiKey.id).where(ApiKey.name == name)).first() is not None:
        raise Conflict("There is already a key with this name.")
    token = f"cxg_{passwords.new_token()}"
    key = ApiKey(name=name, key_hash=passwords.fingerprint(token), scope=scope, created_at=now)
    session.add(key)
    session.flush()
    audit.note(session, actor, "people.add_api_key", "api_key", key.id, now=now)
    return token


def revoke_api_key(session: Session, *, actor: Actor, key_id: int, now: datetime) -> None:
    """Stop an API key from working; raise NotFound when there is none."""
    permissions.require(actor, "people.revoke_api_key")
    key = session.get(ApiKey, key_id)
    if key is None:
        raise NotFound("There is no such key.")
    key.revoked_at = key.revoked_at or now
    session.flush()
    audit.note(session, actor, "people.revoke_api_key", "api_key", key_id, now=now)


def api_keys(session: Session, *, actor: Actor) -> list[KeyView]:
    """Return every key, those that work first; raise NotAllowed for whoever may add none."""
    permissions.require(actor, "people.add_api_key")
    query = select(ApiKey).order_by(col(ApiKey.revoked_at).is_not(None), col(ApiKey.name))
    return [
        KeyView(key.id, key.name, key.scope, key.created_at, key.used_at, key.revoked_at)
        for key in session.exec(query)
    ]


def note_use(session: Session, *, name: str, now: datetime) -> None:
    """Note that a key was used, at most once an hour."""
    session.execute(
        update(ApiKey)
        .where(
            col(ApiKey.name) == name,
            col(ApiKey.used_at).is_(None) | (col(ApiKey.used_at) < now - NOTED_AGAIN_AFTER),
        )
        .values(used_at=now)
    )
