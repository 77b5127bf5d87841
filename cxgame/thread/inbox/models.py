"""Tables of the inbox: what each person chose, and what their calendar was told."""

from datetime import date, datetime

from sqlalchemy import JSON
from sqlmodel import CheckConstraint, Field, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class InboxChoice(SQLModel, table=True):
    """How a person wants the daily e-mail; times are minutes of the company's day.

    Between `quiet_from` and `quiet_until`, which may lie over midnight, nothing is sent; equal ones
    are no quiet at all. `left_out` are kinds that are not mailed.
    """

    __tablename__ = "inbox_choice"
    __table_args__ = (
        CheckConstraint("mail_at BETWEEN 0 AND 1439", name="mail_at"),
        CheckConstraint("quiet_from BETWEEN 0 AND 1439", name="quiet_from"),
        CheckConstraint("quiet_until BETWEEN 0 AND 1439", name="quiet_until"),
    )

    person_id: int = Field(
        primary_key=True, foreign_key="person.id", sa_column_kwargs={"autoincrement": False}
    )
    is_mailed: bool = True
    mail_at: int = 7 * 60
    quiet_from: int = 20 * 60
    quiet_until: int = 6 * 60
    left_out: list[str] = Field(default_factory=list, sa_type=JSON)
    looked_on: date | None = None  # the last day on which it was asked what to send


class CalendarFeed(SQLModel, table=True):
    """The secret address of a person's calendar; only its hash is kept."""

    __tablename__ = "calendar_feed"

    person_id: int = Field(
        primary_key=True, foreign_key="person.id", sa_column_kwargs={"autoincrement": False}
    )
    token_hash: str = Field(unique=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # to the hour


class CalendarEntry(SQLModel, table=True):
    """What a person's calendar was told of one thing: `sequence` rises with every change."""

    __tablename__ = "calendar_entry"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    key: str
    uid: str = Field(unique=True)
    sequence: int = 0
    summary: str
    address: str
    on_day: date
    changed_at: datetime = Field(sa_type=UtcDateTime)
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
