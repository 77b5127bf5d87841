"""Cards and boards as the HTTP interface takes and gives them."""

from dataclasses import fields
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr

from cxgame.boards.form import (
    LONGEST_DESCRIPTION,
    LONGEST_LABEL,
    LONGEST_TEXT,
    MOST_CENTS,
    MOST_LABELS,
    CardForm,
)
from cxgame.people.names import LONGEST

Text = Annotated[StrictStr, Field(max_length=LONGEST_TEXT)]
Names = list[Annotated[StrictStr, Field(max_length=200)]]
Number = Annotated[StrictInt, Field(ge=1, le=2**31 - 1)]
LEVEL = Literal["strategic", "tactical", "operational"]
PRIORITY = Literal["low", "normal", "high"]
EXAMPLES: list[Any] = [
    {
        "external_id": "ticket-1042",
        "level": "operational",
        "title": "Call the guest back",
        "team": "Front desk",
        "due_on": "2026-12-01",
        "responsible": ["bob"],
    }
]


class CardFields(BaseModel):
    """What may be written into a card; people are named by sign-in name or e-mail."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[StrictStr, Field(max_length=LONGEST)] = ""
    description: Annotated[StrictStr, Field(max_length=LONGEST_DESCRIPTION)] = Field(
        default="", description="Markdown"
    )
    what: Text = ""
    why: Text = ""
    place: Text = ""
    how: Text = ""
    cost_cents: Annotated[StrictInt, Field(ge=0, le=MOST_CENTS)] | None = None
    target: Text = Field(default="", description="What should change")
    question: Text = Field(default="", description="To those consulted")
    starts_on: date | None = None
    due_on: date | None = None
    team: StrictStr = Field(default="", max_length=LONGEST, description="Name of an open team")
    priority: PRIORITY = "normal"
    labels: list[Annotated[StrictStr, Field(max_length=LONGEST_LABEL)]] = Field(
        default=[], max_length=MOST_LABELS
    )
    accountable: Names = []
    responsible: Names = []
    consulted: Names = []
    informed: Names = []
    second_approver: StrictStr = Field(default="", max_length=200)
    serves: Number | None = Field(default=None, description="A card one level up")


class NewCard(CardFields):
    """A card to add; the same `external_id` twice is one card."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": EXAMPLES})

    external_id: StrictStr = Field(default="", max_length=200)
    level: LEVEL = "operational"
    board: Number | None = Field(default=None, description="Else the company's of the level")


class ChangedCard(CardFields):
    """What changes on a card: fields left out stay; `version` is the one that was read."""

    version: Number


class Wish(BaseModel):
    """To which column of its board a card should go, by its key."""

    model_config = ConfigDict(extra="forbid")

    to: StrictStr = Field(max_length=200)
    version: Number


class Words(BaseModel):
    """A comment."""

    model_config = ConfigDict(extra="forbid")

    text: StrictStr = Field(min_length=1, max_length=LONGEST_DESCRIPTION)


class Column(BaseModel):
    """A column of a board."""

    key: str
    name: str
    stage: str
    wip_limit: int | None


class BoardGiven(BaseModel):
    """A board with its columns from left to right."""

    id: int
    level: str
    name: str
    whose: str
    columns: list[Column]


class PersonGiven(BaseModel):
    """Somebody with a letter."""

    name: str
    letter: str


class CardGiven(BaseModel):
    """A card as it stands."""

    id: int
    external_id: str
    board: int
    level: str
    column: str
    stage: str
    title: str
    description: str
    what: str
    why: str
    place: str
    how: str
    cost_cents: int | None
    target: str
    question: str
    starts_on: date | None
    due_on: date | None
    team: str
    priority: str
    labels: list[str]
    people: list[PersonGiven]
    approval: str
    needs: list[str] = Field(description="What its letters lack, a sentence each")
    is_overdue: bool
    is_on_hold: bool
    created_at: datetime
    done_at: datetime | None
    cancelled_at: datetime | None
    version: int


class CardPage(BaseModel):
    """Some cards by id; `next` asks for those that follow, none at the end."""

    cards: list[CardGiven]
    next: int | None


class Made(BaseModel):
    """A card that was added, or was there already, by its position in what was sent."""

    index: int
    id: int
    is_new: bool


class CardRejection(BaseModel):
    """A card that was not added, by its position from 0, and why."""

    index: int
    reason: str


class CardsMade(BaseModel):
    """What became of the cards that were sent."""

    created: list[Made]
    rejected: list[CardRejection]


class NoCardMade(CardsMade):
    """The same, of one card alone that was bad."""


class MovedTo(BaseModel):
    """Where a card stands after a move; asked: A was asked to confirm that it is done."""

    version: int
    column: str
    outcome: Literal["moved", "submitted", "asked"]


class Changed(BaseModel):
    """The version of a card after a change."""

    version: int


class Said(BaseModel):
    """The number of a comment."""

    id: int


class Against(BaseModel):
    """Why a card stays as it is: every reason, a sentence each."""

    detail: str
    reasons: list[str]


PLAIN = frozenset(field.name for field in fields(CardForm)) & frozenset(CardFields.model_fields)
