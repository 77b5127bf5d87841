"""What came of a file in a foreign format: each question with what was made of it, or why not."""

from dataclasses import dataclass
from enum import StrEnum

from cxgame.content.question import Question
from cxgame.errors import Reason


class Format(StrEnum):
    """The formats that other systems write."""

    GIFT = "gift"
    MOODLE_XML = "moodlexml"
    AIKEN = "aiken"


class CannotHold(Exception):
    """One side has no room for what the other says; `reason` says what."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.message)
        self.reason = reason


@dataclass(frozen=True)
class Entry:
    """A question of a file: ours, or the reason why not; `notes` say what it lost on the way.

    The question speaks one language and has neither id nor step. Lines count from 1.
    """

    line: int
    title: str
    question: Question | None = None
    reason: Reason | None = None
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A file that was read, and the encoding that it turned out to have."""

    format: Format
    encoding: str
    language: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Loss:
    """What a format could not hold of a question, named by its id or else its first words."""

    question: str
    reason: Reason
    is_left_out: bool = False


@dataclass(frozen=True)
class Written:
    """A file to give away, how many questions it holds, and what it lacks."""

    text: str
    count: int
    losses: tuple[Loss, ...] = ()
