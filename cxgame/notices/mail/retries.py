"""When a letter that was not taken is tried again, and when it is given up."""

from datetime import timedelta

MOST_ATTEMPTS = 10  # over nearly five days
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(days=1)
GROWTH = 3
JITTER = 0.1  # of the delay, to both sides: letters that failed together come back apart


def delay(attempts: int, mail_id: int) -> timedelta | None:
    """Return how long to wait after this many attempts, None when it was the last.

    1, 3, 9, 27, 81, 243, 729 minutes, then a day; the letter's id shifts it by up to a tenth.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    growth: int = GROWTH ** (attempts - 1)
    plain = min(FIRST_DELAY * growth, LONGEST_DELAY)
    share = (mail_id * 2_654_435_761 % 2**32) / 2**32  # Knuth's multiplicative hash: 0 to 1
    return plain * (1 - JITTER + 2 * JITTER * share)
