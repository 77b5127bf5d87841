"""The chain of seals that makes signatures provable, and the one way to add to it."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, select

from cxgame.content.revision import revision
from cxgame.db import is_sqlite
from cxgame.people import turns
from cxgame.standards.models import SopVersion
from cxgame.standards.signing.asks import Method
from cxgame.standards.signing.models import SopSignature

GENESIS = "0" * 64
_CHAIN_LOCK = 4_370_011  # any number, the same in every process


def add_signature(
    session: Session,
    *,
    person_id: int,
    version_id: int,
    method: Method,
    quiz: tuple[int, int] | None = None,
    now: datetime,
) -> int:
    """Seal a signature and return its number; the same person, version and method sign once.

    `quiz` is how many answers were right, of how many.
    """
    person = turns.lock_person(session, person_id)
    known = _known(session, person_id, version_id, method)
    if known is not None:
        return known
    seq, previous = _last(session)
    version = session.get_one(SopVersion, version_id)
    right, total = quiz or (None, None)
    row = SopSignature(
        seq=seq + 1,
        person_id=person_id,
        team_id=person.team_id,
        version_id=version_id,
        version=version.version,
        revision=version.revision,
        method=method.value,
        quiz_right=right,
        quiz_total=total,
        signed_at=now,
        previous_seal=previous,
        seal="",
    )
    row.seal = seal(row)
    session.add(row)
    session.flush()
    return row.seq


def seal(row: SopSignature) -> str:
    """Return the SHA-256 over who signed which text when and how, and the seal before."""
    parts = [
        row.seq,
        row.person_id,
        row.team_id,
        row.version_id,
        row.version,
        row.revision,
        row.method,
        row.quiz_right,
        row.quiz_total,
        row.signed_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        row.previous_seal,
    ]
    sealed = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(sealed.encode()).hexdigest()


def verify(session: Session) -> tuple[int, int | None]:
    """Return how many signatures hold and the number of the first that does not (None: all hold).

    One holds when its seal fits the row and the one before, and when the text that is stored under
    its version still has the hash that was signed.
    """
    texts = _hashes(session)
    previous, count = GENESIS, 0
    for row in _rows(session):
        is_next = row.seq == count + 1 and row.previous_seal == previous
        if not is_next or seal(row) != row.seal or texts.get(row.version_id) != row.revision:
            return count, row.seq
        previous, count = row.seal, count + 1
    return count, None


def _known(session: Session, person_id: int, version_id: int, method: Method) -> int | None:
    query = select(SopSignature.seq).where(
        SopSignature.person_id == person_id,
        SopSignature.version_id == version_id,
        SopSignature.method == method,
    )
    return session.exec(query).first()


def _last(session: Session) -> tuple[int, str]:
    """Return the number and the seal of the last signature, whose turn it is to add the next."""
    if not is_sqlite(session):  # SQLite's one writer already waits for its turn
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    query = select(SopSignature.seq, SopSignature.seal).order_by(col(SopSignature.seq).desc())
    return session.exec(query.limit(1)).first() or (0, GENESIS)


def _rows(session: Session) -> Iterator[SopSignature]:
    query = select(SopSignature).order_by(col(SopSignature.seq))
    with session.exec(query.execution_options(yield_per=1000)) as rows:
        for row in rows:
            yield row
            session.expunge(row)


def _hashes(session: Session) -> dict[int, str]:
    """Return the hash of the text of every version that somebody signed, made anew."""
    signed = select(SopSignature.version_id).distinct()
    query = select(SopVersion.id, SopVersion.body).where(col(SopVersion.id).in_(signed))
    return {version_id: revision(body) for version_id, body in session.exec(query)}
