"""What the HTTP interface takes and gives, as its OpenAPI document describes it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictStr, ValidationError

from cxgame.feedback.entries import LONGEST_TAG, LONGEST_TEXT, LONGEST_WORD, MOST_DETAILS, MOST_TAGS
from cxgame.feedback.intake import CHANNELS, Item
from cxgame.feedback.invitations.intake import Item as Invitation
from cxgame.feedback.invitations.models import Way
from cxgame.feedback.kinds import FROM_CUSTOMERS, Kind
from cxgame.feedback.scales import SurveyKind
from cxgame.i18n import LOCALES
from cxgame.people.names import LONGEST

Word = Annotated[StrictStr, Field(max_length=LONGEST_WORD)]
Value = str | int | float | bool | None
KINDS = (Kind.SURVEY, *FROM_CUSTOMERS, *SurveyKind)  # a survey's kind may stand in either field
EXAMPLES: list[Any] = [  # JSON in pydantic's own sense
    {
        "submission_id": "order-1042",
        "survey": "nps",
        "score": 9,
        "text": "Quick and friendly.",
        "touchpoint": "Till",
        "collected_at": "2026-03-02T14:05:00-03:00",
        "tags": ["checkout"],
        "metadata": {"store": "S7"},
    },
    {"submission_id": "mail-77", "kind": "complaint", "text": "Nobody answered the phone."},
]

INVITEES: list[Any] = [
    {
        "submission_id": "order-1042",
        "survey": "After the bath",
        "name": "Ana Lima",
        "email": "ana@example.com",
        "team": "Front desk",
        "delay_hours": 24,
    }
]

Shape = TypeVar("Shape", bound=BaseModel)


def _one_of(meaning: str, words: Iterable[str]) -> Any:  # what pydantic calls a field
    """Return a field that the document limits to some words; the intake says what is wrong."""
    return Field(default="", description=meaning, json_schema_extra={"enum": ["", *words]})


class Record(BaseModel):
    """One thing that a customer said: a survey answer with its score, or words of some kind."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": EXAMPLES})

    submission_id: Word = Field(
        default="", description="Your key: the same one twice is one record"
    )
    survey: StrictStr = _one_of("What the score is of", SurveyKind)
    kind: StrictStr = _one_of("What the words are, if no survey", KINDS)
    score: int | float | str | None = Field(default=None, description="A whole number on the scale")
    scale: StrictStr = Field(default="", description="Lowest and highest score, such as 1-10")
    text: Annotated[StrictStr, Field(max_length=LONGEST_TEXT)] = ""
    team: Word = Field(default="", description="Name of an open team; none: the company alone")
    touchpoint: Word = Field(default="", description="Its name; a new one is added")
    collected_at: datetime | None = Field(
        default=None, description="Now by default; without a zone it is the company's"
    )
    customer: Word = Field(default="", description="Your key for the customer, no name needed")
    channel: StrictStr = _one_of("How it came to you", CHANNELS)
    language: Word = Field(default="", description="Of the text, such as pt-BR")
    tags: list[Annotated[StrictStr, Field(max_length=LONGEST_TAG)]] = Field(
        default=[], max_length=MOST_TAGS
    )
    metadata: dict[str, Value] = Field(default={}, max_length=MOST_DETAILS)


class Rejection(BaseModel):
    """A record that was not stored, by its position from 0, and why."""

    index: int
    reason: str


class Outcome(BaseModel):
    """What became of the records that were sent."""

    created: int
    duplicates: int
    rejected: list[Rejection]


class Refused(Outcome):
    """The same, of one record alone that was bad."""


class Problem(BaseModel):
    """Why nothing was read."""

    detail: str


class Invitee(BaseModel):
    """A customer to be asked for an opinion, now or some hours after a sale."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": INVITEES})

    submission_id: Word = Field(default="", description="Your key: the same one twice asks once")
    survey: Word = Field(
        default="", description="Name of an open survey, or the token of its address; none: the one"
    )
    customer: Word = Field(default="", description="Your key for the customer")
    name: Annotated[StrictStr, Field(max_length=LONGEST)] = ""
    email: Word = ""
    phone: Word = Field(default="", description="With its area code; of your country unless +")
    language: StrictStr = _one_of("In which the customer is asked", LOCALES)
    segment_value: Word = ""
    segment_need: Word = ""
    team: Word = Field(default="", description="Name of an open team, for a company-wide survey")
    touchpoint: Word = Field(default="", description="Its name; a new one is added")
    channel: StrictStr = _one_of("By e-mail if there is an address; link: you hand it over", Way)
    delay_hours: float = Field(default=0, description="From 0 to 1,440", allow_inf_nan=False)


class Link(BaseModel):
    """The personal address of a customer whom you tell of it yourself."""

    index: int
    link: str


class Invited(BaseModel):
    """What became of the customers that were sent; links only where the channel is link."""

    created: int
    duplicates: int
    skipped: list[Rejection]
    rejected: list[Rejection]
    links: list[Link] = []


class InvitedNobody(Invited):
    """The same, of one customer alone that was bad."""


def body_of(shape: type[BaseModel], most: int | None) -> dict[str, Any]:
    """Return how the document describes a body: one of a shape, or a list of at most so many."""
    one = shape.model_json_schema()
    if most is None:
        return {"required": True, "content": {"application/json": {"schema": one}}}
    several = {"type": "array", "items": one, "maxItems": most}
    return {
        "required": True,
        "content": {"application/json": {"schema": {"anyOf": [one, several]}}},
    }


def invitee_of(record: Any) -> Invitation | str:  # whatever JSON holds
    """Return a customer as the intake takes it, or a sentence on what does not fit."""
    found = read(Invitee, record)
    return found if isinstance(found, str) else Invitation(**dict(found))


def item_of(record: Any) -> Item | str:  # whatever JSON holds
    """Return a record as the intake takes it, or a sentence on what does not fit."""
    found = read(Record, record)
    return found if isinstance(found, str) else Item(**dict(found))


def read(shape: type[Shape], record: Any) -> Shape | str:  # whatever JSON holds
    """Return what was sent as a shape, or a sentence on what does not fit."""
    if not isinstance(record, dict):
        return "A record is a JSON object."
    try:
        return shape.model_validate(record)
    except ValidationError as error:
        return "; ".join(
            f"{'.'.join(map(str, one['loc'])) or 'record'}: {one['msg']}" for one in error.errors()
        )
