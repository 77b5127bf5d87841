"""Read a GIFT file into its syntax tree, in one pass and without ever failing.

The rules are those of Moodle's own reader: a blank line ends a question even inside braces, a
comment is a line that begins with //, only the first { and the first } count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cxgame.content.formats.gift.answers import Unreadable, read_answers
from cxgame.content.formats.gift.escapes import hidden, shown
from cxgame.content.formats.gift.syntax import (
    Category,
    Description,
    Faulty,
    Item,
    Markup,
    Question,
    Words,
)
from cxgame.content.formats.gift.texts import read_words
from cxgame.errors import Reason

CATEGORY = "$CATEGORY:"
GAP = "_____"
_ID = re.compile(r"\[id:([^\x00-\x1f\x7f\]]{1,200})\]")
_TAG = re.compile(r"\[tag:([^\x00-\x1f\x7f\]]{1,200})\]")


@dataclass(frozen=True)
class _Block:
    """The lines between two blank lines: the comments' text, and the rest with its place."""

    line: int
    text: str
    comments: str


def parse(text: str) -> Iterator[Item]:
    """Yield what a GIFT file holds, in its order; what can't be read is there as Faulty."""
    for block in _blocks(text):
        yield from _items(block)


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[tuple[int, str]] = []
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(plain.split("\n"), 1):
        if line.strip():
            lines.append((number, line))
        elif lines:
            yield _block(lines)
            lines = []
    if lines:
        yield _block(lines)


def _block(lines: list[tuple[int, str]]) -> _Block:
    said = [(number, line) for number, line in lines if not line.lstrip().startswith("//")]
    comments = [line for _number, line in lines if line.lstrip().startswith("//")]
    first = said[0][0] if said else lines[0][0]
    return _Block(first, "\n".join(line for _number, line in said), "\n".join(comments))


def _items(block: _Block) -> Iterator[Item]:
    line, text = block.line, block.text
    while text.lstrip().startswith(CATEGORY):
        first, _, text = text.lstrip().partition("\n")
        yield Category(line, first.removeprefix(CATEGORY).strip())
        line += 1
    if text.strip():
        yield _item(_Block(line, text, block.comments))


def _item(block: _Block) -> Item:
    text = hidden(block.text).strip()
    title, text = _title(text)
    opening, closing = text.find("{"), text.find("}")
    found = _ID.search(block.comments)
    key = found[1].strip() if found else None
    tags = tuple(tag.strip() for tag in _TAG.findall(block.comments))
    if opening < 0 and closing < 0:
        return Description(block.line, read_words(text), title, key, tags)
    if opening < 0 or 0 <= closing < opening:
        return Faulty(block.line, Reason("A closing brace stands without its opening one."), title)
    if closing < 0:
        return Faulty(block.line, Reason("The answers are not closed by a brace."), title)
    before, tail = text[:opening].strip(), text[closing + 1 :].strip()
    stem = _stem(before, tail)
    try:
        answers, feedback = read_answers(text[opening + 1 : closing], stem.markup)
    except Unreadable as error:
        return Faulty(block.line, error.reason, title)
    return Question(block.line, stem, answers, title, bool(tail), feedback, key, tags)


def _title(text: str) -> tuple[str | None, str]:
    """Return the name between double colons, and what comes after it."""
    if not text.startswith("::"):
        return None, text
    end = text.find("::", 2)
    if end < 0:
        return None, text
    return shown(text[2:end]).strip(), text[end + 2 :].strip()


def _stem(before: str, tail: str) -> Words:
    stem = read_words(before)
    if not tail:
        return stem
    end = read_words(tail, stem.markup if before else Markup.MOODLE)
    words = " ".join(filter(None, (stem.text, GAP, end.text)))
    return Words(words, stem.markup if before else end.markup)
