"""The tags of records in their table: read for some, put on, taken off, replaced."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import delete, select
from sqlmodel import Session, col

from cxgame import db
from cxgame.feedback.models import RecordTag


def tags_of(session: Session, record_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return the tags of records by record id, in alphabetical order; none where there are none."""
    table = RecordTag
    found: dict[int, list[str]] = {}
    query = select(col(table.record_id), col(table.tag)).where(col(table.record_id).in_(record_ids))
    for record_id, tag in session.execute(query.order_by(col(table.tag))) if record_ids else ():
        found.setdefault(record_id, []).append(tag)
    return {record_id: tuple(named) for record_id, named in found.items()}


def attach(session: Session, tags: Mapping[int, Sequence[str] | None]) -> None:
    """Put tags on records, by record id; those that they bear already stay as they are."""
    rows = [
        {"record_id": record_id, "tag": tag}
        for record_id, given in tags.items()
        for tag in given or ()
    ]
    if rows:
        session.connection().execute(db.insert(session, RecordTag).on_conflict_do_nothing(), rows)


def detach(session: Session, record_ids: Collection[int], tags: Iterable[str]) -> None:
    """Take tags off records, where they bear them."""
    table = RecordTag
    off = delete(table).where(col(table.record_id).in_(record_ids), col(table.tag).in_(tuple(tags)))
    session.execute(off.execution_options(synchronize_session=False))


def replace(session: Session, record_id: int, tags: Sequence[str] | None) -> None:
    """Give a record these tags and no others."""
    off = delete(RecordTag).where(col(RecordTag.record_id) == record_id)
    session.execute(off.execution_options(synchronize_session=False))
    attach(session, {record_id: tags})
