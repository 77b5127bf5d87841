"""Tables of customers."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cxgame.db import UtcDateTime


class Customer(SQLModel, table=True):
    """Somebody we serve; `key` is what records, cases and invitations call them.

    All that tells who it is stands here and in a record's text and contact, nowhere else.
    """

    __tablename__ = "customer"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    name: str = ""
    email: str | None = Field(default=None, index=True)  # in lower case
    phone: str | None = Field(default=None, index=True)  # as +5511987654321
    language: str | None = None
    segment_value: str | None = Field(default=None, index=True)  # such as "high"
    segment_need: str | None = Field(default=None, index=True)  # such as "convenience"
    opted_out_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # last invited to answer
    batch_id: int | None = Field(
        default=None, foreign_key="import_batch.id", index=True
    )  # the import that first told of them; taken back with it if nothing else does
    created_at: datetime = Field(sa_type=UtcDateTime)
    version: int = 1


class CustomerChange(SQLModel, table=True):
    """What an import told anew of a customer known before, so that it can be taken back."""

    __tablename__ = "customer_change"

    id: int = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="import_batch.id", index=True)
    customer_id: int = Field(foreign_key="customer.id", ondelete="CASCADE", index=True)
    field: str
    before: str | None = None
    after: str
