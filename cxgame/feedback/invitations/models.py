"""Tables of invitations."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel

from cxgame.db import UtcDateTime


class Way(StrEnum):
    """How an invitation reaches the customer."""

    WHATSAPP = "whatsapp"
    EMAIL = "email"
    LINK = "link"


class InvitationState(StrEnum):
    """How far an invitation came; what was never sent says why not."""

    WAITING = "waiting"
    SENT = "sent"
    OPENED = "opened"
    ANSWERED = "answered"
    NOT_ASKED = "not_asked"
    CANCELLED = "cancelled"


class WhyNot(StrEnum):
    """Why a customer was not asked, or is no longer."""

    ASKED_BEFORE = "asked_before"
    OPTED_OUT = "opted_out"
    TAKEN_BACK = "taken_back"


class Invitation(SQLModel, table=True):
    """One customer asked for one survey; `customer` is the key, all else of them lies there."""

    __tablename__ = "invitation"
    __table_args__ = (
        # figures: read from the index alone
        Index("ix__invitation__figures", "survey_id", "way", "team_id", "state"),
        Index("ix__invitation__state_due", "state", "due_at"),
        Index("ix__invitation__sent", "sent_at"),
    )

    id: int = Field(default=None, primary_key=True)
    token: str = Field(unique=True)
    survey_id: int = Field(foreign_key="survey.id")
    customer: str = Field(index=True)
    way: str
    team_id: int | None = Field(default=None, foreign_key="team.id")
    touchpoint_id: int | None = Field(default=None, foreign_key="touchpoint.id")
    state: str = InvitationState.WAITING
    why_not: str | None = None
    asked_on: date | None = None  # of a customer who was asked before: when
    language: str
    origin: str = ""  # the start of the link, as its maker saw it
    submission_id: str | None = Field(default=None, unique=True)  # the sender's key
    author_id: int | None = Field(default=None, foreign_key="person.id")
    record_id: int | None = Field(default=None, foreign_key="feedback_record.id", index=True)
    case_id: int | None = Field(  # asked again after this case: the answer goes there
        default=None, foreign_key="feedback_case.id", ondelete="CASCADE", index=True
    )
    created_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the answer, last
    reminded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
