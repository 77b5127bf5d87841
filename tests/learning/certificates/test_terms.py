from datetime import UTC, date, datetime

import pytest

from cxgame.credentials.open_badge import State
from cxgame.learning.certificates import terms


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [
        (date(2026, 3, 2), 0, None),
        (date(2026, 3, 2), 12, date(2027, 3, 2)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 15), 11, date(2026, 12, 15)),
        (date(2026, 1, 15), 24, date(2028, 1, 15)),
    ],
)
def test_the_last_day(issued: date, months: int, last: date | None) -> None:
    assert terms.last_day(issued, months) == last


def test_it_ends_when_the_companys_day_is_over() -> None:
    assert terms.end_of(date(2026, 3, 2)) == datetime(2026, 3, 3, 3, tzinfo=UTC)
    assert terms.end_of(None) is None


def test_whether_it_holds() -> None:
    day = date(2026, 3, 2)
    assert terms.state(None, None, day) is State.VALID
    assert terms.state(day, None, day) is State.VALID
    assert terms.state(day, None, date(2026, 3, 3)) is State.EXPIRED
    assert terms.state(day, datetime(2026, 3, 2, tzinfo=UTC), day) is State.REVOKED
