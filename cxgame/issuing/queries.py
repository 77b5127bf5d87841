"""Read who issues, and which keys are published."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.credentials.keys import PublicKey, SigningKey
from cxgame.credentials.open_badge import Issuer
from cxgame.errors import NotFound
from cxgame.issuing.models import IssuerKey
from cxgame.people import queries as people


@dataclass(frozen=True)
class PublishedKey:
    """A key as anybody may see it; `is_current` is the one that signs now."""

    number: int
    key: PublicKey
    since: datetime
    is_current: bool


def issuer(session: Session, *, base: str, number: int | None = None) -> Issuer:
    """Return the company with the key that signs now, or with the one of this number.

    `base` is the public address, without a slash at its end. Raise NotFound where there is no key.
    """
    query = select(IssuerKey).order_by(col(IssuerKey.id).desc()).limit(1)
    if number is not None:
        query = query.where(IssuerKey.id == number)
    row = session.exec(query).first()
    if row is None:
        raise NotFound("There is no such key.")
    name = people.company(session).name
    return Issuer(name, base, row.id, SigningKey(row.secret), row.created_at)


def published_keys(session: Session) -> list[PublishedKey]:
    """Return every key that ever signed, the current one first."""
    rows = list(session.exec(select(IssuerKey).order_by(col(IssuerKey.id).desc())))
    return [
        PublishedKey(row.id, PublicKey(row.public_key), row.created_at, is_current=row is rows[0])
        for row in rows
    ]
