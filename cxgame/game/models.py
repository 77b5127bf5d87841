"""Tables of the game room."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class PointEntry(SQLModel, table=True):
    """One award. Rows are only ever added: a total is always their sum.

    `period` is what makes a repeated award a new one (a review's due day), else empty. `share` is
    how well it went (0-100, half at a second try), whatever the points were; None in old rows.
    """

    __tablename__ = "point_entry"
    __table_args__ = (
        UniqueConstraint("person_id", "rule", "object", "revision", "period"),
        Index("ix__point_entry__team_rule_day", "team_id", "rule", "on_day"),
        Index("ix__point_entry__rule_revision", "rule", "revision"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    rule: str
    object: str
    revision: str = ""
    period: str = ""
    points: int
    share: int | None = None
    reason: str = ""
    awarded_at: datetime = Field(sa_type=UtcDateTime)
    on_day: date = Field(index=True)


class PointRule(SQLModel, table=True):
    """What a rule brings from a moment on, as an administrator set it; rows are only added."""

    __tablename__ = "point_rule"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: int = Field(default=None, primary_key=True)
    key: str
    version: int  # 1 for the first change; what the product ships is version 0
    points: int
    daily_cap: int
    is_on: bool
    changed_by: int | None = Field(default=None, foreign_key="person.id")
    changed_at: datetime = Field(sa_type=UtcDateTime)


class Badge(SQLModel, table=True):
    """One revision of a badge's definition; `rule` is what the body says, its track spelt out."""

    __tablename__ = "badge"
    __table_args__ = (UniqueConstraint("key", "revision"),)

    id: int = Field(default=None, primary_key=True)
    key: str
    revision: str
    position: int
    body: dict[str, Any] = Field(sa_type=JSON)
    rule: dict[str, Any] = Field(sa_type=JSON)
    origin: str
    is_current: bool = True
    created_at: datetime = Field(sa_type=UtcDateTime)


class BadgeAward(SQLModel, table=True):
    """A badge that somebody earned, with what proves it; `public_id` is its address.

    `number` counts how often the person earned it: again after it expired, never twice at once.
    """

    __tablename__ = "badge_award"
    __table_args__ = (UniqueConstraint("person_id", "badge_key", "number"),)

    id: int = Field(default=None, primary_key=True)
    public_id: str = Field(unique=True)  # a random UUID
    person_id: int = Field(foreign_key="person.id")
    badge_key: str
    badge_revision: str
    number: int = 1
    evidence: dict[str, Any] = Field(sa_type=JSON)
    awarded_at: datetime = Field(sa_type=UtcDateTime)
    on_day: date
    expires_on: date | None = None  # the last day on which it holds
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_reason: str = ""


class BadgeSharing(SQLModel, table=True):
    """Whether somebody shows their badges to the team; nobody does who is not here."""

    __tablename__ = "badge_sharing"

    person_id: int = Field(
        primary_key=True, foreign_key="person.id", sa_column_kwargs={"autoincrement": False}
    )
    is_shared: bool
    changed_at: datetime = Field(sa_type=UtcDateTime)


class Season(SQLModel, table=True):
    """Some weeks that teams play together, both days included; the number names it."""

    __tablename__ = "season"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    starts_on: date = Field(unique=True)
    ends_on: date
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Mission(SQLModel, table=True):
    """Something that a team, or each team (`team_id` None), wants to reach together by a day.

    `target` is the team's; for each team it is what each active person stands for.
    """

    __tablename__ = "mission"
    __table_args__ = (
        CheckConstraint("target > 0", name="target"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )

    id: int = Field(default=None, primary_key=True)
    name: str
    measure: str
    target: int
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    starts_on: date
    ends_on: date = Field(index=True)
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class MissionReached(SQLModel, table=True):
    """A team that reached a mission: how far, of what, and how many people were rewarded."""

    __tablename__ = "mission_reached"
    __table_args__ = (UniqueConstraint("mission_id", "team_id"),)

    id: int = Field(default=None, primary_key=True)
    mission_id: int = Field(foreign_key="mission.id")
    team_id: int = Field(foreign_key="team.id")
    done: int
    goal: int
    people: int
    reached_at: datetime = Field(sa_type=UtcDateTime)


class Kudos(SQLModel, table=True):
    """Thanks to a colleague; from a customer (`record_id`) no words are copied here."""

    __tablename__ = "kudos"
    __table_args__ = (
        UniqueConstraint("record_id", "person_id"),
        Index("ix__kudos__sender_day", "sender_id", "on_day"),
        CheckConstraint("sender_id <> person_id", name="not_to_oneself"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)  # who is thanked
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    sender_id: int | None = Field(default=None, foreign_key="person.id")  # who passed it on, too
    record_id: int | None = None  # the customer's compliment
    sop_step_id: int | None = Field(default=None, foreign_key="sop_step.id")
    value: str
    text: str = ""
    brings_points: bool
    created_at: datetime = Field(sa_type=UtcDateTime)
    on_day: date
