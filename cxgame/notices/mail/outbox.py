"""Post mail: a row of the outbox, in the same transaction as what it tells of."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from cxgame.notices.mail.models import Mail


@dataclass(frozen=True, slots=True)
class Letter:
    """What to send to whom; `key` names it, so that posting it again posts nothing."""

    key: str
    kind: str
    to_address: str
    subject: str
    body: str
    language: str
    to_name: str = ""
    customer: str | None = None
    opt_out_url: str | None = None


def post(
    session: Session, letter: Letter, *, now: datetime, due_at: datetime | None = None
) -> bool:
    """Put a letter into the outbox, due now or later; return whether it is new.

    Called by commands that have asked whether their actor may. It is sent by a job after the
    transaction, if a mail server is set; else it waits there.
    """
    if session.exec(select(Mail.id).where(Mail.key == letter.key)).first() is not None:
        return False
    session.add(
        Mail(
            key=letter.key,
            kind=letter.kind,
            to_address=letter.to_address,
            to_name=letter.to_name,
            customer=letter.customer,
            language=letter.language,
            subject=" ".join(letter.subject.split()),  # a line break would begin a new header
            body=letter.body,
            opt_out_url=letter.opt_out_url,
            due_at=due_at or now,
            created_at=now,
        )
    )
    session.flush()
    return True
