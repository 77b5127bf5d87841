"""Tables of the issuing room."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cxgame.db import UtcDateTime


class IssuerKey(SQLModel, table=True):
    """A key that the company signs with: the newest signs, the older ones stay published.

    Rows are only ever added. Both halves are Multikey texts; the secret stays out of every repr.
    """

    __tablename__ = "issuer_key"

    id: int = Field(default=None, primary_key=True)
    public_key: str = Field(unique=True)
    secret: str = Field(repr=False)
    created_at: datetime = Field(sa_type=UtcDateTime)
