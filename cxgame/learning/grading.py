"""How an answer is judged: right, partly right or wrong, for each kind of question."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cxgame.content.question import (
    Choices,
    Kind,
    Matching,
    Number,
    Ordering,
    Question,
    ShortText,
    Truth,
)
from cxgame.content.text import Text
from cxgame.errors import InvalidInput
from cxgame.i18n import N_
from cxgame.numerals import read_number

LONGEST_ANSWER = 200  # characters of a short text that anybody would type on a phone
HALF = 0.5
MOST_IN_ORDER = 2 / 3  # of the pairs of items; chance alone puts half of them in order

Answer = str | bool | float | list[str] | dict[str, str]


class Outcome(StrEnum):
    """What an answer is worth; PARTLY only softens the words, it brings no points."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


@dataclass(frozen=True)
class Grade:
    """An outcome, the answer as it was understood, and the feedback on what was chosen."""

    outcome: Outcome
    given: Answer
    feedback: tuple[Text, ...]


def grade(question: Question, answer: object, *, language: str = "en") -> Grade:
    """Return what an answer is worth and why; `language` only tells 1.000 from 1,000.

    Choices are option ids (a list of them for "multiple"), a truth is a bool or "true"/"false", a
    matching maps pair ids to the pair ids whose right side was chosen, an ordering lists item ids.
    Raise InvalidInput for an answer that the question could not have got.
    """
    match question.solution:
        case Choices() as choices if question.kind is Kind.SINGLE:
            return _grade_single(choices, answer, question.feedback)
        case Choices() as choices:
            return _grade_multiple(choices, answer, question.feedback)
        case Truth(answer=truth):
            given = _truth(answer)
            return Grade(_right_if(given is truth), given, (question.feedback,))
        case ShortText() as texts:
            return _grade_text(texts, answer, question.feedback)
        case Number() as number:
            value = read_number(answer, language)
            close = abs(value - number.answer) <= number.tolerance + 1e-9 * abs(number.answer)
            return Grade(_right_if(close), value, (question.feedback,))
        case Matching() as matching:
            return _grade_matching(matching, answer, question.feedback)
        case Ordering() as ordering:
            return _grade_ordering(ordering, answer, question.feedback)


def folded(text: str) -> str:
    """Return a text without case, accents and punctuation, its spaces single."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w\s]|_", " ", kept).split())


def _grade_single(choices: Choices, answer: object, feedback: Text) -> Grade:
    by_id = {option.id: option for option in choices.options}
    if not isinstance(answer, str) or answer not in by_id:
        raise InvalidInput("Choose one of the answers.")
    chosen = by_id[answer]
    return Grade(_right_if(chosen.right), answer, _said(chosen.feedback, feedback))


def _grade_multiple(choices: Choices, answer: object, feedback: Text) -> Grade:
    """Partly right: more right than wrong choices, but not exactly the right ones."""
    by_id = {option.id: option for option in choices.options}
    picked = _ids(answer, set(by_id), N_("Choose one or more of the answers."))
    wanted = {option.id for option in choices.options if option.right}
    hits, slips = len(wanted & set(picked)), len(set(picked) - wanted)
    outcome = Outcome.RIGHT if hits == len(wanted) and not slips else Outcome.WRONG
    if outcome is Outcome.WRONG and hits > slips:
        outcome = Outcome.PARTLY
    ordered = [option.id for option in choices.options if option.id in picked]
    slipped = [by_id[key].feedback for key in ordered if key not in wanted]
    return Grade(outcome, ordered, _said(*slipped, feedback))


def _grade_text(texts: ShortText, answer: object, feedback: Text) -> Grade:
    if not isinstance(answer, str) or not folded(answer):
        raise InvalidInput("Write your answer.")
    if len(answer) > LONGEST_ANSWER:
        raise InvalidInput("Write at most {n} characters.", n=LONGEST_ANSWER)
    accepted = {folded(wording) for wording in (*texts.accepted.pt_br, *texts.accepted.en)}
    return Grade(_right_if(folded(answer) in accepted), answer.strip(), (feedback,))


def _grade_matching(matching: Matching, answer: object, feedback: Text) -> Grade:
    """Partly right: half of the pairs or more."""
    ids = [pair.id for pair in matching.pairs]
    if not isinstance(answer, dict) or set(answer) != set(ids):
        raise InvalidInput("Find a partner for each line.")
    _ids(list(answer.values()), set(ids), N_("Use each partner once."))
    given = {key: str(answer[key]) for key in ids}
    share = sum(given[key] == key for key in ids) / len(ids)
    return Grade(_by_share(share, HALF), given, (feedback,))


def _grade_ordering(ordering: Ordering, answer: object, feedback: Text) -> Grade:
    """Partly right: two thirds of all pairs of items stand in their order."""
    wanted = [item.id for item in ordering.items]
    given = _ids(answer, set(wanted), N_("Give each line its own place."))
    if len(given) != len(wanted):
        raise InvalidInput("Give each line its own place.")
    return Grade(_by_share(_share_in_order(wanted, given), MOST_IN_ORDER), given, (feedback,))


def _share_in_order(wanted: Sequence[str], given: Sequence[str]) -> float:
    """Return which share of all pairs of items has its order (Kendall's concordant pairs)."""
    place = [given.index(key) for key in wanted]
    pairs = [(a, b) for a in range(len(place)) for b in range(a + 1, len(place))]
    return sum(place[a] < place[b] for a, b in pairs) / len(pairs)


def _ids(answer: object, known: set[str], message: str) -> list[str]:
    """Return the ids of a list; raise InvalidInput unless they are known and differ."""
    if not isinstance(answer, list | tuple) or not answer:
        raise InvalidInput(message)
    if not all(isinstance(key, str) and key in known for key in answer):
        raise InvalidInput(message)
    if len(set(answer)) != len(answer):
        raise InvalidInput(message)
    return list(answer)


def _truth(answer: object) -> bool:
    if isinstance(answer, bool):
        return answer
    if answer in ("true", "false"):
        return answer == "true"
    raise InvalidInput("Choose one of the answers.")


def _by_share(share: float, enough: float) -> Outcome:
    if share == 1:
        return Outcome.RIGHT
    return Outcome.PARTLY if share >= enough else Outcome.WRONG


def _right_if(is_right: bool) -> Outcome:
    return Outcome.RIGHT if is_right else Outcome.WRONG


def _said(*texts: Text) -> tuple[Text, ...]:
    """Return the texts that say something, each once."""
    return tuple(dict.fromkeys(text for text in texts if text != Text()))
