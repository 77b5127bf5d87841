import pytest
from passlib.context import CryptContext

from cxgame.errors import InvalidInput
from cxgame.people import passwords


@pytest.mark.parametrize("password", ["short", "x" * 201, "senha123", "MUDAR123", "Alice Silva"])
def test_it_refuses_what_is_easy_to_guess(password: str) -> None:
    with pytest.raises(InvalidInput):
        passwords.validate(password, name="alice silva")


def test_it_takes_a_sentence() -> None:
    passwords.validate("um cavalo correto", name="Alice")


def test_the_real_hash_is_argon2id_and_salted() -> None:
    context = CryptContext(schemes=["argon2"])
    first, second = context.hash("um cavalo"), context.hash("um cavalo")

    assert first.startswith("$argon2id$")
    assert first != second
    assert context.verify("um cavalo", first)


def test_a_wrong_password_or_none_does_not_match() -> None:
    stored = passwords.hashed("um cavalo")

    assert passwords.matches("um cavalo", stored)
    assert not passwords.matches("outro cavalo", stored)
    assert not passwords.matches("um cavalo", None)
