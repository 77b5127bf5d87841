"""A PDF with our fonts: text that fits its place, QR codes as drawings."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

import segno
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import MethodReturnValue

FONTS = Path(__file__).parent / "fonts"
SMALLEST = 11.0  # points
LEADING = 0.42  # mm of line for each point of type
INK, MUTED, ACCENT, TINT, LINE = "#1B2A2F", "#54646A", "#0B7A75", "#E9F4F3", "#DCE4E2"
TEXT, STRONG, HEADING, SYMBOLS = "figtree", "figtree-strong", "bricolage", "symbols"
FILES = {
    TEXT: "figtree-400.ttf",
    STRONG: "figtree-650.ttf",
    HEADING: "bricolage-grotesque-700.ttf",
    SYMBOLS: "symbols.ttf",
}

Size = str | tuple[float, float]  # a name that fpdf knows, or mm of width and height


@dataclass(frozen=True)
class About:
    """What a file says of itself; its date is that of what it shows, so it prints the same."""

    language: str
    title: str
    author: str
    subject: str
    at: datetime


class Paper(FPDF):
    """Sheets with our fonts and no margin."""

    def __init__(
        self, about: About, *, orientation: Literal["portrait", "landscape"], size: Size
    ) -> None:
        super().__init__(orientation, "mm", size)
        self.set_auto_page_break(False)
        self.set_margin(0)
        for family, name in FILES.items():
            self.add_font(family, "", FONTS / name)
        self.set_lang(about.language)
        self.set_title(about.title)
        self.set_author(about.author)
        self.set_subject(about.subject)
        self.set_creator("CXGame")
        self.set_producer("CXGame")
        self.set_creation_date(about.at)

    def say(
        self,
        x: float,
        y: float,
        text: str,
        *,
        font: str = TEXT,
        size: float,
        colour: str = INK,
        width: float,
        lines: int = 1,
        align: Literal["L", "C"] = "L",
        smallest: float = SMALLEST,
    ) -> float:
        """Write text at its top left, smaller where it must be, and return where it ends, in mm."""
        words = self._drawable(text, font)
        self.set_text_color(colour)
        self.set_font(font, size=size)
        while size > smallest and self._lines(words, size, width) > lines:
            size -= 0.5
            self.set_font(font, size=size)
        self.set_xy(x, y)
        self.multi_cell(width, size * LEADING, words, align=align)
        return y + size * LEADING * self._lines(words, size, width)

    def broken(self, text: str, *, font: str, size: float, width: float) -> list[str]:
        """Return a text in the lines that fit a width, in mm."""
        self.set_font(font, size=size)
        words = self._drawable(text, font)
        lines = self.multi_cell(
            width, size * LEADING, words, align="L", dry_run=True, output=MethodReturnValue.LINES
        )
        return [str(line) for line in lines] if isinstance(lines, list) else [words]

    def draw_code(self, address: str, x: float, y: float, width: float) -> None:
        """Draw the QR code of an address, one bar for each run of dark squares."""
        rows = code(address)
        side = width / len(rows)
        self.set_fill_color(INK)
        for number, row in enumerate(rows):
            start = 0
            for place in range(1, len(row) + 1):
                if place < len(row) and row[place] == row[start]:
                    continue
                if row[start]:
                    self.rect(
                        x + start * side, y + number * side, (place - start) * side, side, style="F"
                    )
                start = place

    def _lines(self, words: str, size: float, width: float) -> int:
        """Return how many lines a text takes in the font that is set."""
        broken = self.multi_cell(
            width, size * LEADING, words, align="L", dry_run=True, output=MethodReturnValue.LINES
        )
        return len(broken) if isinstance(broken, list) else 1

    def _drawable(self, text: str, font: str) -> str:
        """Return a text with single spaces; a letter that the font lacks loses its marks."""
        known = _letters_of(FILES[font])
        letters = " ".join(unicodedata.normalize("NFC", text).split())
        return "".join(
            letter if ord(letter) in known else _bare(letter, known) for letter in letters
        )


def code(address: str) -> list[list[bool]]:
    """Return the squares of the QR code of an address, row by row, without a border."""
    return [[bool(square) for square in row] for row in segno.make_qr(address, error="m").matrix]


def _bare(letter: str, known: frozenset[int]) -> str:
    plain = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in plain if ord(part) in known) or letter


@lru_cache
def _letters_of(name: str) -> frozenset[int]:
    """Return the code points that a font file draws."""
    return frozenset(TTFont(FONTS / name).getBestCmap())
