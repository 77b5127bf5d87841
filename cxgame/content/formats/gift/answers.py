"""The answer block of a GIFT question: which kind it is, and what it holds."""

import math
import re
from itertools import pairwise

from cxgame.content.formats.gift.escapes import shown
from cxgame.content.formats.gift.syntax import (
    Answers,
    Between,
    Choice,
    Essay,
    Exactly,
    Markup,
    Match,
    MultipleChoice,
    NumberChoice,
    Numerical,
    Pair,
    ShortAnswer,
    TrueFalse,
    Words,
)
from cxgame.content.formats.gift.texts import one_line, read_words
from cxgame.errors import Reason

GENERAL = "####"  # before the feedback that comes whatever was answered
ARROW = "->"
LARGEST = 10**12
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d{0,12})?)%")
_NUMBER = re.compile(
    r"[+-]?(?:\d{1,40}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,3})?", re.ASCII
)
_MARKER = re.compile(r"[=~]")
_EQUALS = re.compile(r"=")


class Unreadable(Exception):
    """The block makes no sense; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.message)
        self.reason = reason


def read_answers(block: str, markup: Markup) -> tuple[Answers, Words | None]:
    """Return the answers of a hidden block, and the feedback that comes in any case.

    Raise Unreadable where there is none to be had.
    """
    body, general = block.strip(), None
    last = body.rfind(GENERAL)
    if last >= 0:
        general = _feedback(body[last + len(GENERAL) :], markup)
        body = body[:last].strip()
    return _answers(body, markup), general


def _answers(body: str, markup: Markup) -> Answers:
    if not body:
        return Essay()
    if body.startswith("#"):
        return _numerical(body[1:].strip(), markup)
    if "~" in body:
        return MultipleChoice(_choices(body, _MARKER, markup))
    if "=" in body and _is_match(body):
        return _match(body, markup)
    truth = body.partition("#")[0].strip()
    if truth in _TRUTHS:
        return _true_false(_TRUTHS[truth], body, markup)
    return ShortAnswer(_choices(body, _EQUALS, markup))


def _choices(body: str, marker: re.Pattern[str], markup: Markup) -> tuple[Choice, ...]:
    """Return the choices; what stands before the first sign is one, as Moodle has it."""
    found = []
    is_choice = marker is _MARKER
    for sign, part in _split(body, marker):
        is_right = sign == "=" or (not sign and not is_choice)
        weight, rest = _weight(part)
        text, mark, feedback = rest.partition("#")
        said = _feedback(feedback, markup) if mark else None
        found.append(Choice(is_right, read_words(text, markup), weight, said))
    return tuple(found)


def _split(body: str, marker: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return each part with the sign that it begins with, "" for what precedes the first."""
    places = [found.start() for found in marker.finditer(body)]
    parts = [(body[a], body[a + 1 : b].strip()) for a, b in pairwise([*places, len(body)])]
    before = body[: places[0]].strip() if places else body.strip()
    return [("", before), *parts] if before else parts


def _weight(part: str) -> tuple[float | None, str]:
    found = _WEIGHT.match(part)
    if not found:
        return None, part
    weight = float(found[1])
    if abs(weight) > 100:
        raise Unreadable(
            Reason("The weight {weight}% is not between -100 and 100.", {"weight": found[1]})
        )
    return weight, part[found.end() :].strip()


def _feedback(text: str, markup: Markup) -> Words | None:
    words = read_words(text, markup)
    return words if words.text else None


def _is_match(body: str) -> bool:
    """Tell whether every part holds an arrow; else arrows are part of short answers."""
    parts = _split(body, _EQUALS)
    return all(sign and ARROW in part for sign, part in parts)


def _match(body: str, markup: Markup) -> Match:
    pairs = []
    for _sign, part in _split(body, _EQUALS):
        left, _arrow, right = part.partition(ARROW)
        pairs.append(Pair(read_words(left, markup), shown(one_line(right.strip()))))
    return Match(tuple(pairs))


def _true_false(is_true: bool, body: str, markup: Markup) -> TrueFalse:
    _truth, _mark, rest = body.partition("#")
    wrong, _mark, right = rest.partition("#")
    return TrueFalse(is_true, _feedback(wrong, markup), _feedback(right, markup))


def _numerical(body: str, markup: Markup) -> Numerical:
    if not body:
        raise Unreadable(Reason("The number that is right is missing."))
    parts = _split(body, _MARKER)
    is_bare = len(parts) == 1 and not parts[0][0]
    return Numerical(tuple(_number_choice(*part, markup) for part in parts), is_bare)


def _number_choice(sign: str, part: str, markup: Markup) -> NumberChoice:
    weight, rest = _weight(part)
    written, mark, feedback = rest.partition("#")
    said = _feedback(feedback, markup) if mark else None
    written = shown(written).strip()
    value = None if sign == "~" and written in ("", "*") else _value(written)
    return NumberChoice(sign != "~", value, weight, said)


def _value(written: str) -> Exactly | Between | None:
    if written == "*":
        return None
    low, dots, high = written.partition("..")
    if dots:
        ends = sorted((read_number(low), read_number(high)))
        return Between(*ends)
    number, colon, margin = written.partition(":")
    if not colon:
        return Exactly(read_number(number))
    return Exactly(read_number(number), abs(read_number(margin)))


def read_number(written: str) -> float:
    """Return a number as Moodle's files write it; raise Unreadable for anything else."""
    text = written.strip()
    number = float(text) if _NUMBER.fullmatch(text) else math.inf
    if not abs(number) <= LARGEST:
        raise Unreadable(Reason("“{words}” is not a number such as 3.14.", {"words": text[:40]}))
    return number
