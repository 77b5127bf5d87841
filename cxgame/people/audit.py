"""The audit: who ran which command, in a chain that shows any later change."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import insert, text
from sqlmodel import Session, col, select

from cxgame.db import is_sqlite, table_of
from cxgame.people.actor import Actor
from cxgame.people.models import AuditEntry

GENESIS = "0" * 64
_CHAIN_LOCK = 4_370_001  # any number, the same in every process
# Every command notes itself, so the statements are built once.
_LAST = select(AuditEntry.seq, AuditEntry.hash).order_by(col(AuditEntry.seq).desc()).limit(1)
_APPEND = insert(table_of(AuditEntry))


def note(
    session: Session,
    actor: Actor,
    action: str,
    entity: str,
    entity_id: int | str | None,
    *,
    now: datetime,
    **payload: object,
) -> None:
    """Append one row in the command's own transaction; the payload holds ids, never texts."""
    if not is_sqlite(session):  # SQLite's one writer already waits for its turn
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    session.flush()  # what the command did is written before the note of it
    seq, previous = session.exec(_LAST).first() or (0, GENESIS)
    entry = AuditEntry(
        seq=seq + 1,
        at=now,
        actor=actor.label,
        action=action,
        entity=f"{entity}:{entity_id}" if entity_id is not None else entity,
        payload=json.dumps(payload, sort_keys=True, ensure_ascii=False, default=str),
        previous_hash=previous,
        hash="",
    )
    entry.hash = digest(entry)
    session.execute(_APPEND, entry.model_dump())


def digest(entry: AuditEntry) -> str:
    """Return the SHA-256 that seals an entry together with the one before it."""
    parts = [
        entry.seq,
        entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        entry.actor,
        entry.action,
        entry.entity,
        entry.payload,
        entry.previous_hash,
    ]
    sealed = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(sealed.encode()).hexdigest()


def verify(session: Session) -> tuple[int, int | None]:
    """Return how many entries hold and the number of the first that does not (None: all hold)."""
    previous, count = GENESIS, 0
    query = select(AuditEntry).order_by(col(AuditEntry.seq)).execution_options(yield_per=1000)
    with session.exec(query) as rows:
        for entry in rows:
            whole = entry.seq == count + 1 and entry.previous_hash == previous
            if not whole or digest(entry) != entry.hash:
                return count, entry.seq
            previous, count = entry.hash, count + 1
            session.expunge(entry)
    return count, None
