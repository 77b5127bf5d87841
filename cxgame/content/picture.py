"""The file of a picture: what may come, and under which type it is served."""

from dataclasses import dataclass

LARGEST = 300_000  # bytes: a phone on a shop's network shows it at once
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


@dataclass(frozen=True)
class PictureFile:
    """The bytes of a picture, under their hash (64 hexadecimal figures)."""

    sha256: str
    mime: str
    data: bytes


def mime_of(data: bytes) -> str:
    """Return the type that the first bytes tell, whatever the file's name says; "" for others."""
    if data.startswith(_PNG):
        return "image/png"
    if data.startswith(_JPEG):
        return "image/jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return ""
