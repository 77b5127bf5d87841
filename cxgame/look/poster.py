"""Posters for the counter: a question, a QR code, the address in words, on A4 or A6."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from fpdf.drawing_primitives import Transform
from fpdf.svg import SVGObject

from cxgame.look.printing import ACCENT, HEADING, INK, LINE, MUTED, STRONG, TEXT, About, Paper

WIDTH, HEIGHT, MARGIN = 105.0, 148.5, 9.0  # mm of A6; A4 is the same twice as large
SIZES = {"a4": 2.0, "a6": 1.0}  # how much larger than A6
CODE_TOP, CODE_WIDTH, CODE_SPACE = 66.0, 44.0, 5.0
SMALLEST = 5.5  # points on A6

_ART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">
<path fill="#EAF4F3" d="M20 3C29.9 3 37 9.7 37 18.5C37 27.3 29.9 34 20 34C18.1 34 16.3 33.75 14.6
33.3C12.3 35.2 9.2 36.5 5.6 36.7C4.8 36.7 4.4 35.8 4.9 35.2C6.2 33.7 7.1 32 7.5 30.3C4.6 27.4 3
23.2 3 18.5C3 9.7 10.1 3 20 3Z"/>
<circle cx="12.5" cy="22.5" r="2.9" fill="#72AFAC"/>
<circle cx="20" cy="20.5" r="3.3" fill="#0B7A75"/>
<circle cx="27" cy="17.7" r="3.9" fill="#F4B942"/></svg>"""


@dataclass(frozen=True)
class Poster:
    """What stands on one poster, in words ready to print; `other` is in the other language."""

    place: str
    touchpoint: str
    title: str
    lead: str
    how: str
    other: str
    or_open: str
    address: str


def posters(
    wanted: Sequence[Poster], *, size: str, language: str, author: str, at: datetime
) -> bytes:
    """Return a PDF with one poster a page; `size` is a4 or a6. KeyError for another size."""
    scale = SIZES[size]
    about = About(language=language, title=wanted[0].title, author=author, subject="", at=at)
    pdf = Paper(about, orientation="portrait", size=(WIDTH * scale, HEIGHT * scale))
    for each in wanted:
        pdf.add_page()
        _draw(pdf, each, scale)
    return bytes(pdf.output())


def _draw(pdf: Paper, poster: Poster, k: float) -> None:
    """Draw a poster `k` times as large as on A6."""
    _art(pdf, k)
    left = partial(_said, pdf, k, x=MARGIN)
    end = left(9, poster.place, font=STRONG, size=10, width=48, lines=2)
    left(end + 1, poster.touchpoint, size=9, colour=MUTED, width=48, lines=2)
    end = left(26, poster.title, font=HEADING, size=25, width=64, lines=2)
    left(end + 2, poster.lead, size=10, colour=MUTED, width=76, lines=3)
    box = CODE_WIDTH + 2 * CODE_SPACE
    _code(pdf, k, poster.address, box)
    middle = partial(left, width=WIDTH - 2 * MARGIN, align="C")
    end = middle(CODE_TOP + box + 3, poster.how, font=STRONG, size=10)
    end = middle(end + 0.5, poster.other, size=8.5, colour=MUTED)
    shown = f"{poster.or_open} {poster.address.partition('://')[2]}"
    middle(end + 1.5, shown, font=STRONG, size=8, colour=ACCENT, lines=2)


def _said(
    pdf: Paper,
    k: float,
    y: float,
    text: str,
    *,
    x: float,
    size: float,
    width: float,
    font: str = TEXT,
    colour: str = INK,
    lines: int = 1,
    align: Literal["L", "C"] = "L",
) -> float:
    """Write a text, measures as on A6, and return where it ends; no text takes no room."""
    if not text:
        return y
    left = x * k
    end = pdf.say(
        left,
        y * k,
        text,
        font=font,
        size=size * k,
        colour=colour,
        width=width * k,
        lines=lines,
        align=align,
        smallest=SMALLEST * k,
    )
    return end / k


def _code(pdf: Paper, k: float, address: str, box: float) -> None:
    """Draw the code in its frame, in the middle."""
    x, y, side = (WIDTH - box) / 2 * k, CODE_TOP * k, box * k
    pdf.set_draw_color(LINE)
    pdf.set_line_width(0.5 * k)
    pdf.rect(x, y, side, side, style="D", round_corners=True, corner_radius=5 * k)
    pdf.draw_code(address, x + CODE_SPACE * k, y + CODE_SPACE * k, CODE_WIDTH * k)
    pdf.link(x, y, side, side, address)


def _art(pdf: Paper, k: float) -> None:
    """Draw the speech bubble that hangs over the upper right corner."""
    art = SVGObject(_ART)
    side = 56 * k
    _width, _height, path = art.transform_to_rect_viewport(
        scale=1, width=side, height=side, ignore_svg_top_attrs=True
    )
    moved = Transform.translation((WIDTH - 45) * k, -19 * k)
    path.transform = (path.transform or Transform.identity()) @ moved
    pdf.draw_path(path)
