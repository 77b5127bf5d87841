"""A file of separated values: how it is written, its columns, its rows by number."""

import codecs
import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO, TextIOWrapper
from itertools import islice
from typing import BinaryIO

from cxgame.errors import InvalidInput

SEPARATORS = (",", ";", "\t", "|")
BLOCK = 1 << 20  # bytes read at a time
SAMPLE = 1 << 16  # bytes looked at to find the separator
SAMPLE_ROWS = 50
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")  # xlsx and ods, xls, pdf


@dataclass(frozen=True)
class Source:
    """An open file and what was found out about it; `hash` is the SHA-256 of its bytes.

    Rows are numbered as a spreadsheet shows them: the header is row 1 unless something precedes
    it, a cell that runs over several lines is in one row.
    """

    file: BinaryIO
    name: str
    encoding: str
    separator: str
    hash: str
    columns: tuple[str, ...]
    header_row: int

    def rows(self) -> Iterator[tuple[int, list[str] | None]]:
        """Yield row number and cells of every row that is not blank; None: it can't be read."""
        for number, cells in _numbered(self.file, self.encoding, self.separator):
            if number > self.header_row and (cells is None or any(map(str.strip, cells))):
                yield number, cells


def open_source(file: BinaryIO, name: str) -> Source:
    """Find out how a file is written; raise InvalidInput when it is no table of text."""
    encoding, digest = _encoding_and_hash(file)
    file.seek(0)
    sample = _decoded(file.read(SAMPLE), encoding)
    separator = _separator(sample)
    for number, cells in _numbered(file, encoding, separator):
        if cells and any(map(str.strip, cells)) and not _names_separator(cells, number):
            columns = _unique(cells)
            return Source(file, name, encoding, separator, digest, columns, number)
    raise InvalidInput("This file is empty.")


def _encoding_and_hash(file: BinaryIO) -> tuple[str, str]:
    """Read the file once: UTF-8 if all of it is, else what Windows wrote."""
    file.seek(0)
    digest = hashlib.sha256()
    is_utf8 = codecs.getincrementaldecoder("utf-8")()
    encoding, start, seen = "utf-8-sig", b"", b""
    while block := file.read(BLOCK):
        start = start or block[:8]
        digest.update(block)
        if encoding == "utf-8-sig":
            encoding = _still_utf8(is_utf8, block)
        seen += bytes(set(block) & _UNDEFINED)
    if encoding == "utf-8-sig":
        encoding = _still_utf8(is_utf8, b"", final=True)
    if start.startswith(_NOT_TEXT):
        raise InvalidInput("This is not a text file. Save the table as CSV and send that.")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", digest.hexdigest()
    if encoding == "cp1252" and seen:
        encoding = "latin-1"
    return encoding, digest.hexdigest()


_UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")  # bytes that Windows-1252 does not know


def _still_utf8(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> str:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _decoded(sample: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)("replace").decode(sample)


def _separator(sample: str) -> str:
    """Return what splits the first rows most evenly into more than one cell."""
    first = sample.splitlines()[0] if sample else ""
    if first[:4].lower() == "sep=" and first[4:5] in SEPARATORS:
        return first[4]  # Excel's own way of saying it

    def evenness(separator: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(StringIO(sample), delimiter=separator), SAMPLE_ROWS))
        except csv.Error:
            return (0, 0)
        lengths = Counter(len(row) for row in rows if len(row) > 1)
        length, times = max(lengths.items(), key=lambda pair: pair[1], default=(0, 0))
        return times, length

    return max(SEPARATORS, key=evenness)


def _numbered(
    file: BinaryIO, encoding: str, separator: str
) -> Iterator[tuple[int, list[str] | None]]:
    file.seek(0)
    text = TextIOWrapper(file, encoding, newline="")
    try:
        reader = csv.reader(text, delimiter=separator, skipinitialspace=True)
        number = 0
        while True:
            number += 1
            try:
                yield number, next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield number, None
    finally:
        text.detach()  # the file stays open for the next reading


def _names_separator(cells: list[str], number: int) -> bool:
    return number == 1 and cells[0].lower().startswith("sep=")


def _unique(cells: list[str]) -> tuple[str, ...]:
    """Return column names without outer spaces, told apart where two are alike or empty."""
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"column {place}"
        names.append(name if name not in names else f"{name} ({place})")
    return tuple(names)
