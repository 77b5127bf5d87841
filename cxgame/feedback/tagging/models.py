"""Tables of tagging: the rules that put tags on records by themselves."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cxgame.db import UtcDateTime


class TagRule(SQLModel, table=True):
    """What a record says and is, and the tag that it then gets; empty columns ask nothing."""

    __tablename__ = "tag_rule"

    id: int = Field(default=None, primary_key=True)
    words: str = ""  # as they were written: alternatives between commas or on lines of their own
    kind: str | None = None
    band: str | None = None
    touchpoint_id: int | None = Field(default=None, foreign_key="touchpoint.id")
    tag: str
    sop_step_id: int | None = Field(default=None, foreign_key="sop_step.id")
    position: int
    is_on: bool = True
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    version: int = 1
