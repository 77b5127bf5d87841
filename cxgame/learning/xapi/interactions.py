"""A question as an xAPI interaction: its definition, and an answer in the format of its type.

xAPI 1.0.3, part 2, appendix C; the separators are those of SCORM 2004.
"""

from typing import Any

from cxgame import content
from cxgame.content import Kind, Question, Text
from cxgame.content.revision import plain

AND, PAIR, RANGE = "[,]", "[.]", "[:]"
TYPES = {
    Kind.SINGLE: "choice",
    Kind.MULTIPLE: "choice",
    Kind.TRUE_FALSE: "true-false",
    Kind.SHORT_TEXT: "fill-in",
    Kind.NUMBER: "numeric",
    Kind.MATCHING: "matching",
    Kind.ORDERING: "sequencing",
}


def definition(question: Question) -> dict[str, Any]:
    """Return the definition of a question's activity, in both languages."""
    return {
        "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
        "name": plain(question.prompt),
        "interactionType": TYPES[question.kind],
        "correctResponsesPattern": _right(question),
        **_components(question),
    }


def response(question: Question, given: Any) -> str:  # as the answer was stored: any JSON
    """Return a stored answer in the format of the question's type."""
    match question.solution:
        case content.Truth():
            return "true" if given else "false"
        case content.Number():
            return _number(float(given))
        case content.Matching():
            return AND.join(f"{left}{PAIR}{right}" for left, right in given.items())
    return AND.join(given) if isinstance(given, list) else str(given)


def _right(question: Question) -> list[str]:
    match question.solution:
        case content.Choices(options=options):
            return [AND.join(option.id for option in options if option.right)]
        case content.Truth(answer=truth):
            return ["true" if truth else "false"]
        case content.ShortText(accepted=accepted):
            wordings = dict.fromkeys((*accepted.pt_br, *accepted.en))
            return [f"{{case_matters=false}}{wording}" for wording in wordings]
        case content.Number(answer=number, tolerance=tolerance):
            return [f"{_number(number - tolerance)}{RANGE}{_number(number + tolerance)}"]
        case content.Matching(pairs=pairs):
            return [AND.join(f"{pair.id}{PAIR}{pair.id}" for pair in pairs)]
        case content.Ordering(items=items):
            return [AND.join(item.id for item in items)]


def _components(question: Question) -> dict[str, Any]:
    """Return what could be chosen, matched or put in order."""
    match question.solution:
        case content.Choices(options=options):
            return {"choices": [_component(option.id, option.text) for option in options]}
        case content.Ordering(items=items):
            return {"choices": [_component(item.id, item.text) for item in items]}
        case content.Matching(pairs=pairs):
            return {
                "source": [_component(pair.id, pair.left) for pair in pairs],
                "target": [_component(pair.id, pair.right) for pair in pairs],
            }
    return {}


def _component(key: str, text: Text) -> dict[str, Any]:
    return {"id": key, "description": plain(text)}


def _number(value: float) -> str:
    """Return a number without an exponent or needless zeros."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
