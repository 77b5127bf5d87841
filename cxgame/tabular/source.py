"""A table in a file: how it is written, its columns, its rows by number."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Self

from cxgame.errors import InvalidInput
from cxgame.tabular import encodings, workbook
from cxgame.tabular.heading import FIRST_ROWS, find_heading
from cxgame.tabular.separated import (
    SEPARATORS,
    Row,
    names_separator,
    numbered,
    separator_of,
)
from cxgame.tabular.signatures import is_zip, refuse_old_workbook

SAMPLE = 1 << 16  # bytes looked at to find the separator


@dataclass(frozen=True)
class Form:
    """How somebody says a file is written; "" leaves it to be found out."""

    encoding: str = ""
    separator: str = ""
    sheet: str = ""


FOUND_OUT = Form()


@dataclass(frozen=True)
class Source:
    """An open file and what was found out about it; `hash` is the SHA-256 of its bytes.

    Rows are numbered as a spreadsheet shows them: a cell that runs over several lines is in one
    row. Of a workbook, `file` is a sheet unpacked, which closing the source throws away.
    """

    file: BinaryIO
    name: str
    encoding: str
    separator: str
    hash: str
    columns: tuple[str, ...]
    header_row: int
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """Yield row number and cells of every row that is not blank; None: it can't be read."""
        for number, cells in numbered(self.file, self.encoding, self.separator):
            if number > self.header_row and (cells is None or any(map(str.strip, cells))):
                yield number, cells

    def close(self) -> None:
        """Throw away what was unpacked; the file itself belongs to whoever opened it."""
        if self.sheets:
            self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()


def open_source(file: BinaryIO, name: str, form: Form = FOUND_OUT) -> Source:
    """Find out how a file is written; raise InvalidInput when it is no table.

    What the form says is taken instead of what would be found.
    """
    seen = encodings.look(file)
    refuse_old_workbook(file, seen.head)
    if is_zip(seen.head):
        return _from_workbook(file, name, seen.digest, form.sheet)
    encoding = encodings.encoding_of(file, seen, form.encoding)
    separator = _separator(file, encoding, form.separator)
    heading = find_heading(_first_rows(file, encoding, separator))
    return Source(file, name, encoding, separator, seen.digest, heading.columns, heading.row)


def _from_workbook(file: BinaryIO, name: str, digest: str, sheet: str) -> Source:
    unpacked = workbook.unpack(file, sheet)
    try:
        heading = find_heading(_first_rows(unpacked.file, "utf-8", ","))
    except InvalidInput:
        unpacked.file.close()
        raise
    return Source(
        unpacked.file,
        name,
        "utf-8",
        ",",
        digest,
        heading.columns,
        heading.row,
        unpacked.sheet,
        unpacked.sheets,
    )


def _separator(file: BinaryIO, encoding: str, given: str) -> str:
    if given:
        said = given.replace("\\t", "\t")
        if said not in SEPARATORS:
            raise InvalidInput("A separator is a comma, a semicolon, a bar or a tab (\\t).")
        return said
    file.seek(0)
    sample = codecs.getincrementaldecoder(encoding)("replace").decode(file.read(SAMPLE))
    return separator_of(sample)


def _first_rows(file: BinaryIO, encoding: str, separator: str) -> list[Row]:
    rows = numbered(file, encoding, separator)
    try:
        useful = (
            (number, cells)
            for number, cells in rows
            if cells and any(map(str.strip, cells)) and not names_separator(cells, number)
        )
        return list(islice(useful, FIRST_ROWS))
    finally:
        rows.close()  # gives the file back before somebody else reads it
