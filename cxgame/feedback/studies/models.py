"""Tables of the studies of causes."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from cxgame.db import UtcDateTime


class CauseStudy(SQLModel, table=True):
    """Why something happens again and again, as a team worked it out."""

    __tablename__ = "cause_study"

    id: int = Field(default=None, primary_key=True)
    title: str
    problem: str = ""
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    asked: str = ""  # the query of the records that it began with
    whys: list[str] = Field(sa_type=JSON)  # each answers the one before
    causes: dict[str, list[str]] = Field(sa_type=JSON)  # category -> what may cause it
    root_cause: str = ""
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    changed_by: int | None = Field(default=None, foreign_key="person.id")
    changed_at: datetime = Field(sa_type=UtcDateTime)
    version: int = 1


class StudyRecord(SQLModel, table=True):
    """A record that a study rests on."""

    __tablename__ = "study_record"

    study_id: int = Field(
        primary_key=True,
        foreign_key="cause_study.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    record_id: int = Field(
        primary_key=True,
        foreign_key="feedback_record.id",
        ondelete="CASCADE",
        index=True,
        sa_column_kwargs={"autoincrement": False},
    )
