"""Read a person's inbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from cxgame.notices.models import Notice
from cxgame.people.actor import Actor


@dataclass(frozen=True)
class NoticeView:
    """A notice: a message id with its values, and the address it leads to."""

    id: int
    message: str
    values: dict[str, Any]
    link: str
    created_at: datetime
    is_read: bool


def unread_count(session: Session, *, actor: Actor) -> int:
    """Return how many notices wait for the actor."""
    query = select(func.count()).where(
        Notice.person_id == actor.person_id, col(Notice.read_at).is_(None)
    )
    return session.exec(query).one()


def inbox(session: Session, *, actor: Actor, limit: int = 50) -> list[NoticeView]:
    """Return the actor's notices, newest first."""
    query = (
        select(Notice)
        .where(Notice.person_id == actor.person_id)
        .order_by(col(Notice.created_at).desc(), col(Notice.id).desc())
        .limit(limit)
    )
    return [
        NoticeView(
            row.id, row.message, row.values, row.link, row.created_at, row.read_at is not None
        )
        for row in session.exec(query)
    ]
