"""Tables of drafts, of what happened to them, and of what updates of the product offered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, text
from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime

_IS_OPEN = "state NOT IN ('published', 'withdrawn')"


class ContentDraft(SQLModel, table=True):
    """What an SOP or a module shall say; of each at most one draft is open.

    `version` counts every change, `base_revision` is the revision it began from ("" for something
    new), `spent` holds the ids that were taken out of it: none of them is given again.
    """

    __tablename__ = "content_draft"
    __table_args__ = (
        Index(
            "uq__content_draft__open",
            "kind",
            "key",
            unique=True,
            sqlite_where=text(_IS_OPEN),
            postgresql_where=text(_IS_OPEN),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    kind: str
    key: str  # the code of an SOP, the slug of a module
    title: dict[str, str] = Field(sa_type=JSON)
    body: dict[str, Any] = Field(sa_type=JSON)
    terms: dict[str, Any] = Field(sa_type=JSON)  # how it is to be published
    spent: list[str] = Field(sa_type=JSON)
    base_revision: str
    state: str = Field(index=True)
    author_id: int | None = Field(default=None, foreign_key="person.id")
    editor_id: int | None = Field(default=None, foreign_key="person.id")
    approver_id: int | None = Field(default=None, foreign_key="person.id")
    effective_on: date | None = None
    published_revision: str = Field(default="", index=True)
    version: int = 1
    created_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class DraftEvent(SQLModel, table=True):
    """One thing that was done to a draft, and the version it made; only ever added to."""

    __tablename__ = "draft_event"

    id: int = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="content_draft.id", index=True)
    version: int
    what: str
    part: str = ""  # of a change: what was changed, such as "questions/welcome-3"
    note: str = ""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_type=UtcDateTime)


class ContentOffer(SQLModel, table=True):
    """A shipped revision that did not take the place of the company's own, and what was said."""

    __tablename__ = "content_offer"
    __table_args__ = (UniqueConstraint("kind", "key", "revision"),)

    id: int = Field(default=None, primary_key=True)
    kind: str
    key: str
    revision: str
    body: dict[str, Any] = Field(sa_type=JSON)
    found_at: datetime = Field(sa_type=UtcDateTime)
    answer: str = ""
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
