"""A dossier on sheets of A4: sections of labelled values that flow over as many pages as needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cxgame.look.printing import (
    ACCENT,
    HEADING,
    INK,
    LEADING,
    LINE,
    MUTED,
    STRONG,
    TEXT,
    About,
    Paper,
)

WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 20.0  # mm of A4
FOOT = 22.0  # mm kept free at the foot
LABEL_WIDTH, GAP = 42.0, 4.0
SIZE = 11.0  # points


@dataclass(frozen=True)
class Section:
    """A heading and its entries, each (label, words); without words a label is a heading."""

    title: str
    entries: Sequence[Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Dossier:
    """What is printed, in words ready to read."""

    language: str
    company: str
    title: str
    lead: str
    sections: Sequence[Section]
    at: datetime


class _Flow:
    """Writes from top to bottom, and goes on on the next page."""

    def __init__(self, pdf: Paper, company: str) -> None:
        self.pdf, self.company, self.y = pdf, company, 0.0
        self.turn()

    def turn(self) -> None:
        self.pdf.add_page()
        self.y = MARGIN
        foot = f"{self.company} · {self.pdf.page_no()}"
        self.pdf.say(MARGIN, HEIGHT - 14, foot, size=SIZE, colour=MUTED, width=WIDTH - 2 * MARGIN)

    def need(self, height: float) -> None:
        if self.y + height > HEIGHT - FOOT:
            self.turn()

    def heading(self, text: str, size: float) -> None:
        self.need(size * LEADING * 4)  # a heading never ends a page
        width = WIDTH - 2 * MARGIN
        self.y = self.pdf.say(MARGIN, self.y, text, font=HEADING, size=size, width=width, lines=3)
        self.y += 2.5

    def text(self, text: str, *, x: float, width: float, font: str = TEXT) -> None:
        for line in self.pdf.broken(text, font=font, size=SIZE, width=width):
            self.need(SIZE * LEADING)
            self.pdf.say(x, self.y, line, font=font, size=SIZE, colour=INK, width=width + 2)
            self.y += SIZE * LEADING

    def pair(self, label: str, words: str) -> None:
        if not words:
            self.y += 1.5
            self.need(SIZE * LEADING * 3)
            self.text(label, x=MARGIN, width=WIDTH - 2 * MARGIN, font=STRONG)
            return
        self.need(SIZE * LEADING)
        self.pdf.say(
            MARGIN, self.y, label, size=SIZE, colour=MUTED, width=LABEL_WIDTH, lines=1, smallest=7
        )
        x = MARGIN + LABEL_WIDTH + GAP
        for paragraph in words.splitlines():
            self.text(paragraph, x=x, width=WIDTH - MARGIN - x)
        self.y += 1.0

    def rule(self) -> None:
        self.need(30)  # what follows begins with more than a line
        self.pdf.set_draw_color(LINE)
        self.pdf.set_line_width(0.3)
        self.pdf.line(MARGIN, self.y + 2, WIDTH - MARGIN, self.y + 2)
        self.y += 5.5


def printed(dossier: Dossier) -> bytes:
    """Return the dossier as a PDF."""
    about = About(
        language=dossier.language,
        title=dossier.title,
        author=dossier.company,
        subject="",
        at=dossier.at,
    )
    pdf = Paper(about, orientation="portrait", size="A4")
    flow = _Flow(pdf, dossier.company)
    width = WIDTH - 2 * MARGIN
    flow.y = pdf.say(
        MARGIN, flow.y, dossier.company, font=STRONG, size=12, colour=ACCENT, width=width, lines=2
    )
    flow.y += 2
    flow.heading(dossier.title, 24)
    flow.text(dossier.lead, x=MARGIN, width=width)
    for section in dossier.sections:
        flow.y += 7
        flow.heading(section.title, 16)
        for number, entry in enumerate(section.entries):
            if number:
                flow.rule()
            for label, words in entry:
                flow.pair(label, words)
    return bytes(pdf.output())
