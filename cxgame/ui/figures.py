"""Figures, as people type and read them in their language."""

from decimal import Decimal

from cxgame import i18n, numerals
from cxgame.errors import InvalidInput
from cxgame.ui.text import locale

DIGITS = 9  # as many decimals as a figure is shown with in a field


def read(words: str) -> float | None:
    """Return a typed figure, 4,5 and 4.5 alike, with or without a percent sign; None when empty.

    Raise InvalidInput for anything else.
    """
    tidy = words.strip().rstrip("%").strip().replace("−", "-")
    if not tidy:
        return None
    try:
        return numerals.read_number(tidy, locale())
    except InvalidInput as error:
        raise InvalidInput("Write the figure as a number, such as 4.5.") from error


def typed(value: float | None) -> str:
    """Return a figure as it is typed, whole and without separators of thousands; "" for none."""
    if value is None:
        return ""
    plain = f"{Decimal(repr(round(value, DIGITS))):f}"
    tidy = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return tidy.replace(".", ",") if locale() == "pt-BR" else tidy


def shown(value: float | None, most: int = 1) -> str:
    """Return a figure as it is read, with as many decimals as it has, at most; a dash for none."""
    if value is None:
        return "–"
    digits = next(n for n in range(most + 1) if n == most or value == round(value, n))
    return i18n.number(locale(), value, digits)
