"""Tables of privacy: requests, what was erased, and how long things are kept."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class Depth(StrEnum):
    """How much of what somebody said goes; who said it always does."""

    ANONYMISE = "anonymise"  # the words stay, without what tells who it is
    ERASE = "erase"  # the words go too


class Cause(StrEnum):
    """Why something was erased."""

    CUSTOMER = "customer"  # somebody asked for it
    RETENTION = "retention"  # its time was over


class RequestKind(StrEnum):
    """What a customer asks for, in the terms of LGPD, art. 18."""

    ACCESS = "access"
    CORRECTION = "correction"
    ANONYMISATION = "anonymisation"
    ERASURE = "erasure"
    OPPOSITION = "opposition"  # or a consent that is taken back


class RequestState(StrEnum):
    """How far a request is."""

    RECEIVED = "received"
    PROVED = "proved"  # we know that it is the customer who asks
    DONE = "done"
    REFUSED = "refused"


class PrivacyRequest(SQLModel, table=True):
    """One request of a customer; an erasure empties who asked and how we knew."""

    __tablename__ = "privacy_request"
    __table_args__ = (Index("ix__privacy_request__state_due", "state", "due_on"),)

    id: int = Field(default=None, primary_key=True)
    kind: str
    state: str = RequestState.RECEIVED
    name: str = ""  # who asks
    contact: str = ""  # where the answer goes
    proof: str = ""  # how we know that it is the customer
    outcome: str = ""
    received_on: date
    due_on: date
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    proved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class Erasure(SQLModel, table=True):
    """What was erased, by numbers and hashes alone, so that a restored copy can be erased anew."""

    __tablename__ = "erasure"

    id: int = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)  # the same in the journal's file
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    cause: str
    depth: str
    request_id: int | None = None  # no foreign key: a restored copy may not know the request
    customers: list[Any] = Field(sa_type=JSON)  # [[id, hash of the key], …]
    records: list[Any] = Field(sa_type=JSON)  # [[id, seal of the submission id], …]
    reports: list[Any] = Field(sa_type=JSON)  # of the ombudsman: [[id, hash of the protocol], …]


class RetentionRule(SQLModel, table=True):
    """How long records of a kind and a channel (None: of any) are kept after their end."""

    __tablename__ = "retention_rule"
    __table_args__ = (
        UniqueConstraint("kind", "channel"),
        CheckConstraint("months >= 1", name="some_time"),
    )

    id: int = Field(default=None, primary_key=True)
    kind: str | None = None
    channel: str | None = None
    months: int
    depth: str
    version: int = 1


class RetentionRun(SQLModel, table=True):
    """What one run found past its time, rule by rule, and erased unless it was dry."""

    __tablename__ = "retention_run"

    id: int = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    is_dry: bool
    lines: list[dict[str, Any]] = Field(sa_type=JSON)
    customers: int
    reports: int
