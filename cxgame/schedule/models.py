"""Tables of the schedule room: who leads, and which slot of which job ran."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class RunState(StrEnum):
    """How far a run has come."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Lease(SQLModel, table=True):
    """Who leads until when; the epoch rises with each new leader."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True)
    holder: str
    epoch: int
    expires_at: datetime = Field(sa_type=UtcDateTime)


class JobRun(SQLModel, table=True):
    """One slot of one job: claimed by a leader of an epoch, then finished."""

    __tablename__ = "job_run"
    __table_args__ = (UniqueConstraint("job", "slot"),)

    id: int = Field(default=None, primary_key=True)
    job: str
    slot: datetime = Field(sa_type=UtcDateTime)
    epoch: int
    holder: str
    state: str
    attempts: int = 1
    effects: int = 0
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
