"""Tables of the visits."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Index, SQLModel

from cxgame.db import UtcDateTime
from cxgame.feedback.visits.kinds import VisitState


class VisitTemplate(SQLModel, table=True):
    """What a visit looks at; texts are JSON like {"pt-BR": …, "en": …}."""

    __tablename__ = "visit_template"

    id: int = Field(default=None, primary_key=True)
    kind: str
    name: dict[str, str] = Field(sa_type=JSON)
    touchpoint_id: int | None = Field(default=None, foreign_key="touchpoint.id")
    pass_mark: int  # percent
    sections: list[dict[str, Any]] = Field(sa_type=JSON)  # as form.as_json writes them
    is_active: bool = True
    created_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    version: int = 1


class Visit(SQLModel, table=True):
    """One visit with the questions as they stood when it was planned.

    A visitor from outside has a name and, until the report is in, a link of which only the hash is
    kept. `score` goes from 0 to 1, None where nothing applied.
    """

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix__visit__team_day", "team_id", "visited_on"),
        Index("ix__visit__template_state", "template_id", "state"),
    )

    id: int = Field(default=None, primary_key=True)
    kind: str
    template_id: int = Field(foreign_key="visit_template.id")
    template_version: int
    name: dict[str, str] = Field(sa_type=JSON)
    pass_mark: int
    sections: list[dict[str, Any]] = Field(sa_type=JSON)
    team_id: int = Field(foreign_key="team.id")
    touchpoint_id: int | None = Field(default=None, foreign_key="touchpoint.id")
    visitor_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    visitor_name: str = ""  # of somebody from outside
    token_hash: str | None = Field(default=None, unique=True)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    state: str = VisitState.DRAFT
    due_on: date | None = None
    visited_on: date | None = None
    notes: str = ""
    score: float | None = None
    is_passed: bool | None = None
    record_id: int | None = Field(
        default=None, foreign_key="feedback_record.id", ondelete="SET NULL", index=True
    )
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reviewed_by: int | None = Field(default=None, foreign_key="person.id")
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class VisitAnswer(SQLModel, table=True):
    """The answer to one question; `earned` goes from 0 to 1, None for what did not apply."""

    __tablename__ = "visit_answer"

    visit_id: int = Field(
        primary_key=True,
        foreign_key="visit.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    item_key: str = Field(primary_key=True)
    answer: str
    remark: str = ""
    step_id: int | None = Field(default=None, foreign_key="sop_step.id", index=True)
    earned: float | None = None
    is_failed: bool = False


class VisitEvent(SQLModel, table=True):
    """What happened to a visit, and why; of a correction, from which answer to which."""

    __tablename__ = "visit_event"

    id: int = Field(default=None, primary_key=True)
    visit_id: int = Field(foreign_key="visit.id", ondelete="CASCADE", index=True)
    kind: str
    item_key: str = ""
    before: str = ""
    after: str = ""
    words: str = ""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_type=UtcDateTime)
