"""Numbers as people type them, in either language."""

import math
import re

from cxgame.errors import InvalidInput

LONGEST = 30
LARGEST = 10**12
_GROUPED = {"pt-BR": re.compile(r"\d{1,3}(\.\d{3})+"), "en": re.compile(r"\d{1,3}(,\d{3})+")}
_PLAIN = re.compile(r"[+-]?\d+([.,]\d+)?")


def read_number(typed: object, language: str) -> float:
    """Return a number typed with or without separators: 1.234,5 in "pt-BR", 1,234.5 in "en".

    Where both marks stand, the last one is before the decimals; a lone decimal mark of the other
    language is understood too. Raise InvalidInput for anything else, and for a number beyond a
    million millions.
    """
    if isinstance(typed, int | float) and not isinstance(typed, bool):
        return _within_reason(float(typed))
    text = re.sub(r"\s", "", typed) if isinstance(typed, str) else ""
    if not text or len(text) > LONGEST:
        raise InvalidInput("Write a number.")
    mark = "," if language == "pt-BR" else "."
    if "," in text and "." in text:
        mark = max(",", ".", key=text.rfind)
    whole, _, decimals = text.lstrip("+-").partition(mark)
    if _GROUPED["pt-BR" if mark == "," else "en"].fullmatch(whole):
        sign = "-" if text.startswith("-") else ""
        text = f"{sign}{re.sub(r'[.,]', '', whole)}{'.' + decimals if decimals else ''}"
    if not text.isascii() or not _PLAIN.fullmatch(text):
        raise InvalidInput("Write a number.")
    return _within_reason(float(text.replace(",", ".")))


def _within_reason(value: float) -> float:
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise InvalidInput("Write a number.")
    return value
