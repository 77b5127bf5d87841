"""The table of evidence."""

from datetime import datetime

from sqlmodel import CheckConstraint, Field, SQLModel

from cxgame.db import UtcDateTime


class Evidence(SQLModel, table=True):
    """A photo drawn anew, or a PDF, that belongs to a visit or to a record."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("(visit_id IS NULL) <> (record_id IS NULL)", name="one_owner"),
    )

    id: int = Field(default=None, primary_key=True)
    visit_id: int | None = Field(
        default=None, foreign_key="visit.id", ondelete="CASCADE", index=True
    )
    record_id: int | None = Field(
        default=None, foreign_key="feedback_record.id", ondelete="CASCADE", index=True
    )
    item_key: str = ""  # the question of the visit that it shows
    mime: str
    size: int  # bytes
    data: bytes
    added_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
