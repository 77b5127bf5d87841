"""The syntax tree of a GIFT file: what stands there, before anybody asks what we can hold."""

from dataclasses import dataclass
from enum import StrEnum

from cxgame.errors import Reason


class Markup(StrEnum):
    """How a text is marked up; Moodle's own automatic format where nothing is said."""

    MOODLE = "moodle"
    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"


@dataclass(frozen=True)
class Words:
    """A text and its markup."""

    text: str
    markup: Markup = Markup.MOODLE


@dataclass(frozen=True)
class Choice:
    """An answer after “=” or “~”; `weight` is a percentage, None where none is written."""

    is_right: bool
    text: Words
    weight: float | None = None
    feedback: Words | None = None


@dataclass(frozen=True)
class Exactly:
    """A number, and how far beside it an answer may lie; None where no margin is written."""

    number: float
    margin: float | None = None


@dataclass(frozen=True)
class Between:
    """A range of numbers, both ends included."""

    low: float
    high: float


@dataclass(frozen=True)
class NumberChoice:
    """A numerical answer; `value` is None for the feedback on any other number."""

    is_right: bool
    value: Exactly | Between | None
    weight: float | None = None
    feedback: Words | None = None


@dataclass(frozen=True)
class Pair:
    """Two things that belong together; an empty left side is a partner that fits nothing."""

    left: Words
    right: str


@dataclass(frozen=True)
class Essay:
    """A text that a person must grade."""


@dataclass(frozen=True)
class TrueFalse:
    """Whether the stem is true, and what is said after a wrong and after a right answer."""

    is_true: bool
    when_wrong: Words | None = None
    when_right: Words | None = None


@dataclass(frozen=True)
class MultipleChoice:
    """Answers to choose from: one where any begins with “=”, else several."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class ShortAnswer:
    """Wordings that are accepted."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Numerical:
    """Numbers that are accepted; `is_bare` when one stands alone, without “=”."""

    choices: tuple[NumberChoice, ...]
    is_bare: bool = False


@dataclass(frozen=True)
class Match:
    """Pairs to put together."""

    pairs: tuple[Pair, ...]


Answers = Essay | TrueFalse | MultipleChoice | ShortAnswer | Numerical | Match


@dataclass(frozen=True)
class Category:
    """A line that says where the questions after it belong."""

    line: int
    path: str


@dataclass(frozen=True)
class Description:
    """A text without answers."""

    line: int
    stem: Words
    title: str | None = None
    id: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A stem with its answer block; a gap (“_____”) marks a block that stood inside the stem."""

    line: int
    stem: Words
    answers: Answers
    title: str | None = None
    has_gap: bool = False
    feedback: Words | None = None  # whatever was answered
    id: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Faulty:
    """A block with braces that can't be read as a question."""

    line: int
    reason: Reason
    title: str | None = None


Item = Category | Description | Question | Faulty
