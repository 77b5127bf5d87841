"""Tables of the question bank."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from cxgame.db import UtcDateTime


class BankBatch(SQLModel, table=True):
    """One file of questions that was brought in; it stays when it is taken back."""

    __tablename__ = "bank_batch"

    id: int = Field(default=None, primary_key=True)
    file_name: str
    format: str
    language: str
    read: int
    imported: int
    created_by: int | None = Field(default=None, foreign_key="person.id")  # None: by command
    created_at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class BankQuestion(SQLModel, table=True):
    """A question in one language, without a step; its key keeps the same one from coming twice."""

    __tablename__ = "bank_question"

    id: int = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="bank_batch.id", index=True)
    line: int  # where it stood in the file
    title: str  # what the file called it
    kind: str
    language: str
    key: str = Field(unique=True)  # sha256 of what it says
    folded: str  # its words without accents and capitals, for finding it again
    body: dict[str, Any] = Field(sa_type=JSON)
    used_in: str | None = None  # the slug of the module that took it
    used_as: str | None = None  # the id of the question that it became there
