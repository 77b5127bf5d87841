"""A question on the screen: the words around it, and what its form sends."""

from typing import Any

from cxgame import content
from cxgame.learning.asking import QuestionView
from cxgame.learning.grading import Answer, Outcome
from cxgame.learning.screens import StepRef
from cxgame.ui.text import _

LONGEST_NUMBER = 9  # digits of a turn, a place or a time that a browser may send


def words(question: QuestionView, *, key: str, about: str) -> dict[str, Any]:
    """Return what the templates of a question need; `key` is new for every turn of every run."""
    return {
        "q": question,
        "key": key,
        "counted": _("Question {number} of {total}", number=question.number, total=question.total),
        "about": about,
        "step_address": step_address(question.step),
        "verdict": _verdict(question.told.outcome, question.told.was_guess)
        if question.told
        else "",
    }


def read_form(kind: content.Kind, fields: dict[str, str]) -> dict[str, Any]:
    """Return the arguments of the command that takes the answer which a form sent."""
    return {
        "turn": whole(fields.get("turn", "")),
        "answer": read_answer(kind, fields),
        "guessed": "guessed" in fields,
        "milliseconds": whole(fields["ms"]) if "ms" in fields else None,
    }


def read_answer(kind: content.Kind, fields: dict[str, str]) -> Answer:
    """Return the answer that a form sent, in the shape in which grading takes it."""
    match kind:
        case content.Kind.MULTIPLE:
            return fields.get("answer", "").split("\n") if fields.get("answer") else []
        case content.Kind.MATCHING:
            pairs = _named(fields, "pair:")
            return {key: partner for key, partner in pairs.items() if partner}
        case content.Kind.ORDERING:
            places = {key: whole(place) for key, place in _named(fields, "place:").items()}
            if sorted(places.values()) != list(range(1, len(places) + 1)):
                return []  # a place is missing or taken twice: grading says so
            return sorted(places, key=lambda key: places[key])
    return fields.get("answer", "")


def whole(words: str) -> int:
    """Return a whole number that a browser sent, -1 for anything else."""
    fits = words.isascii() and words.isdigit() and len(words) <= LONGEST_NUMBER
    return int(words) if fits else -1


def step_address(step: StepRef) -> str:
    """Return the address of an SOP step inside the app."""
    return f"sop?code={step.sop_code}&step={step.key}"


def _verdict(outcome: Outcome, was_guess: bool) -> str:
    match outcome:
        case Outcome.RIGHT:
            return _("Good guess!") if was_guess else _("That's it!")
        case Outcome.PARTLY:
            return _("Partly there")
    return _("Nearly there")


def _named(fields: dict[str, str], prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value
        for name, value in fields.items()
        if name.startswith(prefix)
    }
