"""Names and texts as people type them, and the folded form in which they are compared."""

import re
import unicodedata

from cxgame.errors import InvalidInput

LONGEST = 120

_ACCENTS = re.compile("[\u0300-\u036f]")  # what NFKD parts from Latin letters


def fold(text: str) -> str:
    """Return the text in lower case, without accents, its spaces single: for finding it again."""
    if text.isascii():
        return " ".join(text.lower().split())  # the same, quicker: most words have no accent
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    if not plain.isascii():  # beyond Latin, marks are of many kinds
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())


def clean(name: str) -> str:
    """Return a name with single spaces; raise InvalidInput when it is empty or too long."""
    tidy = " ".join(name.replace("\x00", "").split())
    if not tidy:
        raise InvalidInput("Please give a name.")
    if len(tidy) > LONGEST:
        raise InvalidInput("A name has at most {n} characters.", n=LONGEST)
    return tidy


def text(words: str, *, longest: int) -> str:
    """Return a longer text without white space around it; raise InvalidInput when too long.

    No database holds a NUL, so none is kept.
    """
    tidy = words.replace("\x00", "").strip()
    if len(tidy) > longest:
        raise InvalidInput("A text has at most {n} characters.", n=longest)
    return tidy
