"""Tables of what was done."""

from datetime import date, datetime

from sqlalchemy import JSON
from sqlmodel import Field, Index, SQLModel

from cxgame.db import UtcDateTime


class Deed(SQLModel, table=True):
    """What people said, in words without anybody's data, and what was done; texts by language."""

    __tablename__ = "deed"
    __table_args__ = (Index("ix__deed__published_done", "published_at", "done_on"),)

    id: int = Field(default=None, primary_key=True)
    said: dict[str, str] = Field(sa_type=JSON)
    done: dict[str, str] = Field(sa_type=JSON)
    done_on: date
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    touchpoint_id: int | None = Field(default=None, foreign_key="touchpoint.id", index=True)
    sop_id: int | None = Field(default=None, foreign_key="sop.id")
    is_for_customers: bool = True
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class DeedRecord(SQLModel, table=True):
    """A record that a deed answers."""

    __tablename__ = "deed_record"

    deed_id: int = Field(
        primary_key=True,
        foreign_key="deed.id",
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
