"""Files that no table should be like: what is in each, and what is said of it."""

import gzip
import random
import struct
from dataclasses import dataclass

from tests.tabular.workbooks import (
    SHEET,
    archive,
    changed,
    in_words,
    sheet_xml,
    workbook,
)

HEAD = "score,date,team,text\n"
GOOD = "9,2026-02-01,Clinic,ok\n"
BOOK = workbook(("Answers", [["score", "date"], [9, "2026-02-01"], [8, "2026-02-02"]]))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = "workbook is damaged"
SWELLS = "unpacks to far more"


@dataclass(frozen=True)
class Damaged:
    """A file by its bytes; `said` is in the sentence that refuses it, or in a row's reason.

    `created` is how many of its rows are sound, None where the file is refused whole.
    """

    name: str
    content: bytes
    said: str = ""
    created: int | None = None


def small() -> list[Damaged]:
    """Return the files that are quickly made."""
    return [*texts(), *rows(), *encodings(), *others(), *books()]


def texts() -> list[Damaged]:
    """Files of text with something wrong about their shape."""
    many = ",".join(f"c{n}" for n in range(10_000))
    return [
        Damaged("empty.csv", b"", "empty"),
        Damaged("spaces.csv", b"  \n \n\t\n", "empty"),
        Damaged("mark.csv", b"\xef\xbb\xbf", "empty"),
        Damaged("separators.csv", b",,,,\n,,,,\n", "empty"),
        Damaged("heading.csv", HEAD.encode(), created=0),
        Damaged("no_heading.csv", b"9,2026-02-01\n8,2026-02-02\n", "No column was chosen"),
        Damaged("ten_thousand_columns.csv", f"{many}\n{many}\n".encode(), "10000 columns"),
        Damaged("one_long_word.csv", b"x" * 1_500_000, "more than 1000000 characters"),
        Damaged("twice.csv", b"score,score,date\n9,1,2026-02-01\n", created=1),
        Damaged("never_closed.csv", _csv('9,2026-02-01,Clinic,"open', GOOD), "quotation mark", 2),
        Damaged("closed_later.csv", _csv('9,2026-02-01,,"a\n8,,"b"\n', GOOD), "quotation mark", 2),
        Damaged("open_at_the_end.csv", _csv('9,2026-02-01,,"cut of'), "quotation mark", 1),
        Damaged("cut_off.csv", _csv("8,2026-0"), "can't be read", 1),
        Damaged("too_many_cells.csv", _csv("9,2026-02-01,,a,b,c\n"), "more cells", 1),
        Damaged("mixed_separators.csv", _csv("9;2026-02-01;;a\n9\t2026-02-01\n"), "other marks", 1),
        Damaged(
            "all_mixed.csv", b"score;date\n9,2026-02-01\n8|2026-02-02\n", "No column was chosen"
        ),
        Damaged("wrong_breaks.csv", b"score,date\r9,2026-02-01\r8,2026-02-02\r", created=2),
        Damaged("long_cell.csv", _csv("9,2026-02-01,," + "x" * 200_000 + "\n"), "too long", 1),
        Damaged("long_text.csv", _csv("9,2026-02-01,," + "x" * 20_000 + "\n"), "10000", 1),
    ]


