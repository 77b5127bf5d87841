"""Tables of the direction room."""

from datetime import date, datetime

from sqlmodel import CheckConstraint, Field, SQLModel

from cxgame.db import UtcDateTime


class Objective(SQLModel, table=True):
    """What the company wants to reach within a time; `learned` is said when it is closed."""

    __tablename__ = "objective"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="period"),)

    id: int = Field(default=None, primary_key=True)
    title: str
    why: str = ""
    owner_id: int = Field(foreign_key="person.id", index=True)
    starts_on: date
    ends_on: date
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    learned: str = ""
    version: int = 1


class KeyResult(SQLModel, table=True):
    """A figure that tells whether its objective is reached; a dropped one counts no more.

    With `start` = `target` the figure is to be kept within ± `band`.
    """

    __tablename__ = "key_result"
    __table_args__ = (CheckConstraint("weight BETWEEN 1 AND 10", name="weight"),)

    id: int = Field(default=None, primary_key=True)
    objective_id: int = Field(foreign_key="objective.id", index=True)
    position: int
    title: str
    unit: str = ""
    start: float
    target: float
    band: float = 0.0
    weight: int = 1
    dropped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CheckIn(SQLModel, table=True):
    """Where a key result stood when somebody looked; a later one takes its place, none is lost."""

    __tablename__ = "check_in"

    id: int = Field(default=None, primary_key=True)
    key_result_id: int = Field(foreign_key="key_result.id", index=True)
    value: float
    confidence: str
    note: str = ""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_type=UtcDateTime)
