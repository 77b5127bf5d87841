"""The bytes of a file as text, whatever wrote them."""

import codecs
import re

from cxgame.errors import InvalidInput

LARGEST_FILE = 10 << 20  # bytes; some ten thousand questions
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")  # zip, Office, PDF, gzip
_USUAL = re.compile(
    r"utf-8|ascii|iso8859-\d{1,2}|cp\d{3,4}|mac-roman|koi8-[ru]|gb2312|gbk|gb18030|big5"
    r"|shift_jis|euc_jp|euc_kr"
)
_WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(
    rb"\s*<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._-]{1,40})[\"']"
)


def decoded(raw: bytes) -> tuple[str, str]:
    """Return the text and its encoding: by its mark, as XML declares it, UTF-8, else Windows-1252.

    Raise InvalidInput for what is empty, too large, or no text.
    """
    if len(raw) > LARGEST_FILE:
        raise InvalidInput("A file of questions has at most {n} MB.", n=LARGEST_FILE >> 20)
    if raw.startswith(_NOT_TEXT):
        raise InvalidInput("This is not a text file. Export the questions as text and send that.")
    text, encoding = _decoded(raw)
    if not text.strip():
        raise InvalidInput("This file is empty.")
    if "\x00" in text:
        raise InvalidInput("This is not a text file. Export the questions as text and send that.")
    return text, encoding


def _decoded(raw: bytes) -> tuple[str, str]:
    for encoding in _candidates(raw):
        try:
            return raw.decode(encoding).removeprefix("\ufeff"), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1"), "latin-1"  # knows every byte


def _candidates(raw: bytes) -> list[str]:
    for mark, encoding in _WIDE:
        if raw.startswith(mark):
            return [encoding]
    half = raw[:200]
    if len(half) > 1 and half[1::2].count(0) > len(half) // 4:
        return ["utf-16-le"]
    if len(half) > 1 and half[::2].count(0) > len(half) // 4:
        return ["utf-16-be"]
    found = _DECLARED.match(raw)
    declared = _named(found[1].decode("ascii")) if found else ""
    return [*filter(None, [declared]), "utf-8-sig", "cp1252"]


def _named(name: str) -> str:
    """Return an encoding that XML files use by its usual name, "" for any other.

    Python knows transformations besides, some of which take their time or read no text.
    """
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return ""
    return name.lower() if _USUAL.fullmatch(known) else ""