def rows() -> list[Damaged]:
    """Files whose rows hold what they should not."""
    both = "".join(f"9,{day}/01/2026,,\n9,01/{day}/2026,,\n" for day in (13, 14, 25))
    return [
        Damaged("dates_of_two_orders.csv", (HEAD + both).encode(), "could be either"),
        Damaged("no_date.csv", _csv("9,soon,,\n9,31/02/2026,,\n9,0,,\n"), "date can't be read", 1),
        Damaged("far_date.csv", _csv("9,2926-02-01,,\n9,0001-01-01,,\n"), "too far away", 1),
        Damaged("formulas.csv", _csv('=1+8,2026-02-01,,"=cmd|x!A1"\n'), "whole number", 1),
        Damaged("off_the_scale.csv", _csv("11,2026-02-01,,\n-1,2026-02-01,,\n"), "0 to 10", 1),
        Damaged("huge_number.csv", _csv("9" * 400 + ",2026-02-01,,\n"), "whole number", 1),
        Damaged("other_digits.csv", _csv("٩,2026-02-01,,\n"), "whole number", 1),
        Damaged("no_team.csv", _csv("9,2026-02-01,Nowhere,\n"), "no open team", 1),
        Damaged("zeros_in_cells.csv", _csv("9\0,2026-02-01,,\n8,2026-02-01,,a\0b\n"), "whole", 2),
        Damaged("zeros_in_heading.csv", b"sco\0re,date\n9,2026-02-01\n", created=1),
    ]


def encodings() -> list[Damaged]:
    """Files written in another way than they say, or in two."""
    accents = HEAD + "9,2026-02-01,,não é verdade\n" * 20
    half = accents.encode() + "8,2026-02-02,,coração\n".encode("cp1252")
    return [
        Damaged("two_encodings.csv", half, "Most of this file is UTF-8"),
        Damaged("cut_letter.csv", accents.encode()[:-1] + b"\xc3", "Most of this file is UTF-8"),
        Damaged("half_utf16.csv", accents.encode("utf-16")[:-1], "not written in UTF-16"),
        Damaged("no_mark_utf16.csv", accents.encode("utf-16-le"), created=20),
        Damaged("dos.csv", accents.encode("cp850"), created=20),
        Damaged("old_mac.csv", accents.encode("mac-roman"), created=20),
        Damaged("windows.csv", accents.encode("cp1252"), created=20),
        Damaged("utf32.csv", accents.encode("utf-32"), created=20),
    ]


def others() -> list[Damaged]:
    """Files of other kinds under the name of a table."""
    chance = random.Random(50)
    return [
        Damaged("page.csv", b"<!DOCTYPE html><html><table><tr><td>9</td></tr>", "web page"),
        Damaged("page.xls", b"\n <html><body><table><tr><td>score</td></tr>", "web page"),
        Damaged("feed.csv", b"<?xml version='1.0'?><rows><row>9</row></rows>", "web page"),
        Damaged("answers.json.csv", b'[{"score": 9}, {"score": 8}]', "JSON"),
        Damaged("paper.csv", b"%PDF-1.7\n1 0 obj\n", "neither text nor a workbook"),
        Damaged("noise.csv", chance.randbytes(100_000), "neither text nor a workbook"),
        Damaged("picture.csv", b"\x89PNG\r\n\x1a\n" + chance.randbytes(5_000), "neither text"),
        Damaged("zeros.csv", bytes(100_000), "neither text nor a workbook"),
        Damaged("packed.csv", gzip.compress(HEAD.encode() * 50), "neither text nor a workbook"),
        Damaged("old.xls", OLE + bytes(3_000), "old Excel format"),
        Damaged(
            "locked.xlsx", OLE + bytes(900) + "EncryptedPackage".encode("utf-16-le"), "password"
        ),
    ]


