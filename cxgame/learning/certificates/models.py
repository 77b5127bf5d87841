"""The table of certificates."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from cxgame.db import UtcDateTime


class Certificate(SQLModel, table=True):
    """A module passed in one run: which revision of it, resting on which version of its SOP.

    `public_id` is its address; `valid_until` is the last day on which it holds, None for ever.
    """

    __tablename__ = "certificate"

    id: int = Field(default=None, primary_key=True)
    public_id: str = Field(unique=True)  # a random UUID
    person_id: int = Field(foreign_key="person.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    module_id: int = Field(foreign_key="module.id", index=True)
    version_id: int = Field(foreign_key="module_version.id")
    sop_version_id: int | None = Field(default=None, foreign_key="sop_version.id")
    run_id: int = Field(unique=True, foreign_key="module_run.id")
    right: int
    total: int
    issued_at: datetime = Field(sa_type=UtcDateTime, index=True)
    valid_until: date | None = None
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_by: int | None = Field(default=None, foreign_key="person.id")
    revoked_reason: str = ""
