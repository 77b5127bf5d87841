"""Tables of the feedback room."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, text
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime

# Conditions of partial indexes; a query that says the same in the same words may use one.
IS_HELD = "is_held"
NO_SURVEY = "kind <> 'survey'"


def _only_where(name: str, columns: str, condition: str) -> Index:
    """Return an index over the few rows that fulfil a condition; the others don't pay for it."""
    return Index(
        name, *columns.split(), sqlite_where=text(condition), postgresql_where=text(condition)
    )


class ImportBatch(SQLModel, table=True):
    """One file that was brought in, so that it can be taken back whole."""

    __tablename__ = "import_batch"

    id: int = Field(default=None, primary_key=True)
    kind: str  # feedback or served
    file_name: str
    file_hash: str  # sha256 of the file
    mapping: dict[str, str] = Field(sa_type=JSON)  # field -> column
    options: dict[str, Any] = Field(sa_type=JSON)
    rows_read: int = 0
    created: int = 0
    duplicates: int = 0
    rejected: int = 0
    state: str  # running, done, undoing, undone
    attempt: int = 1  # an import that goes on after it was interrupted is another attempt
    actor: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Survey(SQLModel, table=True):
    """A question with a public address, /s/{token}; texts are JSON like {"pt-BR": …, "en": …}."""

    __tablename__ = "survey"

    id: int = Field(default=None, primary_key=True)
    token: str = Field(unique=True)
    name: str
    kind: str
    scale_low: int
    scale_high: int
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    touchpoint_id: int | None = Field(default=None, foreign_key="touchpoint.id")
    question: dict[str, str] = Field(sa_type=JSON)
    follow_up: dict[str, dict[str, str]] = Field(sa_type=JSON)  # band -> language -> words
    is_open: bool = True
    closes_on: date | None = None  # the last day on which it takes answers
    legal_basis: str = Field(
        default="legitimate_interest", sa_column_kwargs={"server_default": "legitimate_interest"}
    )
    consent: dict[str, str] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    consent_version: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    throttle_days: int = Field(default=90, sa_column_kwargs={"server_default": "90"})
    invitation_days: int = Field(default=30, sa_column_kwargs={"server_default": "30"})
    reminder_days: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # 0: none
    version: int = 1
    created_at: datetime = Field(sa_type=UtcDateTime)


class SurveyVersion(SQLModel, table=True):
    """What a survey said at one of its versions, so that an answer keeps what was asked."""

    __tablename__ = "survey_version"
    __table_args__ = (UniqueConstraint("survey_id", "version"),)

    id: int = Field(default=None, primary_key=True)
    survey_id: int = Field(foreign_key="survey.id")
    version: int
    content: dict[str, Any] = Field(sa_type=JSON)
    actor: str  # as the audit writes it
    person_id: int | None = Field(default=None, foreign_key="person.id")
    changed_at: datetime = Field(sa_type=UtcDateTime)


