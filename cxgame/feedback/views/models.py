"""Table of the named views."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from cxgame.db import UtcDateTime


class SavedView(SQLModel, table=True):
    """Filters under a name; whom it is shared with reads it, who made it changes it."""

    __tablename__ = "saved_view"

    id: int = Field(default=None, primary_key=True)
    # Who made it; None: no person did, such as a view that comes with the installation.
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    name: str
    filters: dict[str, Any] = Field(sa_type=JSON)  # as the address says them
    shared: str  # own, team or all
    team_id: int | None = Field(default=None, foreign_key="team.id")  # with which team
    is_default: bool = False  # what its owner sees when the page is opened
    created_at: datetime = Field(sa_type=UtcDateTime)
