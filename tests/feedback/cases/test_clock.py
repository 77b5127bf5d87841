from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.feedback.cases.clock import deadline, is_open, open_time
from cxgame.feedback.cases.words import SlaUnit
from cxgame.people.opening.hours import Hours, Stretch
from tests.feedback.cases.known_deadlines import KNOWN

UNITS = {
    "bh": SlaUnit.BUSINESS_HOURS,
    "h": SlaUnit.HOURS,
    "bd": SlaUnit.BUSINESS_DAYS,
    "d": SlaUnit.DAYS,
}
BRAZIL = frozenset(
    date(*day)
    for day in (
        *((2026, 1, 1), (2026, 4, 3), (2026, 4, 21), (2026, 5, 1), (2026, 9, 7), (2026, 10, 12)),
        *((2026, 11, 2), (2026, 11, 15), (2026, 11, 20), (2026, 12, 25), (2027, 1, 1)),
    )
)
AMERICA = frozenset({date(2026, 7, 4), date(2026, 11, 26), date(2026, 12, 25)})
CARNIVAL = frozenset(date(2026, 2, day) for day in (16, 17, 18))


def minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return 60 * int(hour) + int(minute)


def stretches(words: str) -> tuple[Stretch, ...]:
    """Read "08:00-12:00 13:00-17:00"; what ends before it begins ends on the next day."""
    found = []
    for one in words.split():
        opens, closes = map(minutes, one.split("-"))
        found.append((opens, closes if closes > opens else closes + 24 * 60))
    return tuple(found)


def hours(zone: str, closed: frozenset[date], *week: str) -> Hours:
    return Hours(ZoneInfo(zone), tuple(map(stretches, week)), closed)


SAO_PAULO, LISBON, NEW_YORK = "America/Sao_Paulo", "Europe/Lisbon", "America/New_York"
NONE: frozenset[date] = frozenset()
DAY, NIGHT = "09:00-18:00", "22:00-06:00"
PLACES = {
    "shop": hours(SAO_PAULO, BRAZIL, *[DAY] * 5, "09:00-13:00", ""),
    "lunch": hours(SAO_PAULO, BRAZIL, *["08:00-12:00 13:00-17:00"] * 5, "", ""),
    "night": hours(SAO_PAULO, BRAZIL, *[NIGHT] * 7),
    "weeknight": hours(SAO_PAULO, BRAZIL, *[NIGHT] * 5, "", ""),
    "always": hours(SAO_PAULO, NONE, *["00:00-00:00"] * 7),
    "carnival": hours(SAO_PAULO, CARNIVAL, *["10:00-22:00"] * 7),
    "gap": hours(SAO_PAULO, BRAZIL, "09:00-12:00", "", "14:00-18:00", "", "09:00-10:00", "", ""),
    "lisbon": hours(LISBON, NONE, *[DAY] * 5, "", ""),
    "lisbon_night": hours(LISBON, NONE, *[NIGHT] * 7),
    "newyork": hours(NEW_YORK, AMERICA, *["10:00-19:00"] * 6, ""),
    "newyork_night": hours(NEW_YORK, NONE, *["20:00-04:00"] * 7),
    "lordhowe": hours("Australia/Lord_Howe", NONE, *["08:00-16:00"] * 7),
    "never": hours(SAO_PAULO, NONE, *[""] * 7),
}


def test_known_promises_fall_due_when_a_calendar_says() -> None:
    known = [line for line in KNOWN.strip().splitlines() if not line.startswith("#")]
    wrong = []
    for line in known:
        place, day, clock, promise, due_day, due_clock = line.split()
        where = PLACES[place]
        length = int(promise.rstrip("bhd"))
        start = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=where.zone)
        due = deadline(start, length, UNITS[promise.removeprefix(str(length))], where)
        if f"{due.astimezone(where.zone):%Y-%m-%d %H:%M}" != f"{due_day} {due_clock}":
            wrong.append((line, due.astimezone(where.zone)))
    assert len(known) >= 200
    assert wrong == []


@given(
    place=st.sampled_from(sorted(set(PLACES) - {"never"})),
    start=st.integers(0, 330 * 24 * 60),
    length=st.integers(1, 60),
)
def test_business_hours_are_exactly_the_open_time_until_the_deadline(
    place: str, start: int, length: int
) -> None:
    where = PLACES[place]
    at = datetime(2026, 1, 2, tzinfo=UTC) + timedelta(minutes=start)
    due = deadline(at, length, SlaUnit.BUSINESS_HOURS, where)
    assert open_time(at, due, where) == timedelta(hours=length)
    assert is_open(due - timedelta(microseconds=1), where)


def test_a_place_is_open_from_its_opening_until_before_its_closing() -> None:
    def at(clock: str, day: int = 2) -> bool:
        moment = datetime.fromisoformat(f"2026-03-{day:02}T{clock}")
        return is_open(moment.replace(tzinfo=ZoneInfo(SAO_PAULO)), PLACES["lunch"])

    assert [at("07:59"), at("08:00"), at("12:00"), at("13:00"), at("17:00")] == [
        *(False, True, False, True, False)
    ]
    assert not at("10:00", day=7)


def test_a_promise_takes_some_time() -> None:
    with pytest.raises(ValueError, match="some time"):
        deadline(datetime(2026, 3, 2, tzinfo=UTC), 0, SlaUnit.DAYS, PLACES["shop"])
