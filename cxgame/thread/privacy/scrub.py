"""Rules of taking a customer out of a text: the whole of it, or what tells who it is."""

import re
from collections.abc import Callable, Iterable

from cxgame.feedback import masking
from cxgame.thread.privacy.models import Depth
from cxgame.thread.privacy.subject import LAST_FIGURES, Subject

GONE = "[…]"
SHORTEST_QUOTE = 20  # characters: what is shorter, somebody else may have said too
SHORTEST_WORD = 3  # letters of a part of a name; "da" and "de" tell nothing
_SENTENCES = re.compile(r"[.!?…\n]+")
_PARTS = re.compile(r"[^\W\d_]+")

Scrub = Callable[[str], str]


def scrubber(depth: Depth, subject: Subject) -> Scrub:
    """Return what a text becomes."""
    if depth is Depth.ERASE:
        return lambda _text: ""
    parts = {word for name in subject.names for word in _PARTS.findall(name)}
    named = _any_of(word for word in parts if len(word) >= SHORTEST_WORD)
    known = without(names_of(subject))

    def scrub(text: str) -> str:
        if not text:
            return text
        masked = "".join(GONE if one.hides else one.text for one in masking.pieces(known(text)))
        return named.sub(GONE, masked) if named else masked

    return scrub


def without(needles: Iterable[str]) -> Scrub:
    """Return what puts a sign in place of each of these, wherever it stands as a whole."""
    pattern = _any_of(needles)
    return (lambda text: pattern.sub(GONE, text)) if pattern else (lambda text: text)


def names_of(subject: Subject) -> list[str]:
    """Return what names a customer for sure, wherever it stands.

    A first name alone does not: a colleague may be called the same.
    """
    return sorted({*_written(subject), *subject.phones, *_spelt(subject)})


def hints_of(subject: Subject) -> list[str]:
    """Return few short texts, one of which stands wherever a name of the customer does."""
    return sorted({*_written(subject), *(phone[-LAST_FIGURES:] for phone in subject.phones)})


def quotes_of(texts: Iterable[str]) -> list[str]:
    """Return the sentences of what was said that are long enough to be known again."""
    found = {part.strip(" ,;:–—-\"'“”") for text in texts for part in _SENTENCES.split(text)}
    found |= {" ".join(text.split()) for text in texts}
    return sorted((part for part in found if len(part) >= SHORTEST_QUOTE), key=len, reverse=True)


def _written(subject: Subject) -> set[str]:
    whole = {name for name in subject.names if len(name.split()) > 1}
    keys = {key for key in subject.keys if len(key) >= SHORTEST_WORD * 2}
    return {*whole, *keys, *subject.emails}


def _spelt(subject: Subject) -> list[str]:
    """Return a Brazilian number as people write it: (11) 98765-4321 and the like."""
    found = []
    for number in subject.numbers:
        area, first, last = number[:2], number[2:-4], number[-4:]
        found += [
            f"({area}) {first}-{last}",
            f"{area} {first}-{last}",
            f"({area}) {first}{last}",
            f"{area} {first}{last}",
            f"{area} {first} {last}",
            number,
            f"{first}-{last}",
        ]
    return found


def _any_of(needles: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted({needle for needle in needles if needle}, key=len, reverse=True)
    if not longest_first:
        return None
    words = "|".join(re.escape(needle) for needle in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
