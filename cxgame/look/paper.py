"""A certificate as a sheet of A4, drawn the same to the byte each time."""

from dataclasses import dataclass
from datetime import datetime

from cxgame.look import medal
from cxgame.look.printing import ACCENT, HEADING, LINE, MUTED, STRONG, SYMBOLS, About, Paper

WIDTH, HEIGHT, MARGIN = 297.0, 210.0, 22.0  # mm, landscape
TEXT_WIDTH = WIDTH - 2 * MARGIN
CODE_WIDTH = 34.0
LONGEST_LINE = 40  # letters of a name; a longer one may take two


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
    about = About(
        language=sheet.language,
        title=f"{sheet.kind}: {sheet.title}",
        author=sheet.company,
        subject=sheet.address,
        at=sheet.issued_at,
    )
    pdf = Paper(about, orientation="landscape", size="A4")
    pdf.add_page()
    _frame(pdf)
    _head(pdf, sheet)
    _body(pdf, sheet)
    _foot(pdf, sheet)
    return bytes(pdf.output())


def _frame(pdf: Paper) -> None:
    pdf.set_fill_color(ACCENT)
    pdf.rect(0, 0, 6, HEIGHT, style="F")
    pdf.set_draw_color(LINE)
    pdf.set_line_width(0.3)
    pdf.line(MARGIN, 158, WIDTH - MARGIN, 158)


def _head(pdf: Paper, sheet: Sheet) -> None:
    pdf.say(MARGIN, 21, sheet.company, font=STRONG, size=15, width=190)
    lobes, colour = medal.FAMILIES["learning"]
    x, y, zoom = WIDTH - MARGIN - 40, 14.0, 40 / medal.SIZE
    pdf.set_fill_color(colour)
    pdf.polygon([(x + a * zoom, y + b * zoom) for a, b in medal.outline(lobes)], style="F")
    pdf.set_fill_color(medal.tint(colour))
    pdf.circle(x + 48 * zoom, y + 46 * zoom, 29 * zoom, style="F")
    pdf.set_font(SYMBOLS, size=medal.GLYPH * zoom / 25.4 * 72)
    pdf.set_text_color(colour)
    pdf.text(
        x + (48 - medal.GLYPH / 2) * zoom, y + (46 + medal.GLYPH / 2) * zoom, medal.letter("school")
    )


def _body(pdf: Paper, sheet: Sheet) -> None:
    fits = len(sheet.name) <= LONGEST_LINE
    pdf.say(MARGIN, 54, sheet.kind, font=STRONG, size=15, colour=ACCENT, width=190)
    end = pdf.say(
        MARGIN, 66, sheet.name, font=HEADING, size=44, width=TEXT_WIDTH, lines=1 if fits else 2
    )
    end = pdf.say(MARGIN, end + 6, sheet.did, size=16, colour=MUTED, width=TEXT_WIDTH)
    end = pdf.say(MARGIN, end + 4, sheet.title, font=HEADING, size=26, width=TEXT_WIDTH, lines=2)
    pdf.say(MARGIN, end + 5, sheet.basis, size=13, colour=MUTED, width=TEXT_WIDTH, lines=2)


def _foot(pdf: Paper, sheet: Sheet) -> None:
    x = MARGIN
    for label, value in sheet.facts:
        pdf.say(x, 165, label, size=11, colour=MUTED, width=48)
        pdf.say(x, 171, value, font=STRONG, size=14, width=48)
        x += 52
    left = WIDTH - MARGIN - CODE_WIDTH
    pdf.draw_code(sheet.address, left, 163, CODE_WIDTH)
    pdf.say(MARGIN, 184, sheet.verify, size=11, colour=MUTED, width=left - MARGIN - 8)
    shown = sheet.address.partition("://")[2]
    pdf.say(MARGIN, 190, shown, font=STRONG, size=11, colour=ACCENT, width=left - MARGIN - 8)
    pdf.link(left, 163, CODE_WIDTH, CODE_WIDTH, sheet.address)
