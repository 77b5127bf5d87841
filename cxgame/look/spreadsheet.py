"""Tables to take away, for a spreadsheet that opens them well and runs nothing of them."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

RISKY = tuple("=+-@\t\r")  # what a spreadsheet would take for a formula
LONGEST_CELL = 32_767  # characters that Excel allows
ENDINGS = {  # of a file's name, with the type that tells a browser what it is
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Cell = str | int | float | None


class Table(NamedTuple):
    """Heads and rows as they are; what is personal in them is hidden by whoever fills it."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def written(table: Table, ending: str, locale: str) -> bytes:
    """Return a table as the kind of file that its ending names; anything but xlsx is CSV."""
    return as_xlsx(table) if ending == "xlsx" else as_csv(table, locale)


def as_csv(table: Table, locale: str) -> bytes:
    """Return a table as CSV in a reader's manner: with semicolons in Portuguese."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";" if locale == "pt-BR" else ",", lineterminator="\n")
    writer.writerows(_safe(table))
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    """Return a table as a workbook of one sheet: numbers stay numbers, every text is a text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in _safe(table):
        sheet.append([_cell(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Cell) -> Any:  # a sheet and a cell of openpyxl, hardly typed
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def _safe(table: Table) -> Iterable[list[Cell]]:
    """Yield heads and rows, cells that look like formulas defused."""
    for row in (table.heads, *table.rows):
        yield [f"'{v}" if isinstance(v, str) and v.startswith(RISKY) else v for v in row]
