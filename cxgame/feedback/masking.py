"""Find e-mail addresses, phone numbers and CPFs in free text, so that a screen can hide them."""

import re
from typing import NamedTuple

_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_CPF = r"(?<!\d)\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?!\d)"
_PHONE = r"(?<!\d)(?:\+?55[\s.-]?)?\(?\d{2}\)?[\s.-]?9?[\s.-]?\d{4}[\s.-]?\d{4}(?!\d)"
_PERSONAL = re.compile(f"(?P<email>{_EMAIL})|(?P<phone>{_PHONE})|(?P<cpf>{_CPF})", re.ASCII)


class Piece(NamedTuple):
    """A stretch of a text; `hides` is email, phone or cpf where it must not be shown, else ""."""

    text: str
    hides: str = ""


def pieces(text: str) -> list[Piece]:
    """Return a text cut where something personal begins and ends, in order, nothing left out.

    Eleven digits in a row may be a phone number or a CPF: either way they are hidden.
    """
    found: list[Piece] = []
    end = 0
    for match in _PERSONAL.finditer(text):
        if match.start() > end:
            found.append(Piece(text[end : match.start()]))
        found.append(Piece(match[0], match.lastgroup or ""))
        end = match.end()
    if end < len(text):
        found.append(Piece(text[end:]))
    return found
