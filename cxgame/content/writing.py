"""Write plain values as YAML that people like to read, and that reads back as the same values."""

import re
from collections.abc import Iterator
from typing import Any

from cxgame.content.text import LANGUAGES
from cxgame.content.yaml_file import Malformed, read_yaml

WIDTH = 100  # columns; longer texts are folded
IN_BRACES = {"customer", "mood", "name", "target", "unit"}  # short labels, where they fit
SPACED = {"nodes"}  # long lists whose entries stand apart; so do those of a list file

_DAYS = {"effective_from", "review_by"}
# What YAML can't hold as it is, and what would read as a line break.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_EASY = re.compile(r"[^\W_][^\n]*|[“(…][^\n]*")
_IN_FLOW = re.compile(r"[^\[\]{},]*")


def to_yaml(value: Any) -> str:  # whatever a YAML file of ours can hold
    """Return a document that `read_yaml` reads back as this value."""
    return "\n".join(_lines(value, 0, is_spaced=isinstance(value, list))) + "\n"


def _lines(value: Any, indent: int, *, is_spaced: bool = False) -> Iterator[str]:
    """Yield the lines of a mapping or a list, indented by so many spaces."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield from _entry(key, held, indent)
        return
    for number, held in enumerate(value):
        if number and is_spaced:
            yield ""
        yield from _item(held, indent)


def _entry(key: str, held: Any, indent: int) -> Iterator[str]:
    label = f"{' ' * indent}{key}:"
    if isinstance(held, dict | list):
        flow = _flow(key, held, WIDTH - len(label) - 1)
        if flow:
            yield f"{label} {flow}"
        else:
            yield label
            yield from _lines(held, indent + 2, is_spaced=key in SPACED)
        return
    yield from _scalar(label, held, indent + 2, is_day=key in _DAYS)


def _item(held: Any, indent: int) -> Iterator[str]:
    dash = f"{' ' * indent}-"
    if not isinstance(held, dict | list):
        yield from _scalar(dash, held, indent + 2)
        return
    lines = list(_lines(held, indent + 2))
    if not lines:
        yield f"{dash} {'{}' if isinstance(held, dict) else '[]'}"
        return
    yield f"{dash} {lines[0].lstrip()}"
    yield from lines[1:]


def _scalar(label: str, held: Any, indent: int, *, is_day: bool = False) -> Iterator[str]:
    if not isinstance(held, str):
        yield f"{label} {_figure(held)}"
    elif is_day and re.fullmatch(r"\d{4}-\d\d-\d\d", held):
        yield f"{label} {held}"
    elif len(label) + len(held) >= WIDTH and _folds(held):
        yield f"{label} >-"
        yield from _folded(held, indent)
    else:
        yield f"{label} {_plain_or_quoted(held)}"


def _flow(key: str, held: Any, room: int) -> str:
    """Return a list of names or a short label between brackets, empty where it needs lines."""
    if not held:
        return "[]" if isinstance(held, list) else "{}"
    values = held.values() if isinstance(held, dict) else held
    if not all(isinstance(one, str) and _stands_in_flow(one) for one in values):
        return ""
    if isinstance(held, list):
        text = f"[{', '.join(held)}]"
    elif key in IN_BRACES and tuple(held) == LANGUAGES:
        text = "{" + ", ".join(f"{name}: {words}" for name, words in held.items()) + "}"
    else:
        return ""
    return text if len(text) <= room else ""


def _figure(held: Any) -> str:
    if held is None:
        return "null"
    if isinstance(held, bool):
        return "true" if held else "false"
    if isinstance(held, float) and held.is_integer() and str(held) != "-0.0":
        return str(int(held))
    text = repr(held)
    # YAML wants a point in a number with an exponent: 1e-07 would be a text.
    return text.replace("e", ".0e") if "e" in text and "." not in text else text


def _plain_or_quoted(text: str) -> str:
    return text if _stands_plain(text) else _quoted(text)


def _stands_plain(text: str) -> bool:
    return bool(_EASY.fullmatch(text)) and not _HIDDEN.search(text) and _reads(f"a: {text}", text)


def _stands_in_flow(text: str) -> bool:
    return bool(_IN_FLOW.fullmatch(text)) and _stands_plain(text) and _reads(f"{{a: {text}}}", text)


def _reads(document: str, text: str) -> bool:
    try:
        return read_yaml(document) == {"a": text}
    except Malformed:
        return False


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'


def _folds(text: str) -> bool:
    """Tell whether a text comes back whole from lines that are joined by single spaces."""
    return not _HIDDEN.search(text) and all(text.split(" "))


def _folded(text: str, indent: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and indent + len(line) + 1 + len(word) > WIDTH:
            yield " " * indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield " " * indent + line
