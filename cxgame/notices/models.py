"""Tables of the notices room."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class Notice(SQLModel, table=True):
    """One thing told to one person; `key` makes a repeated telling the same notice."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index("ix__notice__person_unread", "person_id", "read_at"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    key: str
    message: str  # a translatable id; `values` fill its placeholders
    values: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    link: str  # address inside the app, such as "board?card=12"
    created_at: datetime = Field(sa_type=UtcDateTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
