"""Tables to take away, for a spreadsheet that opens them well and runs nothing of them."""

from io import BytesIO

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cxgame.ui.text import locale

RISKY = tuple("=+-@\t\r")  # what a spreadsheet would take for a formula
LONGEST_CELL = 32_767  # characters that Excel allows


def as_csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV in the reader's manner, cells that look like formulas defused."""
    separator = ";" if locale() == "pt-BR" else ","
    return frame.map(_defused).to_csv(index=False, sep=separator).encode("utf-8-sig")


def as_xlsx(frame: pd.DataFrame) -> bytes:
    """Return a table as a workbook of one sheet, cells that look like formulas defused."""
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.freeze_panes = "A2"
    page.append([str(name) for name in frame.columns])
    for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
        page.append([_cell(value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(value: object) -> object:
    """Return a value as Excel takes it: numbers stay numbers."""
    if value is None or isinstance(value, int | float):
        return value
    return _defused(ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LONGEST_CELL])


def _defused(cell: object) -> object:
    return f"'{cell}" if str(cell).startswith(RISKY) else cell
