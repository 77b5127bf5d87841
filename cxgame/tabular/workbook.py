"""A workbook (.xlsx): one sheet of it, unpacked into separated values once it is known safe."""

import csv
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time
from io import TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast
from xml.etree.ElementTree import ParseError  # the error's name, no parser
from zipfile import BadZipFile, ZipFile, ZipInfo

import openpyxl
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException

from cxgame.errors import InvalidInput
from cxgame.tabular.heading import MOST_COLUMNS

MOST_PARTS = 5_000
MOST_SHEET = 1 << 30  # bytes of XML, which are read as they come
MOST_WORDS = 1 << 27  # bytes of XML with the texts of all cells, which are kept in memory
MOST_REST = 1 << 25  # bytes of XML of any other part: styles, the book itself
MOST_RATIO = 150  # a sheet packs 5 to 30 times; a bomb a thousand times
FREE = 1 << 23  # bytes that may be packed as tightly as they like
MOST_ROWS = 1_048_576  # of Excel
MOST_TEXT = 1 << 30  # bytes that a sheet may become
IN_MEMORY = 1 << 23
LONGEST_CELL = 32_767  # characters, of Excel

_BROKEN = (
    *(BadZipFile, zlib.error, ParseError, InvalidFileException, EOFError, OSError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError, RuntimeError),
)  # what openpyxl meets in a damaged workbook


@dataclass(frozen=True)
class Unpacked:
    """A sheet as UTF-8 with commas, one row a line but for breaks in cells; close the file."""

    file: BinaryIO
    sheet: str
    sheets: tuple[str, ...]


def unpack(file: BinaryIO, sheet: str = "") -> Unpacked:
    """Unpack a sheet, the first unless another is named; formulas give what they last gave.

    Raise InvalidInput for a workbook that is damaged, protected, or packs far too much.
    """
    file.seek(0)
    try:
        _check(file)
        file.seek(0)
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            return _unpacked(book, sheet)
        finally:
            book.close()
    except _BROKEN as error:
        raise InvalidInput(
            "This workbook is damaged. Open it, save it anew or as CSV, and send that."
        ) from (error)


def _check(file: BinaryIO) -> None:
    """Refuse what is no workbook and what would swell, by the archive's own list of contents."""
    with ZipFile(file) as archive:
        parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise InvalidInput("This workbook has a password. Save it without one and send that.")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise InvalidInput("This archive is no workbook. Save the table as .xlsx or CSV.")
    if "xl/workbook.bin" in names:
        raise InvalidInput("This is a binary workbook. Save it as .xlsx or CSV and send that.")
    if len(parts) > MOST_PARTS or any(map(_swells, parts)):
        raise InvalidInput("This workbook unpacks to far more than a table. It was not opened.")


def _swells(part: ZipInfo) -> bool:
    if part.file_size > FREE and part.file_size > MOST_RATIO * max(1, part.compress_size):
        return True
    if not part.filename.startswith("xl/") or "/media/" in part.filename:
        return False  # never opened
    if part.filename.startswith("xl/worksheets/"):
        return part.file_size > MOST_SHEET
    return part.file_size > (MOST_WORDS if "sharedStrings" in part.filename else MOST_REST)


def _unpacked(book: Any, wanted: str) -> Unpacked:  # openpyxl tells no types
    sheets = {one.title: one for one in book.worksheets}
    if not sheets:
        raise InvalidInput("This workbook has no sheet with a table.")
    shown = [name for name, one in sheets.items() if one.sheet_state == "visible"]
    name = wanted or (shown or list(sheets))[0]
    if name not in sheets:
        raise InvalidInput(
            "The workbook has no sheet {sheet}. It has: {sheets}.",
            sheet=name[:80],
            sheets=", ".join(sheets),
        )
    with ExitStack() as otherwise:
        target = cast(BinaryIO, otherwise.enter_context(SpooledTemporaryFile(IN_MEMORY)))
        _write(sheets[name], target)
        otherwise.pop_all()  # whoever reads it closes it
    return Unpacked(target, name, tuple(sheets))


def _write(sheet: Any, target: BinaryIO) -> None:
    text = TextIOWrapper(target, "utf-8", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\n")
    for number, cells in enumerate(_rows(sheet), start=1):
        if cells:
            rows.writerow(cells)
        else:
            text.write("\n")  # keeps the sheet's own numbers
        if number % 1_000 == 0 and target.tell() > MOST_TEXT:
            raise InvalidInput("This workbook unpacks to far more than a table. It was not opened.")
    text.detach()


def _rows(sheet: Any) -> Iterator[list[str]]:
    """Yield each row's cells without the empty ones at its end."""
    sheet.reset_dimensions()  # some programs write down a wrong size
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_ROWS:
            raise InvalidInput("This workbook unpacks to far more than a table. It was not opened.")
        beyond = row[MOST_COLUMNS:]
        if beyond and len(beyond) > beyond.count(None):
            raise InvalidInput(
                "This file has {n} columns; a table has at most {most}.",
                n=len(row),
                most=MOST_COLUMNS,
            )
        cells = [_text(value) for value in row[:MOST_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _text(value: object) -> str:
    """Return a cell as a CSV would hold it: ISO dates, numbers with a point."""
    match value:
        case None:
            return ""
        case str():
            cell = unescape(value) if "_x" in value else value
            return str(cell[:LONGEST_CELL])
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.15g}"
        case datetime():
            whole = value.time() == time(0)
            return str(value.date() if whole else value.replace(microsecond=0))
        case date() | time():
            return value.isoformat()
    return str(value)
