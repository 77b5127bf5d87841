"""Tables of the boards room."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class Level(StrEnum):
    """How high a board stands; a card may serve one on the level above."""

    STRATEGIC = "strategic"
    TACTICAL = "tactical"
    OPERATIONAL = "operational"


class Priority(StrEnum):
    """How much a card matters."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Board(SQLModel, table=True):
    """A board of one level; without unit and team it is the whole company's.

    The company's first three bear their level as `key`. A closed board shows its cards no more.
    """

    __tablename__ = "board"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    level: str
    name: dict[str, str] = Field(sa_type=JSON)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class BoardColumn(SQLModel, table=True):
    """A column; its stage says which gate leads into it, its limit warns and never blocks.

    A closed one came with an import and shows only while cards stand in it.
    """

    __tablename__ = "board_column"
    __table_args__ = (UniqueConstraint("board_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    board_id: int = Field(foreign_key="board.id", index=True)
    key: str
    name: dict[str, str] = Field(sa_type=JSON)
    stage: str
    position: int
    wip_limit: int | None = None
    is_done: bool = False
    is_closed: bool = False


class Card(SQLModel, table=True):
    """A plan (strategic, tactical) or a plain task (operational) on a board.

    `version` rises with every change that somebody makes; `position` orders the cards of a column
    and leaves gaps. `last_editor_id` is who last changed the text or put it forward. `named` are
    people of an import who have no account here.
    """

    __tablename__ = "card"
    __table_args__ = (
        Index("ix__card__column_position", "column_id", "position"),
        CheckConstraint("serves_card_id <> id", name="serves_another"),
    )

    id: int = Field(default=None, primary_key=True)
    board_id: int = Field(foreign_key="board.id", index=True)
    column_id: int = Field(foreign_key="board_column.id")
    position: int
    title: str
    description: str = ""  # Markdown
    what: str = ""
    why: str = ""
    place: str = ""
    how: str = ""
    cost_cents: int | None = None
    target: str = ""
    question: str = ""  # what those consulted are asked
    starts_on: date | None = None
    due_on: date | None = None
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    touchpoint_id: int | None = Field(default=None, foreign_key="touchpoint.id", index=True)
    sop_step_id: int | None = Field(default=None, foreign_key="sop_step.id", index=True)
    serves_card_id: int | None = Field(default=None, foreign_key="card.id", index=True)
    priority: str = Priority.NORMAL.value
    labels: list[str] = Field(default_factory=list, sa_type=JSON)
    named: list[str] = Field(default_factory=list, sa_type=JSON)
    external_id: str | None = Field(default=None, unique=True)  # another system's key
    import_id: int | None = Field(default=None, foreign_key="board_import.id", index=True)
    approval: str
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    approved_by: int | None = Field(default=None, foreign_key="person.id")
    last_editor_id: int | None = Field(default=None, foreign_key="person.id")
    second_approver_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    second_approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    second_waived_by: int | None = Field(default=None, foreign_key="person.id")
    second_waived_because: str = ""
    rejected_because: str = ""
    done_asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_asked_by: int | None = Field(default=None, foreign_key="person.id")
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    entered_at: datetime = Field(sa_type=UtcDateTime)  # when it came into its column
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    cancelled_because: str = ""
    worked_until: date | None = None  # the day on which a plan's work was done
    held_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    held_by: int | None = Field(default=None, foreign_key="person.id")
    held_because: str = ""
    version: int = 1


class CardRole(SQLModel, table=True):
    """One letter of RACI that a person holds on a card."""

    __tablename__ = "card_role"
    __table_args__ = (UniqueConstraint("card_id", "person_id", "letter"),)

    id: int = Field(default=None, primary_key=True)
    card_id: int = Field(foreign_key="card.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    letter: str


class Consultation(SQLModel, table=True):
    """What somebody with a C was asked, and the answer, or who did without it and why."""

    __tablename__ = "consultation"
    __table_args__ = (UniqueConstraint("card_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    card_id: int = Field(foreign_key="card.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    question: str = ""
    asked_at: datetime = Field(sa_type=UtcDateTime)
    stance: str = ""  # of the answer: agree, object, comment
    answer: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    waived_by: int | None = Field(default=None, foreign_key="person.id")
    waived_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    waived_because: str = ""


class CardEvent(SQLModel, table=True):
    """One thing that happened to a card; `version` is the card's after it.

    `values` of a change is {field: [old, new]}, with ids for persons, teams and cards.
    """

    __tablename__ = "card_event"
    __table_args__ = (Index("ix__card_event__card_version", "card_id", "version"),)

    id: int = Field(default=None, primary_key=True)
    card_id: int = Field(foreign_key="card.id")
    kind: str
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_type=UtcDateTime)
    version: int
    values: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class ChecklistItem(SQLModel, table=True):
    """A step of a card's checklist."""

    __tablename__ = "checklist_item"

    id: int = Field(default=None, primary_key=True)
    card_id: int = Field(foreign_key="card.id", index=True)
    position: int
    heading: str = ""  # of the list it came with, where a card had several
    text: str
    done_by: int | None = Field(default=None, foreign_key="person.id")
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CardComment(SQLModel, table=True):
    """What somebody said on a card; `author` names one who has no account here.

    A removed comment keeps its place without its words.
    """

    __tablename__ = "card_comment"

    id: int = Field(default=None, primary_key=True)
    card_id: int = Field(foreign_key="card.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    author: str = ""
    text: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CardFile(SQLModel, table=True):
    """A file beside a card, kept in the database and served to those who see the card."""

    __tablename__ = "card_file"

    id: int = Field(default=None, primary_key=True)
    card_id: int = Field(foreign_key="card.id", index=True)
    name: str
    mime: str
    size: int  # bytes
    data: bytes
    added_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)


class BoardImport(SQLModel, table=True):
    """A board that came from a file; `counts` is the report, `undone_at` when it was taken back."""

    __tablename__ = "board_import"

    id: int = Field(default=None, primary_key=True)
    file_name: str
    form: str  # trello, csv
    name: str  # of the board
    board_id: int | None = Field(default=None, index=True)  # of a board that may be gone by now
    counts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    undone_by: int | None = Field(default=None, foreign_key="person.id")
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
