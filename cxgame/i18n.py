"""Words, numbers and dates in a reader's language; pure, so that a job can write to anyone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from cxgame.errors import CxgameError, Refused

LOCALES = ("pt-BR", "en")
FALLBACK = "en"
FOLDER = Path(__file__).parent / "locale"


def translate(locale: str, message: str, /, **values: object) -> str:
    """Return the message in the given language, its {placeholders} filled."""
    text = catalogue(locale).gettext(message) if message else ""
    return text.format(**values) if values else text


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for it
    """Mark a message id where it is written; whoever shows it translates it."""
    return message


def plural(locale: str, one: str, many: str, n: int, /, **values: object) -> str:
    """Return the form that fits n, which also fills {n}."""
    text = catalogue(locale).ngettext(one, many, n)
    return text.format(**{"n": number(locale, n), **values})


def say(locale: str, error: CxgameError) -> str:
    """Return an error's sentence in the given language; of a refusal, every reason's."""
    if isinstance(error, Refused):
        return " ".join(translate(locale, why.message, **why.values) for why in error.reasons)
    return translate(locale, error.message, **error.values)


def negotiate(accept_language: str | None) -> str:
    """Return the best of our languages for an Accept-Language header, else English."""
    wanted: list[tuple[float, str]] = []
    for part in (accept_language or "").split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            wanted.append((-float(quality or 1), tag.strip().lower()))
        except ValueError:
            continue
    for _weight, tag in sorted(wanted, key=lambda pair: pair[0]):
        if tag.startswith("pt"):
            return "pt-BR"
        if tag.startswith("en"):
            return "en"
    return FALLBACK


def number(locale: str, value: float, digits: int = 0) -> str:
    """Return a number with the language's separators and exactly `digits` decimals."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    rounded = round(value, digits) + 0.0  # what rounds to zero has no minus
    return numbers.format_decimal(rounded, format=pattern, locale=_babel(locale))


def percent(locale: str, value: float, digits: int = 0) -> str:
    """Return a percentage, `value` given as 0-100."""
    return number(locale, value, digits) + ("\N{NO-BREAK SPACE}%" if locale == "pt-BR" else "%")


def ordinal(locale: str, rank: int) -> str:
    """Return a place in a ranking: 1º, 2º in Portuguese; 1st, 2nd in English."""
    if locale == "pt-BR":
        return f"{rank}º"
    ending = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"


def day(locale: str, value: date) -> str:
    """Return a short date with its year: 3 mar 2026 | 3 Mar 2026."""
    text = dates.format_date(value, "d MMM y", locale=_babel(locale))
    return text.replace(" de ", " ").replace(".", "")


@lru_cache(maxsize=4096)
def short_day(locale: str, value: date) -> str:
    """Return a date without its year: 3 mar | 3 Mar."""
    text = dates.format_date(value, "d MMM", locale=_babel(locale))
    return text.replace(" de ", " ").replace(".", "")


def month(locale: str, value: date) -> str:
    """Return a short month: mar 26 | Mar 26."""
    text = dates.format_date(value, "MMM yy", locale=_babel(locale))
    return text.replace(" de ", " ").replace(".", "")


def whole_month(locale: str, value: date) -> str:
    """Return a month with its whole name and its year: março de 2026 | March 2026."""
    return dates.format_skeleton("yMMMM", value, locale=_babel(locale))


def weekday(locale: str, value: date, width: str = "wide") -> str:
    """Return a day of the week; width wide, abbreviated or narrow: quarta-feira | qua | Q."""
    names = dates.get_day_names(width, "stand-alone", _babel(locale))  # type: ignore[arg-type]  # one of Babel's three
    return str(names[value.weekday()]).replace(".", "")


def moment(locale: str, value: datetime, zone: ZoneInfo) -> str:
    """Return a moment as the company's clock shows it: 3 mar 2026, 14:05."""
    local = value.astimezone(zone)
    return f"{day(locale, local.date())}, {local:%H:%M}"


def ago(locale: str, then: datetime, now: datetime) -> str:
    """Return how long ago (or from now) a moment is, in words: há 3 horas | in 2 days."""
    return dates.format_timedelta(
        _whole(then - now), add_direction=True, locale=_babel(locale), threshold=1.2
    )


def span(locale: str, length: timedelta) -> str:
    """Return a length of time in words: 3 horas | 3 hours."""
    return dates.format_timedelta(_whole(length), locale=_babel(locale), threshold=1.2)


def any_of(locale: str, words: Sequence[str]) -> str:
    """Return "Ana, Bia or Caio"; "" for nothing."""
    return lists.format_list(words, style="or", locale=_babel(locale)) if words else ""


@lru_cache
def catalogue(locale: str) -> NullTranslations:
    """Read every .po file of a language straight away, so that nobody commits compiled ones."""
    merged: Translations | None = None
    for path in sorted((FOLDER / locale.replace("-", "_") / "LC_MESSAGES").glob("*.po")):
        compiled = BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=locale.replace("-", "_")))
        compiled.seek(0)
        part = Translations(compiled)
        if merged is None:
            merged = part
        else:
            merged.merge(part)
    return merged or NullTranslations()


def _whole(length: timedelta) -> timedelta:
    return timedelta(seconds=round(length.total_seconds()))


@lru_cache
def _babel(locale: str) -> Locale:
    return Locale.parse(locale.replace("-", "_"))
