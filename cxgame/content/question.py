"""What a question asks, and what makes an answer right."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from cxgame.content.fields import Cursor
from cxgame.content.revision import FLAT, Revised
from cxgame.content.text import NO_TEXT, Phrases, Text

PROMPT, OPTION, FEEDBACK, SHORT = 280, 160, 360, 40  # characters that read well on a phone
PICTURE = re.compile(r"[a-z0-9][a-z0-9_-]*\.(png|jpg|jpeg|webp)")


class Kind(StrEnum):
    """The kinds of question."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    SHORT_TEXT = "short_text"
    NUMBER = "number"
    MATCHING = "matching"
    ORDERING = "ordering"


@dataclass(frozen=True)
class Option:
    """One answer to choose; `feedback` says why it is right, or tempting and wrong."""

    id: str
    text: Text
    right: bool = False
    feedback: Text = NO_TEXT


@dataclass(frozen=True)
class Choices:
    """The options of a single (one is right) or multiple question (one or more are)."""

    options: tuple[Option, ...]


@dataclass(frozen=True)
class Truth:
    """Whether the statement of the prompt is true."""

    answer: bool


@dataclass(frozen=True)
class ShortText:
    """The accepted wordings; whoever compares leaves case, accents and punctuation aside."""

    accepted: Phrases


@dataclass(frozen=True)
class Number:
    """The right number; answers from answer - tolerance to answer + tolerance are right."""

    answer: float
    tolerance: float = 0.0
    unit: Text = NO_TEXT


@dataclass(frozen=True)
class Pair:
    """Two things that belong together."""

    id: str
    left: Text
    right: Text


@dataclass(frozen=True)
class Matching:
    """Pairs to put together: the left stays, the right is shown in another order."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Item:
    """One thing to put in its place."""

    id: str
    text: Text


@dataclass(frozen=True)
class Ordering:
    """Items in their right order, shown in another."""

    items: tuple[Item, ...]


Solution = Choices | Truth | ShortText | Number | Matching | Ordering


@dataclass(frozen=True)
class Picture:
    """A picture beside the files of its module, and what it shows in words."""

    file: str
    alt: Text
    sha256: str = ""


@dataclass(frozen=True)
class Question(Revised):
    """One question on one SOP step; its id is never used for another, in any module."""

    id: str
    kind: Kind
    step: str
    prompt: Text
    feedback: Text
    solution: Solution = field(metadata=FLAT)
    picture: Picture | None = None


def read_question(cursor: Cursor) -> Question:
    """Return the question that a mapping describes, its faults noted in the cursor."""
    kind = cursor.at("kind").one_of(Kind)
    cursor.only("id", "kind", "step", "prompt", "feedback", "picture", *_KEYS[kind])
    picture = cursor.at("picture")
    return Question(
        id=cursor.at("id").word(),
        kind=kind,
        step=cursor.at("step").word(),
        prompt=cursor.at("prompt").text(PROMPT),
        feedback=cursor.at("feedback").text(FEEDBACK),
        solution=_read_solution(cursor, kind),
        picture=None if picture.value is None else _read_picture(picture),
    )


_KEYS = {
    Kind.SINGLE: ("options",),
    Kind.MULTIPLE: ("options",),
    Kind.TRUE_FALSE: ("answer",),
    Kind.SHORT_TEXT: ("accepted",),
    Kind.NUMBER: ("answer", "tolerance", "unit"),
    Kind.MATCHING: ("pairs",),
    Kind.ORDERING: ("items",),
}


def _read_solution(cursor: Cursor, kind: Kind) -> Solution:
    match kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            return _read_choices(cursor.at("options"), kind)
        case Kind.TRUE_FALSE:
            return Truth(cursor.at("answer").truth())
        case Kind.SHORT_TEXT:
            return ShortText(cursor.at("accepted").phrases(SHORT))
        case Kind.NUMBER:
            return _read_number(cursor)
        case Kind.MATCHING:
            return _read_matching(cursor.at("pairs"))
        case Kind.ORDERING:
            return _read_ordering(cursor.at("items"))


def _read_choices(cursor: Cursor, kind: Kind) -> Choices:
    options = tuple(_read_option(entry) for entry in cursor.each(least=2))
    cursor.different(option.id for option in options)
    _check_different_words(cursor, [option.text for option in options])
    right = sum(option.right for option in options)
    if right == 0:
        cursor.fault("No option is right.")
    if kind is Kind.SINGLE and right > 1:
        cursor.fault("Only one option may be right: {found} are.", found=right)
    if options and right == len(options):
        cursor.fault("No option is wrong.")
    return Choices(options)


def _read_option(cursor: Cursor) -> Option:
    cursor.only("id", "text", "right", "feedback")
    right, feedback = cursor.at("right"), cursor.at("feedback")
    return Option(
        id=cursor.at("id").word(),
        text=cursor.at("text").text(OPTION),
        right=False if right.value is None else right.truth(),
        feedback=NO_TEXT if feedback.value is None else feedback.text(FEEDBACK),
    )


def _read_number(cursor: Cursor) -> Number:
    tolerance, unit = cursor.at("tolerance"), cursor.at("unit")
    number = Number(
        answer=cursor.at("answer").number(),
        tolerance=0.0 if tolerance.value is None else tolerance.number(),
        unit=NO_TEXT if unit.value is None else unit.text(SHORT),
    )
    if number.tolerance < 0:
        tolerance.fault("The tolerance can't be below zero.")
    return number


def _read_matching(cursor: Cursor) -> Matching:
    pairs = tuple(_read_pair(entry) for entry in cursor.each(least=2))
    cursor.different(pair.id for pair in pairs)
    _check_different_words(cursor, [pair.left for pair in pairs])
    _check_different_words(cursor, [pair.right for pair in pairs])
    return Matching(pairs)


def _read_pair(cursor: Cursor) -> Pair:
    cursor.only("id", "left", "right")
    return Pair(
        id=cursor.at("id").word(),
        left=cursor.at("left").text(OPTION),
        right=cursor.at("right").text(OPTION),
    )


def _read_ordering(cursor: Cursor) -> Ordering:
    items = tuple(_read_item(entry) for entry in cursor.each(least=2))
    cursor.different(item.id for item in items)
    _check_different_words(cursor, [item.text for item in items])
    return Ordering(items)


def _read_item(cursor: Cursor) -> Item:
    cursor.only("id", "text")
    return Item(id=cursor.at("id").word(), text=cursor.at("text").text(OPTION))


def _read_picture(cursor: Cursor) -> Picture:
    cursor.only("file", "alt", "sha256")
    name = cursor.at("file")
    if not (isinstance(name.value, str) and PICTURE.fullmatch(name.value)):
        name.fault("This must be the name of a picture (.png, .jpg or .webp) beside this file.")
    sha256 = cursor.at("sha256").value
    return Picture(
        file=str(name.value),
        alt=cursor.at("alt").text(FEEDBACK),
        sha256=sha256 if isinstance(sha256, str) else "",
    )


def _check_different_words(cursor: Cursor, texts: list[Text]) -> None:
    """Note texts that a reader could not tell apart."""
    for language in ("pt-BR", "en"):
        cursor.different(text.in_language(language).casefold() for text in texts)
