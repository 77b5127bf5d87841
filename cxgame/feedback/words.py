"""What a text is found by: its words, folded, without what is personal; and how it is asked for."""

import re
from dataclasses import dataclass

from cxgame.feedback import masking
from cxgame.people.names import fold

MOST_TERMS = 12  # of one search; what follows is left out
SHORTEST_PREFIX = 2  # characters from which a word also finds longer words

_WORD = re.compile(r"[^\W_]+")
_ASKED = re.compile(r'"([^"]*)"|([^"\s]+)|"')


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a text must hold: words in a row; the last may be a beginning only."""

    words: tuple[str, ...]
    is_prefix: bool = False

    @property
    def last(self) -> str:
        """Return the last of the words, all there is of most terms."""
        return self.words[-1]


def found_by(text: str) -> str:
    """Return the words of a text, folded, with single spaces between, for the search index.

    An e-mail address, a phone number or a CPF is not among them: what a screen hides, no search
    may confirm.
    """
    if not text:
        return ""
    open_part = "".join(" " if piece.hides else piece.text for piece in masking.pieces(text))
    return " ".join(_WORD.findall(fold(open_part)))


def terms_of(search: str) -> list[Term]:
    """Return what a search asks for: each word as a beginning, each phrase in quotes as it is.

    Raise nothing: whatever is typed means something, or nothing.
    """
    found: list[Term] = []
    for match in _ASKED.finditer(search):
        phrase, word = match[1], match[2]
        words = tuple(_WORD.findall(fold(word or phrase or "")))
        if not words:
            continue
        is_prefix = word is not None and len(words[-1]) >= SHORTEST_PREFIX
        term = Term(words, is_prefix)
        if term not in found:
            found.append(term)
    return found[:MOST_TERMS]


def fits(term: Term, folded: str) -> bool:
    """Tell whether a folded text holds a term."""
    sought = " " + " ".join(term.words) + ("" if term.is_prefix else " ")
    return sought in f" {folded} "