def books() -> list[Damaged]:
    """Workbooks, and archives that are none."""
    far = '<row r="1"><c t="inlineStr"><is><t>score</t></is></c></row><row r="999999999999"></row>'
    bad_date = '<row r="1">' + in_words("score") + '</row><row r="2"><c><v>x</v></c></row>'
    wide = '<row r="1">' + in_words("score") + '<c r="XFD1"><v>1</v></c></row>'
    entity = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    formulas = workbook(("A", [["score", "date"], ["=4+5", "2026-02-01"], [9, "2026-02-01"]]))
    locked = bytearray(BOOK)
    for at in _places(BOOK, b"PK\x01\x02"):
        locked[at + 8] |= 1
    return [
        Damaged("half.xlsx", BOOK[: len(BOOK) // 2], DAMAGED),
        Damaged("tail.xlsx", BOOK[:-40], DAMAGED),
        Damaged("flipped.xlsx", BOOK[:900] + b"\xff" * 600 + BOOK[1500:], DAMAGED),
        Damaged("locked_parts.xlsx", bytes(locked), "password"),
        Damaged("document.xlsx", archive({"[Content_Types].xml": "", "word/a.xml": ""}), "archive"),
        Damaged("archive.xlsx", archive({"answers.csv": HEAD}), "archive is no workbook"),
        Damaged("empty.zip.xlsx", b"PK\x05\x06" + bytes(18), "archive is no workbook"),
        Damaged("binary.xlsx", changed(BOOK, {"xl/workbook.bin": b"x"}), "binary workbook"),
        Damaged("no_book.xlsx", changed(BOOK, {"xl/workbook.xml": None}), DAMAGED),
        Damaged("no_sheet.xlsx", changed(BOOK, {SHEET: None}), "no sheet with a table"),
        Damaged("broken_sheet.xlsx", changed(BOOK, {SHEET: b"<worksheet><row>"}), DAMAGED),
        Damaged("entities.xlsx", changed(BOOK, {SHEET: sheet_xml(far, entity)}), DAMAGED),
        Damaged("blank.xlsx", workbook(("A", [])), "empty"),
        Damaged("far_row.xlsx", changed(BOOK, {SHEET: sheet_xml(far)}), SWELLS),
        Damaged("wide.xlsx", changed(BOOK, {SHEET: sheet_xml(wide)}), "16384 columns"),
        Damaged("bad_number.xlsx", changed(BOOK, {SHEET: sheet_xml(bad_date)}), DAMAGED),
        Damaged("bomb.xlsx", changed(BOOK, {SHEET: bytes(30 << 20)}), SWELLS),
        Damaged("formulas.xlsx", formulas, "score is missing", 1),
        Damaged("really.csv", BOOK, created=2),
        Damaged("text.xlsx", (HEAD + GOOD).encode(), created=1),
    ]


def long_line() -> Damaged:
    return Damaged("line.csv", HEAD.encode() + b"x" * (100 << 20), "1000000 characters")


def long_quoted() -> Damaged:
    content = HEAD.encode() + b'9,"' + b"x" * (100 << 20) + b'"\n'
    return Damaged("quoted.csv", content, "1000000 characters")


def long_accented() -> Damaged:
    return Damaged("accented.csv", "ç😀".encode() * (17 << 20), "1000000 characters")


def all_zeros() -> Damaged:
    return Damaged("zeros.csv", bytes(100 << 20), "neither text nor a workbook")


def bomb() -> Damaged:
    return Damaged("bomb.xlsx", changed(BOOK, {SHEET: bytes(300 << 20)}), SWELLS)


def bomb_of_words() -> Damaged:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    words = b'<sst xmlns="%b">' % space + b"<si><t>x</t></si>" * (10 << 20) + b"</sst>"
    return Damaged("words.xlsx", changed(BOOK, {"xl/sharedStrings.xml": words}), SWELLS)


def many_rows() -> Damaged:
    cells = "".join(f'<row r="{n}"><c><v>{n % 11}</v></c></row>' for n in range(1, 100_000))
    return Damaged("rows.xlsx", changed(BOOK, {SHEET: sheet_xml(cells)}), "No column was chosen")


# Large, or would become it: made one at a time.
LARGE = (long_line, long_quoted, long_accented, all_zeros, bomb, bomb_of_words, many_rows)


def _csv(damage: str, after: str = "") -> bytes:
    return (HEAD + GOOD + damage + ("\n" if after else "") + after).encode()


def _places(content: bytes, mark: bytes) -> list[int]:
    """Return where the entries of an archive's list of contents begin."""
    found, at = [], content.find(mark)
    while at >= 0:
        found.append(at)
        at = content.find(mark, at + struct.calcsize("<I"))
    return found
