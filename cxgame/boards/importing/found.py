"""What was found in a file of another tool: a board as plain values, before anything is written."""

from dataclasses import dataclass, field
from datetime import date, datetime

from cxgame.boards.models import Priority


@dataclass(frozen=True)
class FoundItem:
    """A step of a checklist; `heading` names the list it belongs to."""

    text: str
    is_done: bool = False
    heading: str = ""


@dataclass(frozen=True)
class FoundComment:
    """A comment and the name its author bears over there; `at` None was not said."""

    author: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True)
class Member:
    """Somebody of the other tool, by every name they go by there."""

    name: str
    aliases: tuple[str, ...] = ()  # user name, e-mail


@dataclass(frozen=True)
class FoundCard:
    """A card; `column` is the place of its column in the board, `line` where the file has it.

    `texts` are further fields of the card's form by their names. `is_worked`: somebody ticked that
    it was done in time; `is_archived`: it was taken off the board there.
    """

    line: int
    title: str
    column: int
    description: str = ""
    texts: dict[str, str] = field(default_factory=dict, hash=False)
    created_at: datetime | None = None
    touched_at: datetime | None = None
    starts_on: date | None = None
    due_on: date | None = None
    is_worked: bool = False
    is_archived: bool = False
    priority: Priority = Priority.NORMAL
    team: str = ""
    labels: tuple[str, ...] = ()
    accountable: tuple[Member, ...] = ()
    responsible: tuple[Member, ...] = ()
    items: tuple[FoundItem, ...] = ()
    lists: int = 0  # checklists, those without a step too
    comments: tuple[FoundComment, ...] = ()


@dataclass(frozen=True)
class FoundColumn:
    """A column in order; a closed one was archived there with all its cards."""

    name: str
    limit: int | None = None
    is_closed: bool = False


@dataclass(frozen=True)
class Skipped:
    """Something that was not taken over: which line or thing, and why (a message id)."""

    what: str
    reason: str
    values: dict[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class FoundBoard:
    """A whole board; `skipped` tells what stays behind."""

    name: str
    description: str
    columns: tuple[FoundColumn, ...]
    cards: tuple[FoundCard, ...]
    skipped: tuple[Skipped, ...]
