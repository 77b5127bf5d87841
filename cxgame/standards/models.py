"""Tables of the standards room; texts in both languages are JSON like {"pt-BR": …, "en": …}."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class Origin(StrEnum):
    """Who wrote a version: an update of the product never replaces what the company wrote."""

    SHIPPED = "shipped"
    OWN = "own"


class Touchpoint(SQLModel, table=True):
    """A moment where customer and company meet; imports and the API add unknown ones."""

    __tablename__ = "touchpoint"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)  # folded: what imports and the API are matched by
    name: dict[str, str] = Field(sa_type=JSON)
    icon: str = "storefront"
    position: int = 0
    is_active: bool = True


class Sop(SQLModel, table=True):
    """A standard operating procedure (POP), whatever its version."""

    __tablename__ = "sop"

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    title: dict[str, str] = Field(sa_type=JSON)
    current_version: int
    current_revision: str
    is_active: bool = True


class SopVersion(SQLModel, table=True):
    """What an SOP said in one revision; never changed, so that a signature can name its hash."""

    __tablename__ = "sop_version"
    __table_args__ = (UniqueConstraint("sop_id", "revision"),)

    id: int = Field(default=None, primary_key=True)
    sop_id: int = Field(foreign_key="sop.id", index=True)
    version: int
    revision: str  # sha256 of the content: files and screen are one thing
    origin: str  # shipped with the product, or the company's own
    change: str  # minor or major
    effective_on: date
    review_on: date
    body: dict[str, Any] = Field(sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcDateTime)


class SopStep(SQLModel, table=True):
    """One step of an SOP; its key is stable over versions, so records and cards hold on to it."""

    __tablename__ = "sop_step"
    __table_args__ = (UniqueConstraint("sop_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    sop_id: int = Field(foreign_key="sop.id", index=True)
    key: str
    position: int
    title: dict[str, str] = Field(sa_type=JSON)
    text: dict[str, str] = Field(sa_type=JSON)
    touchpoint_id: int | None = Field(default=None, foreign_key="touchpoint.id", index=True)
    revision: str
    is_active: bool = True
