"""Tables of the outbox."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import CheckConstraint, Field, Index, SQLModel

from cxgame.db import UtcDateTime


class MailState(StrEnum):
    """Where a mail stands; a dead one was tried as often as it may be."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
    CANCELLED = "cancelled"


class Mail(SQLModel, table=True):
    """One mail to one address; `key` makes a repeated posting the same mail."""

    __tablename__ = "mail"
    __table_args__ = (Index("ix__mail__state_due", "state", "due_at"),)

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str = Field(index=True)  # invitation, reminder, case, ombudsman, digest, …
    to_address: str
    to_name: str = ""
    customer: str | None = Field(default=None, index=True)  # the key, None for a person of ours
    language: str
    subject: str
    body: str  # plain text
    opt_out_url: str | None = None  # said at the foot, and in List-Unsubscribe
    state: str = MailState.WAITING
    due_at: datetime = Field(sa_type=UtcDateTime)  # while it is being sent: when that is given up
    attempts: int = 0
    last_error: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class MailServerState(SQLModel, table=True):
    """How the mail server was when we last spoke to it; one row."""

    __tablename__ = "mail_server_state"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: int = Field(default=1, primary_key=True)
    reached_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failing_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failure: str | None = None
