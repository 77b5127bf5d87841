from datetime import UTC, date, datetime

import pytest

from cxgame.errors import InvalidInput
from cxgame.tabular.dates import Dates, Order, Votes, dates_for


def votes(*cells: str) -> Votes:
    seen = Votes()
    for cell in cells:
        seen.look(cell)
    return seen


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["3/4/2026", "25/4/2026"], "d/m/y"),
        (["3/4/2026", "4/25/2026"], "m/d/y"),
        (["3/4/2026"], "d/m/y"),
        (["2026-04-25"], "ISO"),
        (["", " "], ""),
    ],
)
def test_the_whole_column_decides_on_the_order(cells: list[str], found: str) -> None:
    assert votes(*cells).name == found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-04-03", date(2026, 4, 3)),
        ("2026/4/3", date(2026, 4, 3)),
        ("20260403", date(2026, 4, 3)),
        ("3/4/2026", date(2026, 4, 3)),
        ("03.04.26", date(2026, 4, 3)),
        ("3-4-2026 23:59", date(2026, 4, 3)),
        ("3/4/2026 11:30 PM", date(2026, 4, 3)),
        ("3/4/2026, 14h05", date(2026, 4, 3)),
        ("2026-04-03 10:00:00.123", date(2026, 4, 3)),
        ("2026-04-04T02:00:00Z", date(2026, 4, 3)),  # still the day before in São Paulo
        ("2026-04-03T22:00:00-03:00", date(2026, 4, 3)),
    ],
)
def test_it_reads_the_companys_day(text: str, day: date) -> None:
    moment, on_day = Dates(Order.DAY_FIRST).read(text)
    assert on_day == day
    assert moment.tzinfo is UTC


def test_a_date_begins_at_the_companys_midnight() -> None:
    moment, _day = Dates(Order.DAY_FIRST).read("2026-04-03")
    assert moment == datetime(2026, 4, 3, 3, tzinfo=UTC)


def test_the_order_can_be_said() -> None:
    assert dates_for("m/d/y", votes("25/4/2026")).read("3/4/2026")[1] == date(2026, 3, 4)
    assert dates_for("%Y%d%m", Votes()).read("20260304")[1] == date(2026, 4, 3)
    assert dates_for("ISO", Votes()).read("2026-03-04")[1] == date(2026, 3, 4)
    with pytest.raises(InvalidInput):
        dates_for("yesterday", Votes())


@pytest.mark.parametrize("text", ["soon", "31/31/2026", "2026-13-01", "", "99999-01-01", "1/2"])
def test_it_refuses_what_is_no_date(text: str) -> None:
    with pytest.raises(InvalidInput):
        Dates(Order.DAY_FIRST).read(text)
