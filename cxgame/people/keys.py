"""Commands on the keys of other systems."""

from datetime import datetime

from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.people import audit, names, passwords, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import ApiKey

API_SCOPES = ("feedback:write",)


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
