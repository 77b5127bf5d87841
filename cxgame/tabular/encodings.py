"""The encoding of a text: found from its bytes, or said by a person and checked."""

import codecs
import hashlib
import re
from dataclasses import dataclass, field
from typing import BinaryIO

from charset_normalizer import from_bytes

from cxgame.errors import InvalidInput
from cxgame.tabular.signatures import BLOCK, HEAD, refuse_what_is_no_text

# Offered on screen; the command line takes any other that Python knows.
ENCODINGS = ("utf-8", "utf-16", "cp1252", "latin-1", "cp850", "mac-roman")
SAMPLE = 1 << 16  # bytes of lines with accents that are looked at

_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_ASCII = bytes(range(128))
_ONE_BYTE = ("cp1252", "cp850", "mac-roman")  # Windows, DOS, old Macs; the first is the usual
_LETTERS = frozenset("áàâãäéêëíóôõöúüçñ")
_SIGNS = frozenset("ÁÀÂÃÉÊÍÓÔÕÚÜÇªº°–—“”‘’…€\xa0")
_CLEARLY = 1.5  # how many times better another encoding must fit than the usual one
_WELL = 0.7  # share of accented letters from which an encoding fits
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(slots=True)
class Seen:
    """What one reading of a file found out about its bytes."""

    head: bytes = b""
    accented: bytearray = field(default_factory=bytearray)  # lines that are not plain ASCII
    is_utf8: bool = True
    digest: str = ""


def encoding_of(file: BinaryIO, seen: Seen, given: str = "") -> str:
    """Return the encoding of a text, the given one if it fits.

    Raise InvalidInput for what is no text, for an encoding that the bytes contradict, and for a
    text that is damaged or made of two encodings, which a person must decide on.
    """
    if given:
        return _checked(file, _known(given))
    for mark, name in _BOMS:
        if seen.head.startswith(mark):
            return _checked(file, name)
    if wide := _wide(seen.head):
        return _checked(file, wide)
    refuse_what_is_no_text(seen.head)
    if seen.is_utf8:
        return "utf-8-sig"
    accented = bytes(seen.accented)
    high = len(accented.translate(None, _ASCII))
    if 2 * sum(map(len, _SEQUENCE.findall(accented))) >= high:
        raise InvalidInput(
            "Most of this file is UTF-8, but not all: it was cut off, or is two files in one. "
            "Say the encoding to read it all the same."
        )
    found = _one_byte(accented)
    return found if _fits(file, found) else "latin-1"


def look(file: BinaryIO) -> Seen:
    """Read a file once, to its end, in little memory."""
    seen, digest = Seen(), hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    while block := file.read(BLOCK):
        seen.head = seen.head or block[:HEAD]
        digest.update(block)
        seen.is_utf8 = seen.is_utf8 and _decodes(decoder, block)
        if len(seen.accented) < SAMPLE and not block.isascii():
            _collect(seen.accented, block)
    seen.is_utf8 = seen.is_utf8 and _decodes(decoder, b"", final=True)
    seen.digest = digest.hexdigest()
    return seen


def _collect(accented: bytearray, block: bytes) -> None:
    for line in block.splitlines():
        if not line.isascii():
            accented += line[:SAMPLE] + b"\n"
        if len(accented) >= SAMPLE:
            return


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeError:
        return False
    return True


def _known(name: str) -> str:
    """Return Python's name for an encoding; with UTF-8, a mark at the start is no text."""
    try:
        "a".encode(name)  # not all that Python calls a codec is about text
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        raise InvalidInput(
            "There is no encoding {name}. Say one of: {names}.",
            name=name[:40],
            names=", ".join(ENCODINGS),
        ) from None
    return "utf-8-sig" if found == "utf-8" else found


def _checked(file: BinaryIO, encoding: str) -> str:
    if not _fits(file, encoding):
        raise InvalidInput(
            "This file is not written in {encoding}, or it is damaged.",
            encoding=encoding.removesuffix("-sig").upper(),
        )
    return encoding


def _fits(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    while block := file.read(BLOCK):
        if not _decodes(decoder, block):
            return False
    return _decodes(decoder, b"", final=True)


def _wide(head: bytes) -> str:
    """Return UTF-16 where every other byte is zero, as in Latin letters without a mark."""
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[first::2].count(0), head[1 - first :: 2].count(0)
        if zeros > 0.8 * pairs and others < 0.1 * pairs:
            return name
    return ""


def _one_byte(accented: bytes) -> str:
    """Return the one-byte encoding that makes most sense of the accented lines."""
    likeness = {name: _likeness(accented, name) for name in _ONE_BYTE}
    usual = _ONE_BYTE[0]
    best = max(_ONE_BYTE, key=lambda name: likeness[name])
    chosen = best if likeness[best] > _CLEARLY * likeness[usual] else usual
    if likeness[chosen] >= _WELL:
        return chosen
    guess = from_bytes(accented).best()
    return guess.encoding if guess and not guess.encoding.startswith("utf") else chosen


def _likeness(accented: bytes, encoding: str) -> float:
    """Return how much the text looks like one of ours, from 0 to 1; small letters say most."""
    letters = [letter for letter in accented.decode(encoding, "replace") if not letter.isascii()]
    points = sum(1.0 if one in _LETTERS else 0.5 * (one in _SIGNS) for one in letters)
    return points / len(letters) if letters else 0.0
