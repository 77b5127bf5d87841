"""Bytes as text after a letter that names the alphabet: base58btc and base64url of multibase."""

import base64
import binascii

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {letter: value for value, letter in enumerate(_BASE58)}
LONGEST = 200  # characters of a key or a signature; decoding base58 costs their square


def base58(data: bytes) -> str:
    """Return bytes in base58btc, after the letter z."""
    number, letters = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        letters = _BASE58[rest] + letters
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + _BASE58[0] * zeros + letters


def from_base58(text: str) -> bytes:
    """Return the bytes of a base58btc text; raise ValueError for anything else."""
    if not text.startswith("z") or len(text) > LONGEST:
        raise ValueError("not a base58btc text")
    number = 0
    for letter in text[1:]:
        if letter not in _VALUES:
            raise ValueError("not a base58btc text")
        number = number * 58 + _VALUES[letter]
    zeros = len(text[1:]) - len(text[1:].lstrip(_BASE58[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url(data: bytes) -> str:
    """Return bytes in base64url without padding, after the letter u."""
    return "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """Return the bytes of a base64url text; raise ValueError for anything else."""
    if not text.startswith("u"):
        raise ValueError("not a base64url text")
    try:
        return base64.b64decode(text[1:] + "=" * (-len(text[1:]) % 4), b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not a base64url text") from error
