"""Files that people put beside their work: which kinds are kept, told by their bytes."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from cxgame.content import picture_encoding
from cxgame.content.picture import mime_of
from cxgame.errors import InvalidInput

LARGEST = 8_000_000  # bytes
LONGEST_NAME = 120
_PDF_BEGINS = b"%PDF-"
_ZIP_BEGINS = b"PK\x03\x04"
_OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OPEN_DOCUMENT = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
_TEXTS = {"txt": "text/plain", "csv": "text/csv", "md": "text/markdown"}
KINDS = ("png", "jpg", "jpeg", "webp", "pdf", *_OFFICE, *_OPEN_DOCUMENT, *_TEXTS)
ACCEPT = ",".join(f".{kind}" for kind in KINDS)


@dataclass(frozen=True)
class Paper:
    """A file as it is kept; a picture was drawn anew, without place and time."""

    name: str
    mime: str
    data: bytes

    @property
    def is_picture(self) -> bool:
        """Tell whether a browser may show it where it stands."""
        return self.mime.startswith("image/")


def paper(data: bytes, name: str) -> Paper:
    """Return what is kept of a file that came under a name.

    Raise InvalidInput for an empty or too large file, and for a kind that is not kept: what a
    file is, its bytes tell, never its name alone.
    """
    if not data:
        raise InvalidInput("This file is empty or was not read: choose it once more.")
    tidy = _name(name)
    if mime_of(data):
        picture = picture_encoding.encoded(data)
        ending = picture.mime.partition("/")[2].replace("jpeg", "jpg")
        return Paper(f"{PurePosixPath(tidy).stem}.{ending}", picture.mime, picture.data)
    if len(data) > LARGEST:
        raise InvalidInput("This file is too large: choose one under {n} MB.", n=LARGEST // 10**6)
    mime = _mime(data, PurePosixPath(tidy).suffix.lower().lstrip("."))
    if mime is None:
        raise InvalidInput(
            "Files of this kind are not kept. Use a picture, a PDF, an office document or a text."
        )
    return Paper(tidy, mime, data)


def _mime(data: bytes, ending: str) -> str | None:
    if data.startswith(_PDF_BEGINS):
        return "application/pdf"
    if data.startswith(_ZIP_BEGINS):
        return _of_archive(data, ending)
    if ending in _TEXTS and b"\x00" not in data:
        return _TEXTS[ending]
    return None


def _of_archive(data: bytes, ending: str) -> str | None:
    """Return the kind of an office document without macros, None for any other archive."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    if ending in _OFFICE and "[Content_Types].xml" in names:
        return _OFFICE[ending]
    if ending in _OPEN_DOCUMENT and {"mimetype", "content.xml"} <= names:
        return _OPEN_DOCUMENT[ending]
    return None


def _name(name: str) -> str:
    """Return a name without folders and without what a header or a page could trip over."""
    last = PurePosixPath(name.replace("\\", "/")).name
    tidy = "".join(one for one in last if one.isprintable() and one not in '<>:"|?*').strip(". ")
    stem, dot, ending = tidy.rpartition(".")
    if not dot:
        stem, ending = tidy, ""
    short = stem[: LONGEST_NAME - len(ending) - 1] or "file"
    return f"{short}.{ending[:10]}" if ending else short
