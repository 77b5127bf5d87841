import pytest

from cxgame import clock, db
from cxgame.people import accounts, passwords
from cxgame.settings import get_settings
from tests.conftest import PASSWORD, Town
from tests.pages.conftest import OpenAs
from tests.pages.screen import Screen

NEW = "um cavalo correto"


def change(screen: Screen, old: str = PASSWORD, new: str = NEW, again: str = NEW) -> Screen:
    return screen.tap("own_password", "password", old=old, new=new, again=again)


def is_password_of_alice(password: str) -> bool:
    with db.reading() as session:
        account = accounts.find_account(session, name="alice")
    return passwords.matches(password, account.password_hash if account else None)


def test_it_tells_what_is_known_of_oneself(town: Town, open_as: OpenAs) -> None:
    text = open_as(town.diana, "profile").sheet("profile")

    assert all(word in text for word in ("Diana", "Manager", "Front desk", "North"))


def test_the_own_password_changes_and_this_browser_stays_in(town: Town, open_as: OpenAs) -> None:
    screen = change(open_as(town.alice, "profile"))

    assert is_password_of_alice(NEW)
    assert "Your new password is set" in screen.text
    assert "Alice" in screen.open("profile").sheet("profile")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"old": "wrong"}, "not your password of now"),
        ({"again": "another horse"}, "not the same"),
        ({"new": "short", "again": "short"}, "at least 8"),
        ({"new": "senha123", "again": "senha123"}, "too easy"),
    ],
)
def test_a_password_is_refused_in_a_sentence(
    town: Town, open_as: OpenAs, fields: dict[str, str], words: str
) -> None:
    screen = change(open_as(town.alice, "profile"), **fields)

    assert words in screen.text
    assert is_password_of_alice(PASSWORD)


def test_guessing_the_old_password_makes_a_pause(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.alice, "profile")
    for _ in range(get_settings().sign_in_attempts):
        change(screen, old="a guess")

    assert "Too many attempts" in change(screen).text
    assert is_password_of_alice(PASSWORD)


def test_other_devices_are_signed_out(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        other = accounts.start_session(
            session, person_id=town.alice.person_id or 0, keys=[], now=clock.now()
        )
    screen = open_as(town.alice, "profile")
    assert "Another device" in screen.sheet("devices")

    screen.tap("devices", "elsewhere")

    assert "Another device" not in screen.sheet("devices")
    with db.reading() as session:
        assert accounts.actor_of(session, token=other, now=clock.now()) is None
