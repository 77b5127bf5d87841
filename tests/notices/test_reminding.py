from datetime import date, timedelta

import pytest

from cxgame.notices.reminding import When, reminder

DUE = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("days", "when"),
    [
        (-4, None),
        (-3, When.SOON),
        (-1, When.SOON),
        (0, When.TODAY),
        (1, When.LATE),
        (40, When.LATE),
    ],
)
def test_what_is_due_is_told_before_on_the_day_and_after(days: int, when: When | None) -> None:
    found = reminder(DUE, DUE + timedelta(days=days))
    assert (found.when if found else None) == when


def test_each_reminder_is_one_whatever_the_day_it_is_given() -> None:
    keys = [found.key for day in range(-10, 22) if (found := reminder(DUE, DUE + day * DAY))]
    assert len(set(keys)) == 5  # before, on the day, and three weeks after
    assert keys == sorted(keys, key=keys.index)


def test_another_day_is_another_reminder() -> None:
    later = DUE + timedelta(days=1)
    first, second = reminder(DUE, DUE), reminder(later, later)
    assert first and second
    assert first.key != second.key


DAY = timedelta(days=1)
