"""The journal of erasures: numbers and hashes, from which a restored copy is erased anew."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from cxgame.errors import InvalidInput
from cxgame.feedback import erased
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.thread.privacy.held import Held, portions
from cxgame.thread.privacy.models import Cause, Depth, Erasure

Marks = list[tuple[int, str]]  # (id, hash): an id alone may come again after an import was undone


@dataclass(frozen=True)
class Entry:
    """One erasure, as the journal's file has it, a line each."""

    uid: str
    at: str
    cause: Cause
    depth: Depth
    request_id: int | None
    customers: Marks
    records: Marks
    reports: Marks


def note(
    session: Session,
    held: Held,
    *,
    cause: Cause,
    depth: Depth,
    request_id: int | None = None,
    now: datetime,
) -> int:
    """Note what is about to be erased, before it is; return the erasure's id."""
    row = Erasure(
        uid=secrets.token_hex(16),
        at=now,
        cause=cause,
        depth=depth,
        request_id=request_id,
        customers=_marks(session, Customer, Customer.key, held.customers),
        records=_marks(session, FeedbackRecord, FeedbackRecord.submission_id, held.records),
        reports=_marks(session, OmbudsmanReport, OmbudsmanReport.protocol, held.reports),
    )
    session.add(row)
    session.flush()
    return row.id


def entries(session: Session) -> Iterator[Entry]:
    """Yield every erasure, oldest first."""
    for row in session.scalars(select(Erasure).order_by(col(Erasure.id))):
        yield Entry(
            uid=row.uid,
            at=row.at.isoformat(),
            cause=Cause(row.cause),
            depth=Depth(row.depth),
            request_id=row.request_id,
            customers=row.customers,
            records=row.records,
            reports=row.reports,
        )


def unknown(session: Session, told: Iterable[Entry]) -> list[Entry]:
    """Return the erasures that this database knows nothing of."""
    known = set(session.scalars(select(col(Erasure.uid))))
    return [entry for entry in told if entry.uid not in known]


def keep(session: Session, entry: Entry) -> None:
    """Take an erasure over from another copy's journal."""
    values = {**asdict(entry), "at": datetime.fromisoformat(entry.at)}
    session.add(Erasure(**values))
    session.flush()


def still_there(session: Session, entry: Entry) -> tuple[list[int], list[int], list[int]]:
    """Return the ids of customers, records and reports that this copy holds as they were."""
    return (
        _alive(session, Customer, Customer.key, entry.customers),
        _alive(session, FeedbackRecord, FeedbackRecord.submission_id, entry.records),
        _alive(session, OmbudsmanReport, OmbudsmanReport.protocol, entry.reports),
    )


def as_line(entry: Entry) -> str:
    """Return an erasure as a line of the journal's file."""
    return json.dumps(asdict(entry), separators=(",", ":"))


def read_line(line: str) -> Entry:
    """Return the erasure of a line; raise InvalidInput for a line that is none."""
    try:
        values = json.loads(line)
        marks = {
            name: [(int(id_), str(seal)) for id_, seal in values[name]]
            for name in ("customers", "records", "reports")
        }
        datetime.fromisoformat(values["at"])
        request = values["request_id"]
        return Entry(
            uid=str(values["uid"]),
            at=str(values["at"]),
            cause=Cause(values["cause"]),
            depth=Depth(values["depth"]),
            request_id=None if request is None else int(request),
            **marks,
        )
    except (ValueError, KeyError, TypeError):
        raise InvalidInput("This is no journal of erasures.") from None


def _marks(session: Session, table: Any, column: Any, ids: Iterable[int]) -> Marks:
    found: Marks = []
    for some in portions(list(ids)):
        rows = session.execute(select(table.id, column).where(col(table.id).in_(some)))
        found += [(id_, _sealed(word)) for id_, word in rows]
    return sorted(found)


def _alive(session: Session, table: Any, column: Any, marks: Marks) -> list[int]:
    wanted = dict(marks)
    found: list[int] = []
    for some in portions(list(wanted)):
        rows = session.execute(select(table.id, column).where(col(table.id).in_(some)))
        found += [
            id_
            for id_, word in rows
            if _sealed(word) == wanted[id_] and not word.startswith(erased.PREFIX)
        ]
    return found


def _sealed(word: str) -> str:
    """Return the hash of a key; of an erased record's, the one that it was sealed by."""
    if word.startswith(erased.PREFIX):
        return erased.seal(word).removeprefix(erased.PREFIX)
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).hexdigest()
