from datetime import timedelta
from itertools import pairwise

from cxgame.notices.mail import retries


def test_delays_grow_from_a_minute_to_a_day_and_end() -> None:
    waits = [retries.delay(attempts, 7) for attempts in range(1, retries.MOST_ATTEMPTS)]
    known = [wait for wait in waits if wait is not None]
    assert len(known) == retries.MOST_ATTEMPTS - 1
    assert all(first < second for first, second in pairwise(known[:-1]))
    assert known[0] < timedelta(seconds=70) and known[-1] > timedelta(hours=21)
    assert retries.delay(retries.MOST_ATTEMPTS, 7) is None


def test_letters_that_failed_together_come_back_apart() -> None:
    waits = {retries.delay(3, mail_id) for mail_id in range(1000)}
    assert len(waits) == 1000
    assert max(filter(None, waits)) <= 1.1 * timedelta(minutes=9)
