"""The table of pictures."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cxgame.db import UtcDateTime


class StoredPicture(SQLModel, table=True):
    """A picture of a question under the hash of its bytes, which can never change."""

    __tablename__ = "stored_picture"

    id: int = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True)
    mime: str
    data: bytes
    created_at: datetime = Field(sa_type=UtcDateTime)
