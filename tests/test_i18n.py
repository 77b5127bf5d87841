from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cxgame import clock, i18n
from cxgame.errors import Conflict, Reason, Refused

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("pt-BR,pt;q=0.9,en;q=0.8", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("en-GB,en;q=0.9,pt;q=0.1", "en"),
        ("en;q=0.2,pt;q=0.7", "pt-BR"),
        ("fr,de;q=0.5", "en"),
        ("", "en"),
        (None, "en"),
        ("pt;q=nonsense,en", "en"),
    ],
)
def test_the_browsers_language_is_taken_where_we_speak_it(
    accepted: str | None, chosen: str
) -> None:
    assert i18n.negotiate(accepted) == chosen


@pytest.mark.parametrize(
    ("locale", "value", "digits", "text"),
    [
        ("pt-BR", 1234.5, 1, "1.234,5"),
        ("en", 1234.5, 1, "1,234.5"),
        ("pt-BR", -0.04, 1, "0,0"),
        ("en", 8191, 0, "8,191"),
    ],
)
def test_numbers_have_the_languages_separators(
    locale: str, value: float, digits: int, text: str
) -> None:
    assert i18n.number(locale, value, digits) == text


def test_shares_and_places_in_a_ranking() -> None:
    assert i18n.percent("pt-BR", 12.5, 1) == f"12,5{NBSP}%"
    assert i18n.percent("en", 12.5, 1) == "12.5%"
    assert i18n.ordinal("pt-BR", 2) == "2º"
    assert [i18n.ordinal("en", n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th")
    ]


def test_dates_and_moments_are_the_companys() -> None:
    late = datetime(2026, 3, 4, 1, 30, tzinfo=UTC)  # still the third in São Paulo

    assert clock.local_day(late) == date(2026, 3, 3)
    assert i18n.moment("pt-BR", late, SAO_PAULO) == "3 mar 2026, 22:30"
    assert i18n.moment("en", late, SAO_PAULO) == "3 Mar 2026, 22:30"
    assert i18n.short_day("pt-BR", date(2026, 3, 3)) == "3 mar"
    assert i18n.month("en", date(2026, 3, 3)) == "Mar 26"
    assert clock.start_of(date(2026, 3, 3)) == datetime(2026, 3, 3, 3, tzinfo=UTC)


def test_lengths_of_time_in_words() -> None:
    now = datetime(2026, 3, 4, 12, tzinfo=UTC)

    assert i18n.ago("pt-BR", now - timedelta(hours=3), now) == "há 3 horas"
    assert i18n.ago("en", now + timedelta(days=2), now) == "in 2 days"
    assert i18n.span("pt-BR", timedelta(minutes=4)) == "4 minutos"


def test_one_and_many() -> None:
    assert i18n.plural("en", "{n} person", "{n} people", 1) == "1 person"
    assert i18n.plural("en", "{n} person", "{n} people", 0) == "0 people"
    assert i18n.plural("pt-BR", "{n} person", "{n} people", 0) == "0 pessoa"
    assert i18n.plural("pt-BR", "{n} person", "{n} people", 1200) == "1.200 pessoas"


def test_errors_are_said_in_the_readers_language() -> None:
    error = Conflict("A name has at most {n} characters.", n=120)
    assert i18n.say("en", error) == "A name has at most 120 characters."
    assert i18n.say("pt-BR", error) == "Um nome tem no máximo 120 caracteres."

    several = Refused([Reason("Please give a name."), Reason("This no longer exists.")])
    assert i18n.say("en", several) == "Please give a name. This no longer exists."


def test_an_unknown_id_and_an_empty_one_stay_what_they_are() -> None:
    assert i18n.translate("pt-BR", "Nobody ever wrote this") == "Nobody ever wrote this"
    assert i18n.translate("pt-BR", "") == ""


def test_a_value_with_braces_is_no_placeholder() -> None:
    assert i18n.translate("en", "Hello, {name}", name="{n}") == "Hello, {n}"
