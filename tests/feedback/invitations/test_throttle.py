from datetime import timedelta

import pytest

from cxgame.feedback.invitations.models import WhyNot
from cxgame.feedback.invitations.throttle import why_not
from tests.conftest import NOON


@pytest.mark.parametrize(
    ("opted_out", "days_since", "throttle", "expected"),
    [
        (False, None, 30, None),
        (False, 29, 30, WhyNot.ASKED_BEFORE),
        (False, 30, 30, None),
        (False, 89, 90, WhyNot.ASKED_BEFORE),
        (False, 200, 180, None),
        (False, 200, 365, WhyNot.ASKED_BEFORE),
        (False, -3, 30, WhyNot.ASKED_BEFORE),  # another invitation is already on its way
        (True, None, 30, WhyNot.OPTED_OUT),
        (True, 400, 30, WhyNot.OPTED_OUT),
    ],
)
def test_nobody_is_asked_twice_within_the_days_nor_after_opting_out(
    opted_out: bool, days_since: int | None, throttle: int, expected: WhyNot | None
) -> None:
    asked_at = None if days_since is None else NOON - timedelta(days=days_since)
    found = why_not(opted_out=opted_out, asked_at=asked_at, due_at=NOON, days=throttle)
    assert found == expected
