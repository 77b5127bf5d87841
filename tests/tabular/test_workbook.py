from datetime import date, datetime
from io import BytesIO

import pytest

from cxgame.errors import InvalidInput
from cxgame.tabular.source import Form, Source, open_source
from tests.tabular.workbooks import SHEET, changed, sheet_xml, workbook

MOMENT = datetime(2026, 1, 5, 10, 30)  # noqa: DTZ001  # a workbook knows no zones
ROWS = [
    ["Pesquisa de janeiro"],
    [],
    ["Nota", "Data", "Cliente", None, "Sim?"],
    [None, None, "Nome", "E-mail", None],
    [9, MOMENT, "Ana", "ana@example.com", True],
    [10.0, date(2026, 1, 6), "two\nlines", None, False],
    [],
    [7.5, "06/01/2026", '"quoted", and; more', None, None],
]


def opened(content: bytes, sheet: str = "") -> Source:
    return open_source(BytesIO(content), "x.xlsx", Form(sheet=sheet))


def test_real_dates_and_numbers_come_as_they_are_meant() -> None:
    with opened(workbook(("Answers", ROWS))) as source:
        rows = list(source.rows())
    assert rows == [
        (5, ["9", "2026-01-05 10:30:00", "Ana", "ana@example.com", "true"]),
        (6, ["10", "2026-01-06", "two\nlines", "", "false"]),
        (8, ["7.5", "06/01/2026", '"quoted", and; more']),
    ]


def test_the_heading_is_found_below_titles_and_joined_where_cells_are_merged() -> None:
    with opened(workbook(("Answers", ROWS))) as source:
        assert source.columns == ("Nota", "Data", "Cliente Nome", "Cliente E-mail", "Sim?")
        assert source.header_row == 4


def test_a_sheet_can_be_chosen_and_a_hidden_one_is_not_the_first() -> None:
    book = workbook(("A", [["x"], [1]]), ("B", [["score"], [9]]))
    with opened(book) as source:
        assert (source.sheet, source.sheets, source.columns) == ("A", ("A", "B"), ("x",))
    with opened(book, "B") as source:
        assert source.columns == ("score",)
    with pytest.raises(InvalidInput, match=r"no sheet C. It has: A, B"):
        opened(book, "C")


def test_a_formula_gives_what_it_gave_last_and_is_never_run() -> None:
    cells = '<row r="1"><c t="str"><v>score</v></c></row>'
    cells += '<row r="2"><c><f>WEBSERVICE("http://x")</f><v>9</v></c></row>'
    with opened(changed(workbook(("A", [["x"]])), {SHEET: sheet_xml(cells)})) as source:
        assert list(source.rows()) == [(2, ["9"])]


def test_a_wrong_size_written_down_hides_no_rows() -> None:
    cells = "".join(f'<row r="{n}"><c><v>{n}</v></c></row>' for n in range(1, 6))
    content = sheet_xml(cells).replace(b"<sheetData>", b'<dimension ref="A1"/><sheetData>')
    with opened(changed(workbook(("A", [["x"]])), {SHEET: content})) as source:
        assert len(list(source.rows())) == 4


def test_closing_throws_the_unpacked_sheet_away_and_leaves_the_file() -> None:
    file = BytesIO(workbook(("A", [["score"], [9]])))
    with open_source(file, "x.xlsx") as source:
        unpacked = source.file
    assert unpacked.closed
    assert not file.closed
