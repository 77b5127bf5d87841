"""A plan on one sheet of A3, landscape, in six boxes."""

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

WIDTH, HEIGHT, MARGIN, GAP = 420.0, 297.0, 16.0, 6.0  # mm
TOP, ROWS, COLUMNS = 52.0, 3, 2
SIZE, SMALLEST = 15.0, 7.0  # points of the lines in a box

Lines = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Sheet:
    """What is printed, in words ready to read; `boxes` are six, row by row."""

    language: str
    company: str
    title: str
    lead: str
    people: str
    boxes: Sequence[tuple[str, Lines]]
    at: datetime


def plan(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF; long boxes are set smaller, and what never fits ends in “…”."""
    about = About(
        language=sheet.language,
        title=sheet.title,
        author=sheet.company,
        subject=sheet.lead,
        at=sheet.at,
    )
    pdf = Paper(about, orientation="landscape", size="A3")
    pdf.add_page()
    inner = WIDTH - 2 * MARGIN
    pdf.say(MARGIN, 12, sheet.company, font=STRONG, size=13, colour=MUTED, width=inner)
    pdf.say(MARGIN, 19, sheet.title, font=HEADING, size=28, width=inner)
    pdf.say(MARGIN, 33, sheet.lead, font=STRONG, size=14, colour=ACCENT, width=inner)
    pdf.say(MARGIN, 41, sheet.people, size=12, colour=MUTED, width=inner)
    width = (inner - GAP * (COLUMNS - 1)) / COLUMNS
    height = (HEIGHT - TOP - MARGIN - GAP * (ROWS - 1)) / ROWS
    for number, (title, lines) in enumerate(sheet.boxes):
        row, column = divmod(number, COLUMNS)
        x, y = MARGIN + column * (width + GAP), TOP + row * (height + GAP)
        _box(pdf, x, y, width, height, title, lines)
    return bytes(pdf.output())


def _box(
    pdf: Paper, x: float, y: float, width: float, height: float, title: str, lines: Lines
) -> None:
    pdf.set_draw_color(LINE)
    pdf.set_line_width(0.4)
    pdf.rect(x, y, width, height, round_corners=True, corner_radius=3)
    inner, left = width - 10, x + 5
    end = pdf.say(left, y + 4, title, font=HEADING, size=16, colour=ACCENT, width=inner)
    room = y + height - 4 - (end + 2)
    size = _size(pdf, lines, inner, room)
    at, last = end + 2, y + height - 4
    for label, words in lines:
        said = _said(label, words)
        for line in pdf.broken(said, font=TEXT, size=size, width=inner):
            if at + size * LEADING > last:
                pdf.say(left, last - size * LEADING, "…", size=size, colour=INK, width=inner)
                return
            at = pdf.say(left, at, line, size=size, width=inner, smallest=size)
        at += size * LEADING * 0.25


def _size(pdf: Paper, lines: Lines, width: float, room: float) -> float:
    """Return the largest size, by half points, at which the lines fit, the smallest if none."""
    low, high = round(SMALLEST * 2), round(SIZE * 2)
    while low < high:
        middle = (low + high + 1) // 2
        if _height(pdf, lines, middle / 2, width) > room:
            high = middle - 1
        else:
            low = middle
    return low / 2


def _said(label: str, words: str) -> str:
    if not label:
        return words
    return f"{label} {words}" if label.endswith(".") else f"{label}: {words}"


def _height(pdf: Paper, lines: Lines, size: float, width: float) -> float:
    """Return how high the lines of a box are at a size, in mm."""
    total = 0.0
    for label, words in lines:
        said = _said(label, words)
        total += (len(pdf.broken(said, font=TEXT, size=size, width=width)) + 0.25) * size * LEADING
    return total
