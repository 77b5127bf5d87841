"""The table of stand-ins."""

from datetime import date, datetime

from sqlmodel import CheckConstraint, Field, SQLModel

from cxgame.db import UtcDateTime


class StandIn(SQLModel, table=True):
    """Somebody who acts in a person's place on some days, both ends included.

    One that was called off stays in the books, marked. `leave_id` is the leave that it covers.
    """

    __tablename__ = "stand_in"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("person_id <> delegate_id", name="another_person"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    delegate_id: int = Field(foreign_key="person.id", index=True)
    starts_on: date
    ends_on: date
    reason: str = ""
    leave_id: int | None = Field(default=None, foreign_key="leave.id", index=True)
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    ended_by: int | None = Field(default=None, foreign_key="person.id")
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
