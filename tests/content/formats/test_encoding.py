"""Whatever wrote the file, its text is found, or a sentence says that it is none."""

import codecs

import pytest

from cxgame.content import formats
from cxgame.content.formats import Format
from cxgame.content.formats.encoding import LARGEST_FILE, decoded
from cxgame.errors import InvalidInput

TEXT = "Qual é a saudação? {=Olá ~“Não”}"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_the_text_is_the_same_in_every_encoding(raw: bytes, encoding: str) -> None:
    assert decoded(raw) == (TEXT, encoding)


def test_bytes_that_windows_does_not_know_are_latin_1() -> None:
    assert decoded(b"a\x81\xe9")[1] == "latin-1"


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "UTF-8", "latin2"])
def test_xml_says_its_own_encoding(encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><quiz><question type="truefalse">' + (
        "<questiontext><text>Olá é?</text></questiontext>"
        '<answer fraction="100"><text>true</text></answer></question></quiz>'
    )
    reading = formats.read(xml.encode(encoding), language="pt-BR")
    (entry,) = reading.entries
    assert entry.question is not None
    assert entry.question.prompt.pt_br == "Olá é?"
    assert reading.encoding == encoding.lower()


@pytest.mark.parametrize(
    "name", ["zlib", "rot13", "utf-16", "none", "idna", "punycode", "undefined"]
)
def test_a_false_declaration_does_no_harm(name: str) -> None:
    xml = f'<?xml version="1.0" encoding="{name}"?><quiz/>'
    assert formats.read(xml.encode(), language="en").entries == ()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "This file is empty."),
        (b" \n\n ", "This file is empty."),
        (codecs.BOM_UTF8, "This file is empty."),
        (b"PK\x03\x04 a zip", "This is not a text file."),
        (b"%PDF-1.7", "This is not a text file."),
        (b"Q {T}\x00" * 3, "This is not a text file."),
        (b"a" * (LARGEST_FILE + 1), "at most 10 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(raw: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        formats.read(raw, language="en")


def test_half_of_a_wide_character_is_no_crash() -> None:
    with pytest.raises(InvalidInput):
        decoded(codecs.BOM_UTF16_LE + b"a\x00b")


def test_too_many_questions_are_refused() -> None:
    with pytest.raises(InvalidInput, match="at most 20000 questions"):
        formats.read(b"Q {}\n\n" * 20_001, language="en")


@pytest.mark.parametrize(
    ("text", "name", "format"),
    [
        ("Q {T}", "", Format.GIFT),
        ("Just words", "", Format.GIFT),
        ("Q\nA) a\nB) b\nANSWER: A", "", Format.AIKEN),
        ("Q {=a}\n\nANSWER: B", "x.gift", Format.GIFT),
        ("<?xml version='1.0'?><quiz/>", "x.txt", Format.MOODLE_XML),
        ("\n <quiz></quiz>", "", Format.MOODLE_XML),
        ("<other/>", "a.XML", Format.MOODLE_XML),
        ("<p>Q</p> {T}", "", Format.GIFT),
    ],
)
def test_the_format_is_found_out(text: str, name: str, format: Format) -> None:
    assert formats.found(text, name) is format
