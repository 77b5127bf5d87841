"""Tables of decisions, signatures and readings of SOP versions."""

from datetime import date, datetime

from sqlalchemy import JSON, text
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class SopDecision(SQLModel, table=True):
    """What a version asks; a later decision on the same version takes its place.

    `roles` are those of the people meant; `team_ids` is empty where every team is meant.
    """

    __tablename__ = "sop_decision"
    __table_args__ = (
        Index(
            "uq__sop_decision__stands",
            "version_id",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="sop_version.id", index=True)
    kind: str
    roles: list[str] = Field(sa_type=JSON)
    team_ids: list[int] = Field(sa_type=JSON)
    due_on: date | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime = Field(sa_type=UtcDateTime)
    replaced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SopSignature(SQLModel, table=True):
    """That somebody signed this very text at this moment: only ever added to.

    `seal` is made over the row and the seal of the one before, so that any later change shows.
    """

    __tablename__ = "sop_signature"
    __table_args__ = (
        UniqueConstraint("person_id", "version_id", "method"),
        CheckConstraint("quiz_right <= quiz_total", name="quiz"),
    )

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person_id: int = Field(foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    version_id: int = Field(foreign_key="sop_version.id", index=True)
    version: int
    revision: str
    method: str
    quiz_right: int | None = None
    quiz_total: int | None = None
    signed_at: datetime = Field(sa_type=UtcDateTime)
    previous_seal: str = Field(unique=True)
    seal: str = Field(unique=True)


class SopReading(SQLModel, table=True):
    """Which version of an SOP somebody last said to know: what changes are counted from."""

    __tablename__ = "sop_reading"
    __table_args__ = (UniqueConstraint("person_id", "sop_id"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    sop_id: int = Field(foreign_key="sop.id", index=True)
    version_id: int = Field(foreign_key="sop_version.id")
    read_at: datetime = Field(sa_type=UtcDateTime)