class FeedbackRecord(SQLModel, table=True):
    """Whatever was heard, once; `submission_id` is the sender's key.

    `on_day` is the company's day of `collected_at`. `band` is kept beside the score so that
    roll-ups and filters need no arithmetic. A held record counts in no figure until released.
    """

    __tablename__ = "feedback_record"
    __table_args__ = (
        Index("ix__feedback_record__team_collected", "team_id", "collected_at"),
        Index("ix__feedback_record__touchpoint_collected", "touchpoint_id", "collected_at"),
        # The analysis counts answers by what stands here without looking at the records.
        Index(
            "ix__feedback_record__answers",
            *("survey_kind", "on_day", "team_id", "touchpoint_id", "channel", "language"),
            *("survey_id", "sop_step_id", "band", "score", "scale_low", "scale_high", "is_held"),
            "is_secret",
            sqlite_where=text("survey_kind IS NOT NULL"),
            postgresql_where=text("survey_kind IS NOT NULL"),
        ),
        _only_where("ix__feedback_record__held", "collected_at", IS_HELD),
        _only_where("ix__feedback_record__voice", "collected_at", NO_SURVEY),
        _only_where("ix__feedback_record__sop_step", "sop_step_id", "sop_step_id IS NOT NULL"),
        _only_where("ix__feedback_record__author", "author_id", "author_id IS NOT NULL"),
        _only_where(
            "ix__feedback_record__survey", "survey_id kind channel", "survey_id IS NOT NULL"
        ),
        _only_where("ix__feedback_record__customer", "customer", "customer IS NOT NULL"),
        _only_where("ix__feedback_record__language", "language", "language IS NOT NULL"),
        Index("ix__feedback_record__channel", "channel"),
    )

    id: int = Field(default=None, primary_key=True)
    submission_id: str = Field(unique=True)
    kind: str
    channel: str
    survey_kind: str | None = None
    score: int | None = None
    scale_low: int | None = None
    scale_high: int | None = None
    is_reversed: bool = False
    band: str | None = None
    text: str = ""
    folded: str = ""  # its words as `words.found_by` gives them: `text_index` finds it by these
    language: str | None = None
    team_id: int | None = Field(default=None, foreign_key="team.id")  # None: the company only
    touchpoint_id: int | None = Field(default=None, foreign_key="touchpoint.id")
    sop_id: int | None = Field(default=None, foreign_key="sop.id")
    sop_step_id: int | None = Field(default=None, foreign_key="sop_step.id")
    survey_id: int | None = Field(default=None, foreign_key="survey.id")
    survey_version: int | None = None  # what was asked: see SurveyVersion
    legal_basis: str | None = None  # of surveys of our own
    consent_version: int | None = None  # of the text that the customer agreed to
    customer: str | None = None  # a pseudonym or the key of another system
    contact: str | None = None  # what the customer left to be answered
    details: dict[str, str] | None = Field(
        default=None, sa_type=JSON(none_as_null=True)
    )  # the sender's metadata
    author_id: int | None = Field(default=None, foreign_key="person.id")
    observation_kind: str | None = None
    mood: int | None = None  # 1 very bad to 5 very good
    severity: str | None = None
    is_held: bool = False
    held_reason: str | None = None
    is_secret: bool = False  # the ombudsman's alone: scope.open_to keeps it from all others
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)
    collected_at: datetime = Field(sa_type=UtcDateTime, index=True)
    on_day: date
    created_at: datetime = Field(sa_type=UtcDateTime)
    version: int = 1


class RecordTag(SQLModel, table=True):
    """A tag on a record: what it speaks of, in the company's own words."""

    __tablename__ = "record_tag"
    __table_args__ = ({"sqlite_with_rowid": False},)  # the key is all there is

    tag: str = Field(primary_key=True)
    record_id: int = Field(
        primary_key=True,
        index=True,
        foreign_key="feedback_record.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )


class ScoreDay(SQLModel, table=True):
    """The answers of one day in one cell; team 0 is the company alone, touchpoint 0 none.

    The scale belongs to the key: sums of scores on two scales don't add up.
    """

    __tablename__ = "score_day"

    survey_kind: str = Field(primary_key=True)
    on_day: date = Field(primary_key=True)
    team_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    touchpoint_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    scale_low: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    scale_high: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    is_reversed: bool = Field(primary_key=True)
    n: int
    promoters: int  # of other kinds than NPS: favourable answers
    passives: int
    detractors: int
    total: int  # sum of the raw scores
    squares: int  # sum of their squares


class VoiceDay(SQLModel, table=True):
    """What was heard beside survey answers in one day and cell; zeros as in ScoreDay."""

    __tablename__ = "voice_day"

    kind: str = Field(primary_key=True)
    on_day: date = Field(primary_key=True)
    source: str = Field(primary_key=True)  # sent by customers, or heard by us
    team_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    touchpoint_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    n: int


class CustomersServed(SQLModel, table=True):
    """How many customers a team served in a day; a week's figure is spread over its days."""

    __tablename__ = "customers_served"
    __table_args__ = (
        UniqueConstraint("on_day", "team_id"),
        CheckConstraint("n >= 0", name="not_negative"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id")
    on_day: date
    n: int
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)


class SenderMinute(SQLModel, table=True):
    """How many public answers one network or device sent in a minute; kept for an hour."""

    __tablename__ = "sender_minute"

    sender: str = Field(primary_key=True)  # a hash: we don't keep addresses
    minute: datetime = Field(primary_key=True, sa_type=UtcDateTime, index=True)
    n: int
