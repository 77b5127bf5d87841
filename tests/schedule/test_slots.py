from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from cxgame.schedule.slots import Daily, Every

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
NEW_YORK = ZoneInfo("America/New_York")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_every_process_agrees_on_the_slots_of_an_interval() -> None:
    rhythm = Every(timedelta(minutes=15))

    assert rhythm.newest(utc("2026-03-02T10:14:59"), SAO_PAULO) == utc("2026-03-02T10:00")
    assert rhythm.newest(utc("2026-03-02T10:15:00"), SAO_PAULO) == utc("2026-03-02T10:15")


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-03-02T06:09:59", "2026-03-01T06:10"),  # a second before 3:10 in São Paulo
        ("2026-03-02T06:10:00", "2026-03-02T06:10"),
        ("2026-03-03T02:00:00", "2026-03-02T06:10"),  # still the second of March over there
    ],
)
def test_a_daily_slot_follows_the_company_clock(now: str, slot: str) -> None:
    assert Daily(time(3, 10)).newest(utc(now), SAO_PAULO) == utc(slot)


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-03-02T06:09:59", "2026-02-23T06:10"),  # 2 March 2026 is a Monday
        ("2026-03-02T06:10:00", "2026-03-02T06:10"),
        ("2026-03-08T23:00:00", "2026-03-02T06:10"),
    ],
)
def test_a_weekly_slot_falls_on_its_weekday(now: str, slot: str) -> None:
    assert Daily(time(3, 10), weekday=0).newest(utc(now), SAO_PAULO) == utc(slot)


def test_a_daily_slot_is_never_after_now_nor_a_day_old_when_clocks_change() -> None:
    rhythm = Daily(time(2, 30))  # does not exist on 8 March 2026 in New York
    moment = utc("2026-03-07T00:00")
    while moment < utc("2026-03-10T00:00"):
        slot = rhythm.newest(moment, NEW_YORK)
        assert timedelta() <= moment - slot < timedelta(hours=25)
        moment += timedelta(minutes=30)
