"""Tables of the ombudsman's office; whoever queries them asks who may first."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel

from cxgame.db import UtcDateTime
from cxgame.feedback.ombudsman.kinds import Status


class OmbudsmanReport(SQLModel, table=True):
    """What somebody filed: their words and, unless anonymous, who they are.

    `record_id` is what all others see of it: a record, empty where the report is secret. Of the key
    that follows it only a hash is kept.
    """

    __tablename__ = "ombudsman_report"
    __table_args__ = (Index("ix__ombudsman_report__status_due", "status", "due_on"),)

    id: int = Field(default=None, primary_key=True)
    protocol: str = Field(unique=True)
    key_hash: str
    form_hash: str = Field(unique=True)  # the same form sent twice is one report
    kind: str
    privacy: str
    status: str = Status.RECEIVED
    text: str
    name: str = ""
    email: str | None = None
    phone: str = ""
    language: str
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    record_id: int | None = Field(default=None, foreign_key="feedback_record.id", index=True)
    filed_at: datetime = Field(sa_type=UtcDateTime, index=True)
    due_on: date
    extension_reason: str | None = None  # None: the deadline is the first one
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    rating: int | None = None  # of the answer, 1 to 5
    rating_text: str = ""
    rated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class OmbudsmanEntry(SQLModel, table=True):
    """One message, answer or internal note; the author is a person of ours, if anybody."""

    __tablename__ = "ombudsman_entry"

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="ombudsman_report.id", index=True)
    kind: str
    text: str
    author_id: int | None = Field(default=None, foreign_key="person.id")
    form_hash: str | None = Field(default=None, unique=True)
    at: datetime = Field(sa_type=UtcDateTime)


class OmbudsmanQuestion(SQLModel, table=True):
    """What the ombudsman asks a leader about a report, in words of the ombudsman's own."""

    __tablename__ = "ombudsman_question"

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="ombudsman_report.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    asked_by: int | None = Field(default=None, foreign_key="person.id")
    text: str
    asked_at: datetime = Field(sa_type=UtcDateTime)
    reply: str = ""
    replied_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OmbudsmanCode(SQLModel, table=True):
    """A code sent to the address left with a report, to replace a lost key; only its hash."""

    __tablename__ = "ombudsman_code"

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="ombudsman_report.id", index=True)
    code_hash: str
    tries: int = 0
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
