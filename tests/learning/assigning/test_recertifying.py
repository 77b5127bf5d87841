from datetime import date

import pytest

from cxgame.learning.assigning.recertifying import Reasons, add_months, due_again

PASSED = date(2026, 1, 31)
YEARLY = Reasons(12, on_major_change=False)
CHANGE = Reasons(None, on_major_change=True)
BOTH = Reasons(12, on_major_change=True)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 5, 15), 12, date(2027, 5, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_end_on_their_last_day(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_it_is_asked_again_two_weeks_before_it_lapses() -> None:
    day_before = date(2027, 1, 16)
    assert due_again(YEARLY, passed_on=PASSED, changed_on=None, today=day_before) is None
    found = due_again(YEARLY, passed_on=PASSED, changed_on=None, today=date(2027, 1, 17))
    assert found == date(2027, 1, 31)


def test_a_late_rule_still_gives_two_weeks() -> None:
    found = due_again(YEARLY, passed_on=PASSED, changed_on=None, today=date(2028, 6, 1))
    assert found == date(2028, 6, 15)


def test_a_major_change_asks_by_the_day_it_takes_effect() -> None:
    today = date(2026, 3, 1)
    assert due_again(CHANGE, passed_on=PASSED, changed_on=None, today=today) is None
    soon = due_again(CHANGE, passed_on=PASSED, changed_on=date(2026, 3, 2), today=today)
    assert soon == date(2026, 3, 15)
    later = due_again(CHANGE, passed_on=PASSED, changed_on=date(2026, 5, 1), today=today)
    assert later == date(2026, 5, 1)
    assert due_again(YEARLY, passed_on=PASSED, changed_on=today, today=today) is None


def test_of_two_reasons_the_sooner_day_counts() -> None:
    found = due_again(BOTH, passed_on=PASSED, changed_on=date(2027, 3, 1), today=date(2027, 1, 17))
    assert found == date(2027, 1, 31)
