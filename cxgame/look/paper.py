"""A certificate as a sheet of A4, drawn the same to the byte each time."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import segno
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from cxgame.look import medal

FONTS = Path(__file__).parent / "fonts"
WIDTH, HEIGHT, MARGIN = 297.0, 210.0, 22.0  # mm, landscape
TEXT_WIDTH = WIDTH - 2 * MARGIN
CODE_WIDTH = 34.0
SMALLEST = 11.0  # points
LONGEST_LINE = 40  # letters of a name; a longer one may take two
LEADING = 0.42  # mm of line for each point of type
INK, MUTED, ACCENT, TINT, LINE = "#1B2A2F", "#54646A", "#0B7A75", "#E9F4F3", "#DCE4E2"
_TEXT, _STRONG, _HEADING, _SYMBOLS = "figtree", "figtree-strong", "bricolage", "symbols"
_FILES = {
    _TEXT: "figtree-400.ttf",
    _STRONG: "figtree-650.ttf",
    _HEADING: "bricolage-grotesque-700.ttf",
    _SYMBOLS: "symbols.ttf",
}


@dataclass(frozen=True)
class Sheet:
    """What stands on a certificate, in words ready to print, and the address of its page."""

    language: str
    company: str
    kind: str
    name: str
    did: str
    title: str
    basis: str
    facts: tuple[tuple[str, str], ...]
    verify: str
    address: str
    issued_at: datetime


def certificate(sheet: Sheet) -> bytes:
    """Return the certificate as a PDF; long names and titles are set smaller until they fit."""
    pdf = _Paper(sheet)
    pdf.add_page()
    _frame(pdf)
    _head(pdf, sheet)
    _body(pdf, sheet)
    _foot(pdf, sheet)
    return bytes(pdf.output())


class _Paper(FPDF):
    """A sheet with our fonts, and a date that is the certificate's own."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__("landscape", "mm", "A4")
        self.set_auto_page_break(False)
        self.set_margin(0)
        for family, name in _FILES.items():
            self.add_font(family, "", FONTS / name)
        self.set_lang(sheet.language)
        self.set_title(f"{sheet.kind}: {sheet.title}")
        self.set_author(sheet.company)
        self.set_subject(sheet.address)
        self.set_creator("CXGame")
        self.set_producer("CXGame")
        self.set_creation_date(sheet.issued_at)

    def say(
        self,
        x: float,
        y: float,
        text: str,
        *,
        font: str = _TEXT,
        size: float,
        colour: str = INK,
        width: float = TEXT_WIDTH,
        lines: int = 1,
    ) -> float:
        """Write text at its top left, smaller where it must be, and return where it ends, in mm."""
        words = self._drawable(text, font)
        self.set_text_color(colour)
        self.set_font(font, size=size)
        while size > SMALLEST and self._lines(words, size, width) > lines:
            size -= 0.5
            self.set_font(font, size=size)
        self.set_xy(x, y)
        self.multi_cell(width, size * LEADING, words, align="L")
        return y + size * LEADING * self._lines(words, size, width)

    def _lines(self, words: str, size: float, width: float) -> int:
        """Return how many lines a text takes in the font that is set."""
        broken = self.multi_cell(
            width, size * LEADING, words, align="L", dry_run=True, output=MethodReturnValue.LINES
        )
        return len(broken) if isinstance(broken, list) else 1

    def _drawable(self, text: str, font: str) -> str:
        """Return a text with single spaces; a letter that the font lacks loses its marks."""
        known = _letters_of(_FILES[font])
        letters = " ".join(unicodedata.normalize("NFC", text).split())
        return "".join(
            letter if ord(letter) in known else _bare(letter, known) for letter in letters
        )


def _bare(letter: str, known: frozenset[int]) -> str:
    plain = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in plain if ord(part) in known) or letter


@lru_cache
def _letters_of(name: str) -> frozenset[int]:
    """Return the code points that a font file draws."""
    return frozenset(TTFont(FONTS / name).getBestCmap())


def _frame(pdf: _Paper) -> None:
    pdf.set_fill_color(ACCENT)
    pdf.rect(0, 0, 6, HEIGHT, style="F")
    pdf.set_draw_color(LINE)
    pdf.set_line_width(0.3)
    pdf.line(MARGIN, 158, WIDTH - MARGIN, 158)


def _head(pdf: _Paper, sheet: Sheet) -> None:
    pdf.say(MARGIN, 21, sheet.company, font=_STRONG, size=15, width=190)
    lobes, colour = medal.FAMILIES["learning"]
    x, y, zoom = WIDTH - MARGIN - 40, 14.0, 40 / medal.SIZE
    pdf.set_fill_color(colour)
    pdf.polygon([(x + a * zoom, y + b * zoom) for a, b in medal.outline(lobes)], style="F")
    pdf.set_fill_color(medal.tint(colour))
    pdf.circle(x + 48 * zoom, y + 46 * zoom, 29 * zoom, style="F")
    pdf.set_font(_SYMBOLS, size=medal.GLYPH * zoom / 25.4 * 72)
    pdf.set_text_color(colour)
    pdf.text(
        x + (48 - medal.GLYPH / 2) * zoom, y + (46 + medal.GLYPH / 2) * zoom, medal.letter("school")
    )


def _body(pdf: _Paper, sheet: Sheet) -> None:
    fits = len(sheet.name) <= LONGEST_LINE
    pdf.say(MARGIN, 54, sheet.kind, font=_STRONG, size=15, colour=ACCENT, width=190)
    end = pdf.say(MARGIN, 66, sheet.name, font=_HEADING, size=44, lines=1 if fits else 2)
    end = pdf.say(MARGIN, end + 6, sheet.did, size=16, colour=MUTED)
    end = pdf.say(MARGIN, end + 4, sheet.title, font=_HEADING, size=26, lines=2)
    pdf.say(MARGIN, end + 5, sheet.basis, size=13, colour=MUTED, lines=2)


def _foot(pdf: _Paper, sheet: Sheet) -> None:
    x = MARGIN
    for label, value in sheet.facts:
        pdf.say(x, 165, label, size=11, colour=MUTED, width=48)
        pdf.say(x, 171, value, font=_STRONG, size=14, width=48)
        x += 52
    left = WIDTH - MARGIN - CODE_WIDTH
    _code(pdf, sheet.address, left, 163)
    pdf.say(MARGIN, 184, sheet.verify, size=11, colour=MUTED, width=left - MARGIN - 8)
    shown = sheet.address.partition("://")[2]
    pdf.say(MARGIN, 190, shown, font=_STRONG, size=11, colour=ACCENT, width=left - MARGIN - 8)
    pdf.link(left, 163, CODE_WIDTH, CODE_WIDTH, sheet.address)


def _code(pdf: _Paper, address: str, x: float, y: float) -> None:
    """Draw the QR code of an address, one bar for each run of dark squares."""
    rows = code(address)
    side = CODE_WIDTH / len(rows)
    pdf.set_fill_color(INK)
    for number, row in enumerate(rows):
        start = 0
        for place in range(1, len(row) + 1):
            if place < len(row) and row[place] == row[start]:
                continue
            if row[start]:
                pdf.rect(
                    x + start * side, y + number * side, (place - start) * side, side, style="F"
                )
            start = place


def code(address: str) -> list[list[bool]]:
    """Return the squares of the QR code of an address, row by row, without a border."""
    return [[bool(square) for square in row] for row in segno.make_qr(address, error="m").matrix]
