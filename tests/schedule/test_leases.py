from datetime import datetime, timedelta

from sqlmodel import Session

from cxgame.schedule import leases
from tests.conftest import NOON

LASTS = timedelta(seconds=30)


def acquire(session: Session, holder: str, now: datetime) -> int | None:
    return leases.acquire(session, name="jobs", holder=holder, lasts=LASTS, now=now)


def test_only_one_leads(session: Session) -> None:
    assert acquire(session, "a", NOON) == 1
    assert acquire(session, "b", NOON) is None


def test_a_renewed_reign_keeps_its_epoch_and_lasts_longer(session: Session) -> None:
    acquire(session, "a", NOON)
    later = NOON + LASTS * 0.9

    assert acquire(session, "a", later) == 1
    assert acquire(session, "b", NOON + LASTS * 1.5) is None
    assert leases.expiry(session, name="jobs") == later + LASTS


def test_the_next_leader_has_a_higher_epoch(session: Session) -> None:
    acquire(session, "a", NOON)

    assert acquire(session, "b", NOON + LASTS) == 2
    assert acquire(session, "a", NOON + LASTS) is None


def test_a_leader_that_slept_too_long_starts_a_new_reign(session: Session) -> None:
    acquire(session, "a", NOON)

    assert acquire(session, "a", NOON + LASTS * 2) == 2


def test_a_leader_that_resigns_makes_room_at_once(session: Session) -> None:
    acquire(session, "a", NOON)
    leases.release(session, name="jobs", holder="b", now=NOON)  # not the leader: no effect
    assert acquire(session, "b", NOON) is None

    leases.release(session, name="jobs", holder="a", now=NOON)
    assert acquire(session, "b", NOON) == 2


def test_leases_of_other_names_do_not_meet(session: Session) -> None:
    acquire(session, "a", NOON)

    assert leases.acquire(session, name="other", holder="b", lasts=LASTS, now=NOON) == 1
