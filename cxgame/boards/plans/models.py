"""The table of plans."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from cxgame.db import UtcDateTime


class Plan(SQLModel, table=True):
    """What a card on a strategic or tactical board promises, and what came of it.

    `baseline` and `goal` are in the unit of the figure; `measured` is what was found at the check.
    `cycle` counts from 1; `previous_card_id` is the plan that did not work, `learned` what it
    taught.
    """

    __tablename__ = "plan"

    card_id: int = Field(
        primary_key=True, foreign_key="card.id", sa_column_kwargs={"autoincrement": False}
    )
    root_cause: str = ""
    kpi: str = ""
    kpi_name: str = ""  # of a figure that the company keeps elsewhere
    baseline: float | None = None
    baseline_n: int | None = None  # answers, or customers served, behind it
    goal: float | None = None
    check_on: date | None = Field(default=None, index=True)
    verifier_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    sealed: str = ""  # the fingerprint of what was approved
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    verdict: str | None = None
    finding: str | None = None
    measured: float | None = None
    verified_by: int | None = Field(default=None, foreign_key="person.id")
    verified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    says: str = ""
    cycle: int = 1
    previous_card_id: int | None = Field(default=None, foreign_key="card.id", index=True)
    learned: str = ""
    recurred_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the cause came back
    recurred_n: int | None = None  # complaints that told so
