"""Which credentials were taken back, as W3C's Bitstring Status List: one bit each, no names.

https://www.w3.org/TR/vc-bitstring-status-list/
"""

import gzip
import io
from collections.abc import Iterable

from cxgame.credentials import multibase

# The least that the standard allows, so that nobody can guess who a list of few is about.
ENTRIES = 131_072


def encoded(revoked: Iterable[int]) -> str:
    """Return the list in which these places (0 to ENTRIES - 1) are set; same places, same text.

    Raise IndexError for a place outside.
    """
    bits = bytearray(ENTRIES // 8)
    for place in revoked:
        if not 0 <= place < ENTRIES:
            raise IndexError(place)
        bits[place // 8] |= 0x80 >> place % 8  # place 0 is the leftmost bit
    return multibase.base64url(gzip.compress(bytes(bits), mtime=0))


def is_revoked(text: str, place: int) -> bool:
    """Tell whether a place of an encoded list is set; raise ValueError where it can't be read."""
    packed = multibase.from_base64url(text)
    try:
        with gzip.open(io.BytesIO(packed)) as file:
            bits = file.read(ENTRIES)  # eight lists' worth: whatever is longer is not read
    except (OSError, EOFError) as error:
        raise ValueError("not a status list") from error
    if not 0 <= place < 8 * len(bits):
        raise ValueError("a place outside the status list")
    return bool(bits[place // 8] & 0x80 >> place % 8)
