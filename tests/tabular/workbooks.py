"""Workbooks made on the spot, good ones and others."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    """Return a workbook with these sheets, each a title and its rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def changed(book: bytes, parts: dict[str, bytes | None], *, packed: bool = True) -> bytes:
    """Return a workbook with other parts in place of its own; None takes one away."""
    out = BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(BytesIO(book)) as old, zipfile.ZipFile(out, "w", how) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def sheet_xml(rows: str, before: str = "") -> bytes:
    """Return the XML of a sheet around rows written by hand."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'{before}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    return text.encode()


def in_words(*cells: object) -> str:
    """Return a row of cells whose texts stand in the cells themselves."""
    return "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)


def archive(parts: dict[str, Any]) -> bytes:
    """Return any ZIP archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()
