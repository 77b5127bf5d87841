"""Files for spreadsheets: in the reader's manner, running nothing, losing no numbers."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from cxgame.look.spreadsheet import LONGEST_CELL, Table, as_csv, as_xlsx, written

RISKY = ("=1+1", "+1", "-1", "@now", "\tx", "\rx")


def test_csv_is_written_as_its_reader_expects() -> None:
    table = Table(["Linha", "Motivo"], [(2, "=cmd()"), (3, 'Falta "a" nota; toda'), (4, None)])
    file = as_csv(table, "pt-BR").decode("utf-8-sig")
    assert file == 'Linha;Motivo\n2;\'=cmd()\n3;"Falta ""a"" nota; toda"\n4;\n'
    assert written(table, "csv", "en").startswith(b"\xef\xbb\xbfLinha,Motivo\n")


@pytest.mark.parametrize("risky", RISKY)
def test_nothing_runs(risky: str) -> None:
    table = Table(["=a"], [(risky,)])
    assert f"'{risky[0]}" in as_csv(table, "en").decode("utf-8-sig")
    sheet = load_workbook(BytesIO(as_xlsx(table))).active
    assert sheet is not None
    assert [cell.data_type for row in sheet.rows for cell in row] == ["s", "s"]
    assert all(str(cell.value).startswith("'") for row in sheet.rows for cell in row)


def test_a_workbook_keeps_numbers_and_takes_any_text() -> None:
    table = Table(["n", "text"], [(-5, "x" * (LONGEST_CELL + 1)), (1.5, "a\x00b"), (None, "")])
    sheet = load_workbook(BytesIO(written(table, "xlsx", "en"))).active
    assert sheet is not None and sheet.freeze_panes == "A2"
    values = [[cell.value for cell in row] for row in sheet.rows]
    assert [row[0] for row in values] == ["n", -5, 1.5, None]
    assert len(str(values[1][1])) == LONGEST_CELL and values[2][1] == "ab"
