"""What Delighted packs into a cell as JSON: properties, further answers, notes."""

import json
from collections.abc import Iterator, Mapping

from cxgame.errors import InvalidInput
from cxgame.feedback import masking
from cxgame.feedback.importing.personal import is_personal

PACKED = ("person_properties", "additional_answers", "notes")
NOTES = "notes"


def unpacked(name: str, cell: str) -> dict[str, str]:
    """Return what a packed cell says, as metadata; a person's own data stays out.

    Names, addresses and numbers among the properties are left out; in notes and answers they are
    hidden. A cell that is no JSON is kept as it is. Raise InvalidInput for broken JSON.
    """
    text = cell.strip()
    if not text or text in ("{}", "[]", "null"):
        return {}
    if text[0] not in "{[":
        return {name: _hidden(text)}
    try:
        return _unpacked(name, json.loads(text))
    except (ValueError, RecursionError):
        raise InvalidInput("The column {column} holds broken JSON.", column=name) from None


def tags(cell: str) -> list[str] | None:
    """Return tags written as a JSON list, None where the cell is none."""
    if not cell.lstrip().startswith("["):
        return None
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    return [_said(one) for one in found if _said(one)]


def _unpacked(name: str, found: object) -> dict[str, str]:
    if isinstance(found, Mapping):
        said = {str(key): _said(value) for key, value in found.items()}
        return {key: _hidden(word) for key, word in said.items() if word and not is_personal(key)}
    if name == NOTES:
        notes = [_said(one.get("text")) for one in _mappings(found)]
        return {NOTES: _hidden("\n".join(filter(None, notes)))}
    return dict(_answers(found))


def _answers(found: object) -> Iterator[tuple[str, str]]:
    for one in _mappings(found):
        question, value = one.get("question"), one.get("value")
        asked = question.get("text") if isinstance(question, Mapping) else question
        words = _said(value)
        if asked and words:
            yield str(asked)[:190], _hidden(words)


def _mappings(found: object) -> list[Mapping[str, object]]:
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _said(value: object) -> str:
    """Return a value in words: a chosen answer's text, several with semicolons between them."""
    match value:
        case None:
            return ""
        case str():
            return value.strip()
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(filter(None, map(_said, value)))
        case {"text": text}:
            return _said(text)
        case dict():
            return "; ".join(filter(None, map(_said, value.values())))
    return str(value)


def _hidden(text: str) -> str:
    whole = text.encode("utf-8", "replace").decode()  # JSON may hold halves of letters
    return "".join("•••" if piece.hides else piece.text for piece in masking.pieces(whole))
