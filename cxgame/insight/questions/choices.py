"""What people chose at a question, option by option."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from cxgame import content
from cxgame.insight.questions.verdicts import Option
from cxgame.learning import asking
from cxgame.learning.grading import Outcome, folded, grade

ALIKE = 3  # people who wrote the same, so that it is nobody's own sentence
MOST_WRITTEN = 5
RIGHT = "right"
Given = tuple[Any, float | None]  # an answer as it was stored, and the score on the rest


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option in words; empty words stand for the right answer of a text or a number.

    `is_part` where it is a part of the answer, and `share` tells how many placed it right.
    """

    option: Option
    words: str
    is_part: bool = False


def chosen(question: content.Question, given: list[Given], locale: str) -> tuple[Chosen, ...]:
    """Return each option with the share of people who chose it.

    Of a text or a number: the right answer, then what 3 people or more wrote besides; of pairs and
    orders: each line, with the share that placed it right.
    """
    words = dict(asking.options(question, question.id, locale))
    match question.solution:
        case content.Choices(options=found):
            right = {option.id for option in found if option.right}
            return _counted([option.id for option in found], right, words, given, _listed)
        case content.Truth(answer=truth):
            right = {"true" if truth else "false"}
            return _counted(["true", "false"], right, words, given, _truth)
        case content.Matching(pairs=pairs):
            ids = [pair.id for pair in pairs]
            return _counted(ids, set(ids), words, given, _paired, are_parts=True)
        case content.Ordering(items=items):
            ids = [item.id for item in items]
            in_order = _ordered(ids)
            return _counted(ids, set(ids), words, given, in_order, are_parts=True)
    return _written(question, given)


def _counted(
    ids: list[str],
    right: set[str],
    words: dict[str, str],
    given: list[Given],
    read: Callable[[Any], Iterable[str]],
    *,
    are_parts: bool = False,
) -> tuple[Chosen, ...]:
    rests: dict[str, list[float | None]] = defaultdict(list)
    for answer, rest in given:
        for key in read(answer):
            rests[key].append(rest)
    return tuple(
        Chosen(_option(key, rests[key], len(given), key in right), words[key], are_parts)
        for key in ids
    )


def _written(question: content.Question, given: list[Given]) -> tuple[Chosen, ...]:
    rests: dict[str, list[float | None]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for answer, rest in given:
        is_right = grade(question, answer).outcome is Outcome.RIGHT
        key = RIGHT if is_right else folded(str(answer))
        spelled.setdefault(key, "" if is_right else f"{answer:g}" if _is_number(answer) else answer)
        rests[key].append(rest)
    wrong = [key for key in rests if key != RIGHT and len(rests[key]) >= ALIKE]
    wrong.sort(key=lambda key: (-len(rests[key]), key))
    return tuple(
        Chosen(_option(key, rests[key], len(given), key == RIGHT), spelled.get(key, ""))
        for key in (RIGHT, *wrong[:MOST_WRITTEN])
    )


def _option(key: str, rests: list[float | None], n: int, is_right: bool) -> Option:
    known = [rest for rest in rests if rest is not None]
    return Option(key, len(rests) / n, fmean(known) if known else None, is_right)


def _is_number(answer: object) -> bool:
    return isinstance(answer, float | int)


def _listed(answer: Any) -> Iterable[str]:
    return answer if isinstance(answer, list) else [str(answer)]


def _truth(answer: Any) -> Iterable[str]:
    return ["true" if answer is True or answer == "true" else "false"]


def _paired(answer: Any) -> Iterable[str]:
    return [key for key, partner in dict(answer).items() if key == partner]


def _ordered(ids: list[str]) -> Callable[[Any], Iterable[str]]:
    def read(answer: Any) -> Iterable[str]:
        return [key for key, other in zip(ids, answer, strict=False) if key == other]

    return read
