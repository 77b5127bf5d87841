"""Find what tells who somebody is in free text, so that a screen can hide it.

E-mail addresses, phone numbers, CPFs, CNPJs and card numbers, as Brazilians write them in running
text. A number that only looks like one (an order, a protocol, a CEP, a price, a date) stays: its
groups, its check digits and the word before it tell.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cxgame.feedback import numbers


class Piece(NamedTuple):
    """A stretch of a text; `hides` says what it is where it must not be shown, else it is "".

    One of email, phone, cpf, cnpj, card.
    """

    text: str
    hides: str = ""


# Most texts hold neither an @ nor four digits near each other: they are done at once.
_QUICK = re.compile(r"@|\barroba\b|[(\[]at[)\]]|\d\D{0,4}\d\D{0,4}\d\D{0,4}\d", re.IGNORECASE)
_AT = r"(?:[ ]?(?:@|[(\[]at[)\]])[ ]?|[ ]arroba[ ])"
_DOT = r"(?:\.|[ ]?[(\[](?:dot|ponto)[)\]][ ]?|[ ]ponto[ ])"
_NAME = r"(?<![\w.+%'-])[\w.+%'-]{1,64}"  # with a beginning and a longest: long words cost nothing
_EMAIL = rf"{_NAME}(?:{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,8}}|@[\w-]{{1,63}})"
_BEGINS = r"(?<!\d)(?<!\d[.,/-])[+(]{0,2}\d"  # a number does, and does not go on from one before
_MAYBE = re.compile(rf"(?P<email>{_EMAIL})|{_BEGINS}", re.IGNORECASE)


def pieces(text: str) -> list[Piece]:
    """Return a text cut where something personal begins and ends, in order, nothing left out."""
    if _QUICK.search(text) is None:
        return [Piece(text)] if text else []
    found: list[Piece] = []
    end = 0
    for start, stop, kind in _spans(text):
        if start > end:
            found.append(Piece(text[end:start]))
        found.append(Piece(text[start:stop], kind))
        end = stop
    if end < len(text):
        found.append(Piece(text[end:]))
    return found


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where something personal begins, where it ends, and what it is."""
    at = 0
    while match := _MAYBE.search(text, at):
        if match["email"]:
            yield match.start(), match.end(), "email"
            at = match.end()
            continue
        first = match.end() - 1  # of the digits; a phone number may begin with a sign before them
        for start in {match.start(): None, first: None}:
            number = numbers.at(text, start)
            if number is not None:
                yield start, number.end, number.kind
                at = number.end
                break
        else:
            at = match.end()
