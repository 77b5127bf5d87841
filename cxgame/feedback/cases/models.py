"""Tables of cases."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, text
from sqlmodel import CheckConstraint, Field, Index, SQLModel

from cxgame.db import UtcDateTime

# The condition of a partial index; a query that says the same in the same words may use it.
IS_OPEN = "status IN ('new', 'in_contact')"


class CaseRule(SQLModel, table=True):
    """What opens a case by itself: the first rule that fits, by position; empty fits all."""

    __tablename__ = "case_rule"
    __table_args__ = (CheckConstraint("length >= 1", name="some_time"),)

    id: int = Field(default=None, primary_key=True)
    name: dict[str, str] = Field(sa_type=JSON)  # language -> words
    position: int
    is_on: bool = True
    kind: str | None = None
    band: str | None = None
    survey_kind: str | None = None
    channel: str | None = None
    survey_id: int | None = Field(default=None, foreign_key="survey.id")
    touchpoint_id: int | None = Field(default=None, foreign_key="touchpoint.id")
    words: list[str] = Field(default_factory=list, sa_type=JSON)  # folded; one of them
    needs_words: bool = False
    needs_contact: bool = False
    purpose: str
    priority: str
    length: int  # of the promise, in `unit`
    unit: str
    owner: str
    version: int = 1


class Case(SQLModel, table=True):
    """One customer to get back to, because of one record; the record's end is the case's.

    Lengths are whole minutes from the opening, for figures that both databases add up alike.
    """

    __tablename__ = "feedback_case"
    __table_args__ = (
        # Figures by team and period read this index alone.
        Index(
            "ix__feedback_case__figures",
            *("team_id", "opened_on", "purpose", "status", "due_at", "contact_minutes"),
            *("solved_minutes", "is_in_time", "times_reopened", "is_dismissed", "is_secret"),
        ),
        Index("ix__feedback_case__team_opened", "team_id", "opened_at"),
        Index(
            "ix__feedback_case__open_due",
            "due_at",
            sqlite_where=text(IS_OPEN),
            postgresql_where=text(IS_OPEN),
        ),
        Index("ix__feedback_case__owner_id", "owner_id", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    record_id: int = Field(foreign_key="feedback_record.id", ondelete="CASCADE", unique=True)
    rule_id: int | None = Field(default=None, foreign_key="case_rule.id")  # None: by hand
    team_id: int | None = Field(default=None, foreign_key="team.id")
    purpose: str
    priority: str
    status: str
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    is_secret: bool = False
    is_history: bool = False  # came with an import: no mail went out by itself
    length: int
    unit: str
    opened_at: datetime = Field(sa_type=UtcDateTime, index=True)
    opened_on: date
    due_at: datetime = Field(sa_type=UtcDateTime)
    is_extended: bool = False
    warned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    escalated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # to the manager
    raised_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # to the director
    contacted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    contact_minutes: int | None = None
    solved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    solved_minutes: int | None = None
    is_in_time: bool = False
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    is_dismissed: bool = False  # closed although there was nothing to solve
    times_reopened: int = 0
    reason_id: int | None = Field(default=None, foreign_key="case_reason.id")
    root_cause: str = ""
    recovery: str = ""
    recovery_cents: int | None = None
    next_step: str = ""
    next_on: date | None = None
    score_after: int | None = None  # on the record's scale
    rescored_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class CaseEvent(SQLModel, table=True):
    """One thing that happened to a case: a contact, a note, a step; only ever added to."""

    __tablename__ = "case_event"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="feedback_case.id", ondelete="CASCADE", index=True)
    kind: str
    means: str | None = None
    outcome: str | None = None
    text: str = ""
    values: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_type=UtcDateTime)


class CaseReason(SQLModel, table=True):
    """Why customers are unhappy, as the company's own list."""

    __tablename__ = "case_reason"

    id: int = Field(default=None, primary_key=True)
    name: dict[str, str] = Field(sa_type=JSON)
    position: int
    is_active: bool = True
    version: int = 1


class AnswerTemplate(SQLModel, table=True):
    """A ready answer in both languages, with places for names in braces."""

    __tablename__ = "answer_template"

    id: int = Field(default=None, primary_key=True)
    name: dict[str, str] = Field(sa_type=JSON)
    subject: dict[str, str] = Field(sa_type=JSON)
    body: dict[str, str] = Field(sa_type=JSON)
    purpose: str | None = None  # None: fits every case
    position: int
    is_active: bool = True
    version: int = 1


class Testimonial(SQLModel, table=True):
    """A customer's words with the consent to show them; a withdrawn one is shown no more."""

    __tablename__ = "testimonial"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="feedback_case.id", ondelete="CASCADE", unique=True)
    words: str
    shown_name: str = ""  # "" without a name
    places: list[str] = Field(sa_type=JSON)
    consent: str  # the sentence that the customer agreed to
    consent_version: int
    consented_on: date
    noted_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ObservationAnswer(SQLModel, table=True):
    """What became of an observation: taken up or not, with a kind reason for its author."""

    __tablename__ = "observation_answer"

    record_id: int = Field(
        primary_key=True,
        foreign_key="feedback_record.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    is_accepted: bool
    words: str
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime = Field(sa_type=UtcDateTime)
