"""Keep the pictures of questions, each once, and find them again."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, select

from cxgame import content, db
from cxgame.learning.pictures.models import StoredPicture


def keep(session: Session, pictures: Iterable[content.PictureFile], *, now: datetime) -> None:
    """Store pictures that are not there yet; under one hash the bytes are always the same."""
    for one in pictures:
        row = {"sha256": one.sha256, "mime": one.mime, "data": one.data, "created_at": now}
        insert = db.insert(session, StoredPicture).on_conflict_do_nothing(index_elements=["sha256"])
        session.execute(insert, [row])


def find(session: Session, *, sha256: str) -> content.PictureFile | None:
    """Return the picture under a hash, None where there is none."""
    row = session.exec(select(StoredPicture).where(StoredPicture.sha256 == sha256)).first()
    return content.PictureFile(row.sha256, row.mime, row.data) if row else None


def address(sha256: str) -> str:
    """Return where a picture is served; it never changes under its address."""
    return f"/pictures/{sha256}"
