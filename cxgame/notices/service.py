"""Tell people, and note that they have read."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from cxgame.notices.models import Notice
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

KEEP_READ = timedelta(days=90)


def tell(
    session: Session,
    *,
    people: Iterable[int],
    key: str,
    message: str,
    link: str,
    now: datetime,
    **values: object,
) -> int:
    """Put a notice into each person's inbox, once per key; return how many are new."""
    wanted = list(dict.fromkeys(people))
    query = select(Notice.person_id).where(Notice.key == key, col(Notice.person_id).in_(wanted))
    known = set(session.exec(query))
    fresh = [person_id for person_id in wanted if person_id not in known]
    for person_id in fresh:
        session.add(
            Notice(
                person_id=person_id,
                key=key,
                message=message,
                values=values,
                link=link,
                created_at=now,
            )
        )
    session.flush()
    return len(fresh)


def mark_read(
    session: Session,
    *,
    actor: Actor,
    person_id: int,
    notice_id: int | None = None,
    now: datetime,
) -> int:
    """Mark one notice, or all, of a person as read; return how many were unread."""
    permissions.require(actor, "notices.mark_read", person_id=person_id)
    unread = (
        update(Notice)
        .where(col(Notice.person_id) == person_id, col(Notice.read_at).is_(None))
        .values(read_at=now)
    )
    if notice_id is not None:
        unread = unread.where(col(Notice.id) == notice_id)
    done = session.execute(unread)
    return int(done.rowcount)  # type: ignore[attr-defined]  # a CursorResult


def forget_read(session: Session, *, now: datetime) -> int:
    """Delete notices that were read more than 90 days ago and return how many."""
    old = delete(Notice).where(col(Notice.read_at) < now - KEEP_READ)
    done = session.execute(old)
    count = int(done.rowcount)  # type: ignore[attr-defined]  # a CursorResult
    if count:
        actor = Actor.system("jobs")
        audit.note(session, actor, "notices.forget_read", "notice", None, now=now, count=count)
    return count
