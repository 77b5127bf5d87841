"""Hash and check passwords and one-time secrets."""

import hashlib
import secrets

from passlib.context import CryptContext

from cxgame.errors import InvalidInput

SHORTEST = 8
LONGEST = 200
CONTEXT = CryptContext(schemes=["argon2"])
_TOO_COMMON = frozenset(
    [
        "12345678",
        "123456789",
        "1234567890",
        "password",
        "senha123",
        "senha1234",
        "mudar123",
        "qwertyui",
        "brasil123",
    ]
)


def hashed(password: str) -> str:
    """Return the argon2id hash of a password; about 200 ms, so never inside a transaction."""
    return str(CONTEXT.hash(password))


def matches(password: str, stored: str | None) -> bool:
    """Tell whether a password fits; without a stored hash it takes as long and says no."""
    if stored is None:
        CONTEXT.dummy_verify()
        return False
    return bool(CONTEXT.verify(password, stored))


def validate(password: str, *, name: str) -> None:
    """Raise InvalidInput when a password is too short, too long or too easy to guess."""
    if len(password) < SHORTEST:
        raise InvalidInput("Use at least {n} characters for the password.", n=SHORTEST)
    if len(password) > LONGEST:
        raise InvalidInput("Use at most {n} characters for the password.", n=LONGEST)
    if password.lower() in _TOO_COMMON or password.lower() == name.lower():
        raise InvalidInput("This password is too easy to guess. Choose another one.")


def validate_repeated(password: str, again: str) -> None:
    """Raise InvalidInput when the two fields of a form differ."""
    if password != again:
        raise InvalidInput("The two passwords are not the same.")


def new_token() -> str:
    """Return a fresh random secret for a cookie or a link."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """Return what is stored of a random secret: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()
