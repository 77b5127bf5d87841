"""Make of a file that came in the evidence that is kept, and find it for whoever may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete
from sqlmodel import Session, col, func, select

from cxgame.content import picture_encoding
from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback import inbox
from cxgame.feedback.evidence.models import Evidence
from cxgame.feedback.visits.models import Visit
from cxgame.feedback.visits.scope import visible
from cxgame.people.actor import Actor

PDF = "application/pdf"
MOST_FILES = 12  # of one visit or record
LARGEST_PDF = 5_000_000  # bytes
_PDF_BEGINS = b"%PDF-"


@dataclass(frozen=True)
class Kept:
    """A file as it is kept."""

    mime: str
    data: bytes


@dataclass(frozen=True)
class EvidenceLine:
    """A file beside a visit or a record, without its bytes."""

    id: int
    item_key: str
    mime: str
    size: int

    @property
    def address(self) -> str:
        """Return where it is served, to those who may see it."""
        return f"/evidence/{self.id}"


def made(data: bytes, *, with_pdf: bool = True) -> Kept:
    """Return what is kept of a file: a picture drawn anew without place and time, a PDF as it is.

    Raise InvalidInput for what is neither, or is too large.
    """
    if with_pdf and data.startswith(_PDF_BEGINS):
        if len(data) > LARGEST_PDF:
            raise InvalidInput(
                "This file is too large: choose one under {n} MB.", n=LARGEST_PDF // 10**6
            )
        return Kept(PDF, data)
    picture = picture_encoding.encoded(data)
    return Kept(picture.mime, picture.data)


def keep(
    session: Session,
    file: Kept,
    *,
    added_by: int | None,
    visit_id: int | None = None,
    record_id: int | None = None,
    item_key: str = "",
    now: datetime,
) -> int:
    """Store a file beside a visit or a record and return its id; raise InvalidInput when full."""
    owner = _of(visit_id, record_id)
    count = session.exec(select(func.count()).select_from(Evidence).where(owner)).one()
    if count >= MOST_FILES:
        raise InvalidInput("At most {n} files. Remove one first.", n=MOST_FILES)
    row = Evidence(
        visit_id=visit_id,
        record_id=record_id,
        item_key=item_key,
        mime=file.mime,
        size=len(file.data),
        data=file.data,
        added_by=added_by,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def drop(session: Session, *, evidence_id: int, visit_id: int) -> None:
    """Throw a file of a visit away."""
    session.execute(
        delete(Evidence).where(col(Evidence.id) == evidence_id, col(Evidence.visit_id) == visit_id)
    )
    session.flush()


def beside(
    session: Session, *, visit_id: int | None = None, record_id: int | None = None
) -> tuple[EvidenceLine, ...]:
    """Return the files beside a visit or a record that the caller has let the actor read."""
    query = select(Evidence.id, Evidence.item_key, Evidence.mime, Evidence.size)
    rows = session.exec(query.where(_of(visit_id, record_id)).order_by(col(Evidence.id)))
    return tuple(EvidenceLine(*row) for row in rows)


def with_photo(session: Session, *, record_ids: Iterable[int]) -> dict[int, int]:
    """Return the first photo of each of these records, by record."""
    query = select(Evidence.record_id, func.min(Evidence.id)).where(
        col(Evidence.record_id).in_(list(record_ids))
    )
    rows = session.exec(query.group_by(col(Evidence.record_id)))
    return {record_id: first for record_id, first in rows if record_id is not None}


def find(session: Session, *, actor: Actor, evidence_id: int) -> Kept:
    """Return a file; raise NotFound where there is none, or its owner is out of sight."""
    row = session.get(Evidence, evidence_id)
    if row is None:
        raise NotFound("There is no such file.")
    if row.added_by is not None and row.added_by == actor.person_id:
        return Kept(row.mime, row.data)  # one's own, whichever team one is in since
    if row.record_id is not None:
        inbox.record(session, actor=actor, record_id=row.record_id)
    else:
        query = select(Visit.id).where(Visit.id == row.visit_id, *visible(actor))
        if session.exec(query).first() is None:
            raise NotFound("There is no such file.")
    return Kept(row.mime, row.data)


def _of(visit_id: int | None, record_id: int | None) -> ColumnElement[bool]:
    if visit_id is not None:
        return col(Evidence.visit_id) == visit_id
    return col(Evidence.record_id) == record_id
