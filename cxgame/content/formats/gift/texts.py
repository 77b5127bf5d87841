"""Texts of a GIFT file: their markup, and their white space as each markup keeps it."""

import re

from cxgame.content.formats.gift.escapes import shown
from cxgame.content.formats.gift.syntax import Markup, Words

_FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
_KEEPING = (Markup.HTML, Markup.MARKDOWN)  # white space means something there


def read_words(text: str, inherited: Markup = Markup.MOODLE) -> Words:
    """Return what a hidden text says, in the markup it names or else inherits."""
    text = text.strip()
    found = _FORMAT.match(text)
    markup = Markup(found[1]) if found else inherited
    if found:
        text = text[found.end() :].strip()
    return Words(shown(text if markup in _KEEPING else one_line(text)), markup)


def one_line(text: str) -> str:
    """Return a text whose line breaks and runs of spaces are single spaces; some never break."""
    return re.sub(r"[ \t\f\v]{2,}", " ", text.replace("\n", " "))
