"""Tables of routines and their checks."""

from datetime import date, datetime

from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class Routine(SQLModel, table=True):
    """Something that a team does again and again; `closed_until` is the last day looked back at.

    `weekdays` holds figures, Monday 0: "01234"; `month_day` counts from 1, 31 is the last day.
    """

    __tablename__ = "routine"
    __table_args__ = (
        CheckConstraint("due_at BETWEEN 0 AND 1439", name="due_at"),
        CheckConstraint("month_day BETWEEN 1 AND 31", name="month_day"),
    )

    id: int = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", index=True)
    title: str
    words: str = ""  # what exactly is checked
    rhythm: str
    weekdays: str = "0123456"
    month_day: int = 1
    due_at: int = 1439  # minutes of the day
    responsible_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    touchpoint_id: int | None = Field(default=None, foreign_key="touchpoint.id")
    sop_step_id: int | None = Field(default=None, foreign_key="sop_step.id")
    starts_on: date
    closed_until: date
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class RoutineCheck(SQLModel, table=True):
    """What became of a routine on a day: done by somebody, or missed."""

    __tablename__ = "routine_check"
    __table_args__ = (
        UniqueConstraint("routine_id", "on_day"),
        Index("ix__routine_check__day", "on_day"),
    )

    id: int = Field(default=None, primary_key=True)
    routine_id: int = Field(foreign_key="routine.id")
    on_day: date
    state: str  # done, missed
    is_late: bool = False
    note: str = ""
    done_by: int | None = Field(default=None, foreign_key="person.id")
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
