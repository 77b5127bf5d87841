"""Tables of the rota: weekly shifts, leave, outages."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import CheckConstraint, Field, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class LeaveKind(StrEnum):
    """Why somebody is away; only the person and those who lead them see which it is."""

    VACATION = "vacation"
    SICKNESS = "sickness"
    OTHER = "other"


class ShiftPattern(SQLModel, table=True):
    """The weekdays on which a person works from a day on, until the next pattern begins.

    `weekdays` holds their figures in order, Monday 0: "01234" is Monday to Friday.
    """

    __tablename__ = "shift_pattern"
    __table_args__ = (UniqueConstraint("person_id", "starts_on"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    starts_on: date
    weekdays: str
    created_at: datetime = Field(sa_type=UtcDateTime)


class Leave(SQLModel, table=True):
    """Days on which a person is away, both ends included; one called off stays, marked."""

    __tablename__ = "leave"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str
    starts_on: date
    ends_on: date
    created_at: datetime = Field(sa_type=UtcDateTime)
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Outage(SQLModel, table=True):
    """A day on which nobody could practise, because the app or the network was down."""

    __tablename__ = "outage"

    on_day: date = Field(primary_key=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
