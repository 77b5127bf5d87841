"""What a file is by its first bytes; what can't be a table is told so in a sentence."""

from typing import BinaryIO

from cxgame.errors import InvalidInput

HEAD = 1 << 16  # bytes looked at
BLOCK = 1 << 20
ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what .xls and encrypted .xlsx lie in
_OLE_START = _OLE[:4]
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # ECMA-376's name for what is inside
_PAGES = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<body")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_MOST_CONTROLS = 0.03  # share of them from which bytes are no text
_FEW = 4  # that any text may have


def is_zip(head: bytes) -> bool:
    """Tell whether a file is a ZIP archive, as an .xlsx is."""
    return head.startswith((ZIP, _EMPTY_ZIP))


def refuse_old_workbook(file: BinaryIO, head: bytes) -> None:
    """Raise InvalidInput for the old Excel format, and for a workbook behind a password."""
    if not head.startswith(_OLE_START):
        return
    file.seek(0)
    before = b""
    while block := file.read(BLOCK):
        if _ENCRYPTED in before + block:
            raise InvalidInput("This workbook has a password. Save it without one and send that.")
        before = block[-len(_ENCRYPTED) :]
    raise InvalidInput("This is the old Excel format. Save it as .xlsx or CSV and send that.")


def refuse_what_is_no_text(head: bytes) -> None:
    """Raise InvalidInput for web pages, JSON and anything that is no text; UTF-16 is text."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_PAGES):
        raise InvalidInput("This is a web page, not a table. Save it as .xlsx or CSV.")
    if start.startswith((b"{", b"[{", b"[\n", b"[\r")):
        raise InvalidInput("This is JSON, not a table. Save it as .xlsx or CSV.")
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if start.startswith((b"%pdf", b"{\\rtf")) or controls > max(_FEW, _MOST_CONTROLS * len(head)):
        raise InvalidInput("This is neither text nor a workbook. Save the table as .xlsx or CSV.")
