from datetime import timedelta

from sqlmodel import Session, select

from cxgame.people import accounts, service
from cxgame.people.models import Person, SignInSession
from cxgame.settings import get_settings
from tests.conftest import NOON, Town

KEYS = ["name:alice", "address:10.0.0.1"]
PAUSE = timedelta(minutes=get_settings().sign_in_pause_minutes)
LASTS = timedelta(hours=get_settings().session_hours)


def sign_in(session: Session, town: Town) -> str:
    assert town.alice.person_id
    return accounts.start_session(session, person_id=town.alice.person_id, keys=KEYS, now=NOON)


def fail(session: Session, times: int, now=NOON) -> None:
    for _ in range(times):
        accounts.note_failure(session, keys=KEYS, now=now)


def test_it_finds_an_account_by_name_or_e_mail_however_it_is_typed(
    session: Session, town: Town
) -> None:
    for typed in ("alice", "  ALICE ", "Álice", "Alice@Example.com"):
        account = accounts.find_account(session, name=typed)
        assert account and account.person_id == town.alice.person_id, typed
    assert accounts.find_account(session, name="nobody") is None


def test_a_session_is_kept_as_a_hash_only(session: Session, town: Town) -> None:
    token = sign_in(session, town)

    assert token not in session.exec(select(SignInSession.token_hash)).one()


def test_the_cookie_tells_who_it_is_until_the_session_expires(session: Session, town: Town) -> None:
    token = sign_in(session, town)

    before = NOON + LASTS - timedelta(seconds=1)
    assert accounts.actor_of(session, token=token, now=before) == town.alice
    assert accounts.actor_of(session, token=token, now=NOON + LASTS) is None


def test_an_unknown_or_missing_cookie_is_nobody(session: Session, town: Town) -> None:
    assert accounts.actor_of(session, token="made up", now=NOON) is None
    assert accounts.actor_of(session, token=None, now=NOON) is None


def test_signing_out_ends_the_session_and_twice_is_no_error(session: Session, town: Town) -> None:
    token = sign_in(session, town)

    accounts.end_session(session, token=token, now=NOON)
    accounts.end_session(session, token=token, now=NOON)
    accounts.end_session(session, token="made up", now=NOON)

    assert accounts.actor_of(session, token=token, now=NOON) is None


def test_too_many_failures_make_a_pause_that_ends(session: Session, town: Town) -> None:
    attempts = get_settings().sign_in_attempts
    fail(session, attempts - 1)
    assert accounts.seconds_to_wait(session, keys=KEYS, now=NOON) == 0

    fail(session, 1)

    assert accounts.seconds_to_wait(session, keys=KEYS, now=NOON) > 60
    assert accounts.seconds_to_wait(session, keys=KEYS[:1], now=NOON) > 60
    assert accounts.seconds_to_wait(session, keys=["name:bob"], now=NOON) == 0
    assert accounts.seconds_to_wait(session, keys=KEYS, now=NOON + PAUSE) == 0


def test_an_address_that_a_whole_shop_shares_bears_more(session: Session, town: Town) -> None:
    fail(session, get_settings().sign_in_attempts)
    assert accounts.seconds_to_wait(session, keys=KEYS[1:], now=NOON) == 0

    fail(session, get_settings().sign_in_attempts * accounts.ATTEMPTS_PER_ADDRESS)
    assert accounts.seconds_to_wait(session, keys=KEYS[1:], now=NOON) > 60


def test_old_failures_do_not_count(session: Session, town: Town) -> None:
    attempts = get_settings().sign_in_attempts
    fail(session, attempts - 1)
    later = NOON + PAUSE + timedelta(seconds=1)

    fail(session, 1, now=later)

    assert accounts.seconds_to_wait(session, keys=KEYS, now=later) == 0


def test_a_right_password_forgives_the_failures(session: Session, town: Town) -> None:
    fail(session, get_settings().sign_in_attempts - 1)
    sign_in(session, town)
    fail(session, 1)

    assert accounts.seconds_to_wait(session, keys=KEYS, now=NOON) == 0


def test_a_deactivated_person_is_out_at_once_and_cannot_come_back(
    session: Session, town: Town
) -> None:
    token = sign_in(session, town)
    assert town.alice.person_id
    version = session.get_one(Person, town.alice.person_id).version

    service.set_active(
        session,
        actor=town.root,
        person_id=town.alice.person_id,
        is_active=False,
        version=version,
        now=NOON,
    )

    assert accounts.actor_of(session, token=token, now=NOON) is None
    assert accounts.find_account(session, name="alice") is None


def test_a_manager_reaches_home_scope_units_and_scope_teams(session: Session, town: Town) -> None:
    assert town.diana.team_ids == {town.desk, town.clinic}
    assert town.alice.team_ids == {town.desk}
    assert town.edu.team_ids == frozenset()
    assert town.edu.sees_team(town.grooming) and not town.diana.sees_team(town.grooming)
