"""Tables of opening hours and days off."""

from datetime import date

from sqlmodel import CheckConstraint, Field, SQLModel


class OpeningHours(SQLModel, table=True):
    """A stretch of a weekday in which a unit (None: every other) is open, in minutes of its day.

    A night shift ends after 1440, on the next day; the whole of it belongs to its first day.
    """

    __tablename__ = "opening_hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("opens >= 0 AND opens < 1440", name="opens_in_day"),
        CheckConstraint("closes > opens AND closes <= opens + 1440", name="closes_after"),
    )

    id: int = Field(default=None, primary_key=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    weekday: int  # Monday 0
    opens: int
    closes: int


class SpecialDay(SQLModel, table=True):
    """A day on which a unit (None: all) stays closed, or opens although it is a holiday."""

    __tablename__ = "special_day"

    id: int = Field(default=None, primary_key=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    on_day: date = Field(index=True)
    name: str
    is_open: bool = False
