"""Amounts of the company's money, as people type and read them."""

import re

from cxgame import i18n
from cxgame.errors import InvalidInput
from cxgame.ui.text import locale

_AMOUNT = re.compile(
    r"\s*(?:R\$)?\s*(?P<whole>\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:[.,](?P<cents>\d{1,2}))?\s*", re.ASCII
)


def read(words: str) -> int | None:
    """Return an amount in cents: 45,90 and 45.90 alike, 1.250,00 too; None when empty.

    Raise InvalidInput for anything else.
    """
    found = _AMOUNT.fullmatch(words)
    if not words.strip():
        return None
    if found is None:
        raise InvalidInput("Write the cost as an amount of money, such as 45.90.")
    whole = re.sub(r"[.,\s]", "", found["whole"])
    return int(whole) * 100 + int((found["cents"] or "").ljust(2, "0"))


def typed(cents: int | None) -> str:
    """Return an amount as it is typed in the reader's language, "" for none."""
    return "" if cents is None else i18n.number(locale(), cents / 100, 2)
