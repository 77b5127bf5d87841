"""Protocol numbers, the keys that open a report, and the codes that replace a lost key."""

import hashlib
import secrets
from datetime import date

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 O 1 I: a key is copied by hand
KEY_LENGTH = 12  # 60 bits
GROUP = 4
CODE_DIGITS = 6
SHORTEST_FORM_TOKEN = 16  # characters; what is shorter was not made by our form


def protocol_of_form(day: date, form_token: str, attempt: int = 0) -> str:
    """Return a protocol number such as 20260302-481516: the day and six figures of no order.

    They follow from the form's random token, too; another attempt gives others, where they are
    taken.
    """
    digest = hashlib.sha256(f"protocol {attempt} of {form_token}".encode()).digest()
    return f"{day:%Y%m%d}-{int.from_bytes(digest[:8]) % 10**6:06}"


def key_of_form(form_token: str) -> str:
    """Return the key of what a form files, such as K7PD-3MWX-9QRT.

    It follows from the form's own random token, which we don't keep: the same form sent twice
    shows the same key, and nobody who reads our tables can make it.
    """
    digest = hashlib.sha256(f"key of {form_token}".encode()).digest()
    return _grouped("".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:KEY_LENGTH]))


def new_key() -> str:
    """Return a key in place of a lost one."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(KEY_LENGTH)))


def new_code() -> str:
    """Return a code of six figures, for minutes."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def sealed(purpose: str, word: str) -> str:
    """Return the hash that is kept of a key, a code or a form's token, however it was typed."""
    plain = "".join(sign for sign in word.upper() if sign.isalnum())
    return hashlib.sha256(f"{purpose} {plain}".encode()).hexdigest()


def _grouped(key: str) -> str:
    return "-".join(key[at : at + GROUP] for at in range(0, KEY_LENGTH, GROUP))
