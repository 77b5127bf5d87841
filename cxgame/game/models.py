"""Tables of the game room."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class PointEntry(SQLModel, table=True):
    """One award. Rows are only ever added: a total is always their sum.

    `period` is what makes a repeated award a new one (a review's due day), else empty.
    """

    __tablename__ = "point_entry"
    __table_args__ = (UniqueConstraint("person_id", "rule", "object", "revision", "period"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    rule: str
    object: str
    revision: str = ""
    period: str = ""
    points: int
    reason: str = ""
    awarded_at: datetime = Field(sa_type=UtcDateTime)
    on_day: date = Field(index=True)
