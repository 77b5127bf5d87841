"""Bake a credential into the picture of its badge, and read it back: PNG and SVG.

https://www.imsglobal.org/spec/ob/v3p0#baking
"""

import json
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import defusedxml.ElementTree as SafeTree
from defusedxml import DefusedXmlException

KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = 25  # bytes of the first chunk: length, name, 13 bytes, checksum


class NotBaked(ValueError):
    """The picture holds no credential, or is no picture."""


def bake_png(picture: bytes, credential: dict[str, Any]) -> bytes:
    """Return a PNG with the credential in a text chunk of its own; what it held before goes."""
    start = len(_SIGNATURE) + _HEADER
    if not picture.startswith(_SIGNATURE) or len(picture) < start:
        raise NotBaked("not a PNG")
    rest = b"".join(
        _chunk(name, data)
        for name, data in _chunks(picture)
        if name != b"IHDR" and not (name == b"iTXt" and data.startswith(KEYWORD + b"\0"))
    )
    text = json.dumps(credential, ensure_ascii=False).encode()
    # keyword, not compressed (two bytes), no language, no translated keyword
    baked = _chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + text)
    return picture[:start] + baked + rest


def read_png(picture: bytes) -> dict[str, Any]:
    """Return the credential in a PNG; raise NotBaked where there is none."""
    for name, data in _chunks(picture):
        keyword, _zero, rest = data.partition(b"\0")
        if name == b"iTXt" and keyword == KEYWORD:
            if rest[:1] != b"\0":
                raise NotBaked("the credential is compressed")
            _language, _translated, text = rest[2:].split(b"\0", 2)
            return _document(text)
    raise NotBaked("the PNG holds no credential")


def bake_svg(drawing: str, credential: dict[str, Any]) -> str:
    """Return an SVG with the credential as its first element; raise NotBaked for no SVG."""
    head = re.search(r"<svg\b[^>]*>", drawing)
    if head is None:
        raise NotBaked("not an SVG")
    text = json.dumps(credential, ensure_ascii=False).replace("]]>", "]]\\u003e")
    opened = head[0].replace("<svg", f'<svg xmlns:openbadges="{NAMESPACE}"', 1)
    baked = f"<openbadges:credential><![CDATA[{text}]]></openbadges:credential>"
    return f"{drawing[: head.start()]}{opened}{baked}{drawing[head.end() :]}"


def read_svg(drawing: str) -> dict[str, Any]:
    """Return the credential in an SVG; raise NotBaked where there is none."""
    try:
        root = SafeTree.fromstring(drawing)
    except (SafeTree.ParseError, DefusedXmlException) as error:
        raise NotBaked("not an SVG") from error
    found = root.find(f"{{{NAMESPACE}}}credential")
    if found is None or not found.text:
        raise NotBaked("the SVG holds no credential")
    return _document(found.text.strip().encode())


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give each chunk's name and data; raise NotBaked where a length or a checksum is wrong."""
    if not picture.startswith(_SIGNATURE):
        raise NotBaked("not a PNG")
    at = len(_SIGNATURE)
    while at < len(picture):
        if at + 12 > len(picture):
            raise NotBaked("the PNG is cut off")
        (length,) = struct.unpack_from(">I", picture, at)
        name, data = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        if picture[at : at + 12 + length] != _chunk(name, data):
            raise NotBaked("the PNG is damaged")
        yield name, data
        at += 12 + length


def _chunk(name: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)


def _document(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise NotBaked("the credential is no JSON") from error
    if not isinstance(found, dict):
        raise NotBaked("the credential is no document")
    return found
