"""What became of a record, from the audit."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.feedback import inbox
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Event:
    """One command on a record; `who` is "" where no person ran it."""

    action: str
    who: str
    at: datetime


def record_history(session: Session, *, actor: Actor, record_id: int) -> list[Event]:
    """Return what was done with a record, oldest first.

    Raise NotFound when the actor may not read the record.
    """
    inbox.record(session, actor=actor, record_id=record_id)
    query = select(AuditEntry).where(AuditEntry.entity == f"record:{record_id}")
    names = people.person_names(session)
    rows = session.exec(query.order_by(col(AuditEntry.seq))).all()
    return [Event(row.action, _who(row.actor, names), row.at) for row in rows]


def _who(label: str, names: dict[int, str]) -> str:
    kind, _, number = label.partition(":")
    return names.get(int(number), "") if kind == "person" and number.isdigit() else ""
