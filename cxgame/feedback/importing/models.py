"""Tables of imports beside the batches themselves."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from cxgame.db import UtcDateTime


class ImportMapping(SQLModel, table=True):
    """How the files of one sender are read, kept under a name; no customer's words are in it."""

    __tablename__ = "import_mapping"

    id: int = Field(default=None, primary_key=True)
    name: str
    folded: str = Field(unique=True)  # two names that differ in capitals alone are one
    kind: str  # feedback or served
    columns: list[str] = Field(sa_type=JSON)  # the heading of the file it was made for
    mapping: dict[str, str] = Field(sa_type=JSON)  # field -> column
    options: dict[str, Any] = Field(sa_type=JSON)
    actor: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
