"""The charts' look: one spec for both themes, quiet axes, numbers and dates in the language.

Streamlit draws Vega as SVG and sets `color-scheme` on the app, so a colour written as CSS
`light-dark()` follows the theme in the browser. A finished spec can thus be cached.
"""

from typing import Any

import altair as alt

INK = "light-dark(#1B2A2F, #E6EFED)"
MUTED = "light-dark(#54646A, #A6B5B3)"
FAINT = "light-dark(#9FB0AE, #6F8583)"
RAIL = "light-dark(#E4EBE9, #2A393C)"
PAPER = "light-dark(#FFFFFF, #10191B)"
ACCENT = "light-dark(#0B7A75, #4FD1C5)"
ACCENT_SOFT = "light-dark(#9DCAC8, #2F6C69)"
BAND = "light-dark(#EEF4F3, #1A2A2C)"
PROMOTER, PASSIVE, DETRACTOR = ACCENT, FAINT, "light-dark(#C8553D, #F08A72)"
CATEGORIES = (
    ACCENT,
    "light-dark(#E69F00, #F2BC4B)",
    "light-dark(#2F6DB5, #7FB0EA)",
    "light-dark(#B5428C, #E08BC3)",
    "light-dark(#7A8F00, #B7CB4A)",
    "light-dark(#8C6BB1, #BDA3DD)",
)

_NUMBERS = {
    "pt-BR": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["R$\u00a0", ""]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["$", ""]},
}
_TIMES = {
    "pt-BR": {
        "dateTime": "%A, %e de %B de %Y, %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": ["domingo", "segunda", "terça", "quarta", "quinta", "sexta", "sábado"],
        "shortDays": ["dom", "seg", "ter", "qua", "qui", "sex", "sáb"],
        "months": [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
        "shortMonths": [
            "jan",
            "fev",
            "mar",
            "abr",
            "mai",
            "jun",
            "jul",
            "ago",
            "set",
            "out",
            "nov",
            "dez",
        ],
    },
}


def spec(chart: alt.TopLevelMixin, locale: str) -> dict[str, Any]:
    """Return a finished chart as a Vega-Lite spec in the look of the house."""
    finished: dict[str, Any] = chart.to_dict()
    finished["config"] = config(locale)
    return finished


def config(locale: str) -> dict[str, Any]:
    """Return the part of a spec that holds looks and language."""
    words: dict[str, Any] = {"number": _NUMBERS[locale]}
    if locale in _TIMES:
        words["time"] = _TIMES[locale]
    return {
        "locale": words,
        "background": "transparent",
        "mark": {"aria": False},  # the chart's alt text says it whole; an empty layer says nothing
        "view": {"stroke": None},
        "text": {"color": INK, "fontSize": 13},
        "axis": {
            "labelColor": MUTED,
            "titleColor": MUTED,
            "gridColor": RAIL,
            "labelFontSize": 12,
            "labelPadding": 6,
            "domain": False,
            "ticks": False,
        },
        "axisX": {"grid": False},
        "point": {"color": ACCENT, "filled": True},
    }
