"""How a text is written can be found out, and said."""

from io import BytesIO

import pytest

from cxgame.errors import InvalidInput
from cxgame.feedback.importing.findings import Wanted, find
from cxgame.tabular.source import Form, open_source
from tests.feedback.importing.conftest import file

TEXT = "nota,comentário\n9,não é só coração\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("cp1252", "cp1252"),
        ("cp850", "cp850"),
        ("mac-roman", "mac-roman"),
    ],
)
def test_it_is_found_out(encoding: str, found: str) -> None:
    source = open_source(file(TEXT, encoding), "x.csv")
    assert source.encoding == found
    assert list(source.rows()) == [(2, ["9", "não é só coração"])]


def test_another_alphabet_is_recognised() -> None:
    words = "оценка,комментарий\n" + "9,очень хороший магазин и вежливые сотрудники\n" * 5
    source = open_source(file(words, "cp1251"), "x.csv")
    assert source.columns == ("оценка", "комментарий")


def test_what_is_said_counts_unless_the_bytes_contradict_it() -> None:
    said = open_source(file(TEXT), "x.csv", Form(encoding="latin-1"))
    assert said.columns == ("nota", "comentÃ¡rio")
    assert open_source(file("a;b,c\n1;2,3\n"), "x.csv", Form(separator=",")).columns == ("a;b", "c")
    for form, why in (
        (Form(encoding="utf-8"), "not written in UTF-8"),
        (Form(encoding="rot13"), "no encoding rot13"),
        (Form(separator="x"), "A separator is"),
    ):
        with pytest.raises(InvalidInput, match=why):
            open_source(file(TEXT, "cp1252"), "x.csv", form)


def test_two_encodings_in_one_file_are_a_persons_choice() -> None:
    both = TEXT.encode() + "8,atenção\n".encode("cp1252")
    with pytest.raises(InvalidInput, match="Say the encoding"):
        open_source(BytesIO(both), "x.csv")
    *_others, last = open_source(BytesIO(both), "x.csv", Form(encoding="cp1252")).rows()
    assert last == (3, ["8", "atenção"])


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [("1,5;2,25", ","), ("1.5;2.25", "."), ("1.234,50;x", ","), ("1;2", ""), ("1.200;x", "")],
)
def test_the_mark_before_decimals_is_found(cells: str, decimal: str) -> None:
    assert find(open_source(file(f"a;b\n{cells}\n"), "x.csv"), Wanted(), {}).decimal == decimal


def test_only_rows_that_say_so_are_read() -> None:
    source = open_source(file("shop,n\nAção,1\nACAO,2\nother,3\n\n"), "x.csv")
    assert find(source, Wanted(), {"shop": "ação"}).count == 2
    with pytest.raises(InvalidInput, match="no column Shop"):
        find(source, Wanted(), {"Shop": "x"})


@pytest.mark.parametrize(
    ("text", "columns", "row"),
    [
        ("Report of May\n\na,b,c\n1,2,3\n", ("a", "b", "c"), 3),
        ("a,b\n,\n1,2\n", ("a", "b"), 1),
        ("score,\n9,Great\n", ("score", "column 2"), 1),
        ("a,b,,c\n,x,y,\n1,2,3,4\n", ("a", "b x", "b y", "c"), 2),
        ("a,b,,c\n1,x,y,z\n", ("a", "b", "column 3", "c"), 1),
    ],
)
def test_the_heading_is_where_the_columns_have_names(
    text: str, columns: tuple[str, ...], row: int
) -> None:
    source = open_source(file(text), "x.csv")
    assert (source.columns, source.header_row) == (columns, row)


def test_a_row_spoiled_by_a_quotation_mark_spoils_no_other() -> None:
    text = 'a,b\n1,"open\n2,"x"y\n3,"fine, too"\n4,"a""b"\n5,"never\n6,z\n'
    rows = list(open_source(file(text), "x.csv").rows())
    assert rows == [
        (2, None),
        (3, ["2", "xy"]),
        (4, ["3", "fine, too"]),
        (5, ["4", 'a"b']),
        (6, None),
        (7, ["6", "z"]),
    ]
