import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import segno

from cxgame.look import paper, printing
from cxgame.look.paper import Sheet

SHEET = Sheet(
    language="pt-BR",
    company="Pet Shop da Ana",
    kind="Certificado de treinamento",
    name="Ana Conceição",
    did="passou no módulo",
    title="Acolher quem chega",
    basis="POP-001 · Acolher, versão 2",
    facts=(("Emitido em", "2 mar 2026"), ("Vale até", "2 mar 2027")),
    verify="Confira se vale:",
    address="https://cx.example.com/certificates/7c1f6a62-6f0c-4b52-9d7e-3f5d0a1b2c3d",
    issued_at=datetime(2026, 3, 2, 15, tzinfo=UTC),
)
LONG = "Maria Auxiliadora da Conceição dos Santos Vasconcelos de Albuquerque e Mello"
STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)


def words_of(pdf: bytes) -> str:
    """Return the text of a PDF whose fonts say which letters their glyphs are."""
    streams = []
    for found in STREAM.findall(pdf):
        try:
            streams.append(zlib.decompress(found))
        except zlib.error:
            streams.append(found)
    maps = [_letters(each) for each in streams if b"begincmap" in each]
    page = next(each for each in streams if b" Tf" in each)
    lines, letters = [], maps[0]
    for number, text in re.findall(
        rb"/F(\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) ?Tj", page, re.DOTALL
    ):
        if number:
            letters = maps[int(number) - 1]
            continue
        codes = re.sub(rb"\\(.)", lambda m: _escaped(m[1]), text, flags=re.DOTALL)
        pairs = zip(codes[::2], codes[1::2], strict=True)
        lines.append("".join(letters[256 * high + low] for high, low in pairs))
    return "\n".join(lines)


def _escaped(letter: bytes) -> bytes:
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(letter, letter)


def _letters(cmap: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>\n", cmap)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def test_it_says_everything() -> None:
    words = words_of(paper.certificate(SHEET))
    for each in (SHEET.company, SHEET.kind, SHEET.name, SHEET.did, SHEET.title, SHEET.basis):
        assert each in words
    for label, value in SHEET.facts:
        assert label in words and value in words
    assert SHEET.address.removeprefix("https://") in words


def test_it_is_one_page_of_a4_landscape_in_its_language() -> None:
    pdf = paper.certificate(SHEET)
    assert re.findall(rb"/Count (\d+)", pdf) == [b"1"]
    assert re.search(rb"/MediaBox \[0 0 841\.89 595\.28\]", pdf)
    assert b"/Lang (pt-BR)" in pdf


def test_it_is_the_same_to_the_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    first = paper.certificate(SHEET)
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert paper.certificate(SHEET) == first
    assert paper.certificate(replace(SHEET, name="Bob")) != first


@pytest.mark.parametrize("name", [LONG, "Ł" * 120, "Anticonstitucional" * 6, "W" * 120])
def test_the_longest_names_stay_on_the_sheet(name: str) -> None:
    title = "Quando o cliente reclama: escutar, resolver e reconquistar quem já ia embora " * 2
    pdf = paper.certificate(replace(SHEET, name=name, title=title, company=LONG))
    assert re.findall(rb"/Count (\d+)", pdf) == [b"1"]
    drawn = words_of(pdf).replace("\n", "").replace(" ", "")
    assert name.replace(" ", "") in drawn and title.replace(" ", "") in drawn


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Çağla Ñúñez-Łęcka Šević", "Çağla Ñúñez-Łęcka Šević"),
        ("Jose\u0301  \n Ávila", "José Ávila"),
        ("Ana “Nina” d'Ávila & (Filhos) \\ Cia", "Ana “Nina” d'Ávila & (Filhos) \\ Cia"),
        ("Nguyễn Thị Mạnh", "Nguyễn Thị Mạnh"),
    ],
)
def test_names_keep_their_accents(name: str, drawn: str) -> None:
    assert drawn in words_of(paper.certificate(replace(SHEET, name=name)))


def test_a_letter_that_a_font_lacks_loses_its_marks_not_itself() -> None:
    assert "POP-1 · Manh" in words_of(paper.certificate(replace(SHEET, basis="POP-1 · Mạnh")))


def test_the_code_is_that_of_the_address() -> None:
    squares = [
        [bool(each) for each in row] for row in segno.make_qr(SHEET.address, error="m").matrix
    ]
    assert printing.code(SHEET.address) == squares
    assert _drawn(paper.certificate(SHEET), len(squares)) == squares


def _drawn(pdf: bytes, side: int) -> list[list[bool]]:
    """Return the squares that the dark bars of the page cover."""
    page = next(
        text
        for found in STREAM.findall(pdf)
        if b" re f" in (text := zlib.decompress(found)) and b" Tf" in text
    )
    found = [[False] * side for _row in range(side)]
    point = 72 / 25.4
    unit = paper.CODE_WIDTH * point / side
    left = (paper.WIDTH - paper.MARGIN - paper.CODE_WIDTH) * point
    top = (paper.HEIGHT - 163) * point
    for x, y, width in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) -?[\d.]+ re f", page):
        column, row = round((float(x) - left) / unit), round((top - float(y)) / unit)
        if 0 <= column < side and 0 <= row < side:
            for place in range(column, column + round(float(width) / unit)):
                found[row][place] = True
    return found
