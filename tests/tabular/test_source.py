from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.errors import InvalidInput
from cxgame.tabular.source import SEPARATORS, open_source
from tests.feedback.importing.conftest import file

ROWS = "nota,comentário\n9,Ótimo\n3,péssimo\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
def test_it_reads_what_excel_and_others_write(encoding: str) -> None:
    source = open_source(file(ROWS, encoding), "x.csv")
    assert source.columns == ("nota", "comentário")
    assert list(source.rows()) == [(2, ["9", "Ótimo"]), (3, ["3", "péssimo"])]


def test_a_file_is_latin_1_where_windows_knows_no_such_letter() -> None:
    source = open_source(BytesIO(b"a,b\n\x81,\xe9\n"), "x.csv")
    assert list(source.rows()) == [(2, ["\x81", "é"])]


def test_an_accent_late_in_a_large_file_still_decides() -> None:
    text = "a,b\n" + "1,plain\n" * 200_000 + "2,não\n"
    source = open_source(file(text, "cp1252"), "x.csv")
    *_, (_number, last) = source.rows()
    assert last == ["2", "não"]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_it_finds_the_separator(separator: str) -> None:
    text = f"a{separator}b{separator}c\n1{separator}x, y; z{separator}3\n" * 3
    assert open_source(file(text), "x.csv").separator in SEPARATORS
    quoted = f'a{separator}b\n1{separator}"x, y; z | t"\n2{separator}"one\n, ; two"\n'
    source = open_source(file(quoted), "x.csv")
    assert source.separator == separator
    assert [number for number, _cells in source.rows()] == [2, 3]


def test_excels_own_first_line_says_the_separator() -> None:
    source = open_source(file("sep=;\na;b\n1,5;2\n"), "x.csv")
    assert source.columns == ("a", "b")
    assert list(source.rows()) == [(3, ["1,5", "2"])]


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    source = open_source(file('a,b\n1,"two\nlines"\n\n , \n3,x\n'), "x.csv")
    assert [number for number, _cells in source.rows()] == [2, 5]


def test_columns_without_a_name_or_with_the_same_are_told_apart() -> None:
    source = open_source(file("a, a ,,b\n1,2,3,4\n"), "x.csv")
    assert source.columns == ("a", "a (2)", "column 3", "b")


def test_a_quotation_mark_that_is_never_closed_spoils_no_more_than_it_must() -> None:
    text = "a,b\n1,x\n2," + '"' + "y" * 140_000 + "\n3,z\n"
    rows = list(open_source(file(text), "x.csv").rows())
    assert rows[0] == (2, ["1", "x"])
    assert (3, None) in rows


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told_so(content: bytes) -> None:
    with pytest.raises(InvalidInput, match="empty"):
        open_source(BytesIO(content), "x.csv")


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"%PDF-1.7", b"\xd0\xcf\x11\xe0rest"])
def test_a_spreadsheet_or_a_pdf_is_no_csv(content: bytes) -> None:
    with pytest.raises(InvalidInput, match="CSV"):
        open_source(BytesIO(content), "x.xlsx")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        source = open_source(BytesIO(content), "x.csv")
    except InvalidInput:
        return
    assert all(cells is None or any(cells) for _number, cells in source.rows())
