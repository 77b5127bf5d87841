"""The stored text of an SOP, read back into the content it came from."""

from typing import Any

from sqlmodel import Session

from cxgame import content
from cxgame.content.fields import Cursor
from cxgame.content.sop import read_sop
from cxgame.standards.models import SopVersion

_READ: dict[str, content.Sop] = {}  # by revision: a text never changes under its hash


def is_read(revision: str) -> bool:
    """Tell whether a text was read before, so that its body need not be fetched."""
    return revision in _READ


def read(revision: str, body: dict[str, Any] | None = None) -> content.Sop:
    """Return what an SOP says in a revision; the body is needed the first time only."""
    if revision not in _READ:
        # What was accepted once stays readable, even if the format grew stricter since.
        _READ[revision] = read_sop(Cursor(body or {}, revision, []))
    return _READ[revision]


def of_version(session: Session, version_id: int) -> content.Sop:
    """Return what an SOP says in one of its versions."""
    row = session.get_one(SopVersion, version_id)
    return read(row.revision, row.body)
