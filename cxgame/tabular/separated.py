"""Separated values as rows: which separator, and rows that survive a quotation mark too many."""

import csv
from collections import Counter, deque
from collections.abc import Generator
from io import StringIO, TextIOWrapper
from itertools import islice
from typing import BinaryIO

from cxgame.errors import InvalidInput

SEPARATORS = (",", ";", "\t", "|")
LONGEST_LINE = 1_000_000  # characters; the largest row that can be stored has half of that
SAMPLE_ROWS = 50

Row = tuple[int, list[str] | None]  # its number, and its cells; None: it can't be read


def separator_of(sample: str) -> str:
    """Return what splits the first rows most evenly into more than one cell."""
    first = sample.splitlines()[0] if sample else ""
    if first[:4].lower() == "sep=" and first[4:5] in SEPARATORS:
        return first[4]  # Excel's own way of saying it

    def evenness(separator: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(StringIO(sample), delimiter=separator), SAMPLE_ROWS))
        except csv.Error:
            return (0, 0)
        lengths = Counter(len(row) for row in rows if len(row) > 1)
        length, times = max(lengths.items(), key=lambda pair: pair[1], default=(0, 0))
        return times, length

    return max(SEPARATORS, key=evenness)


def names_separator(cells: list[str], number: int) -> bool:
    """Tell whether a row is Excel's "sep=;"."""
    return number == 1 and cells[0].lower().startswith("sep=")


def numbered(file: BinaryIO, encoding: str, separator: str) -> Generator[Row, None, None]:
    """Yield every row with its number, as a spreadsheet counts.

    A row whose quotation mark is never closed, or closed in the midst of a word some lines on,
    can't be read; the lines after it are read for themselves. Raise InvalidInput for a line too
    long for any table.
    """
    file.seek(0)
    text = TextIOWrapper(file, encoding, newline="")
    lines = _Lines(text)
    try:
        reader = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)
        number = 0
        while True:
            number += 1
            lines.begin_row()
            try:
                yield number, next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield number, _mended(lines, separator)
    finally:
        text.detach()  # the file stays open for the next reading


class _Lines:
    """The lines of a text; those that a broken row swallowed are given back."""

    def __init__(self, text: TextIOWrapper) -> None:
        self.text = text
        self.taken: list[str] = []
        self.again: deque[str] = deque()
        self.is_over = False

    def begin_row(self) -> None:
        """Forget the lines of the row before."""
        self.taken.clear()
        self.is_over = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else self.text.readline(LONGEST_LINE + 1)
        if not line:
            self.is_over = True
            raise StopIteration
        if len(line) > LONGEST_LINE:
            raise InvalidInput(
                "This file has a line of more than {n} characters: it is damaged, or no table.",
                n=LONGEST_LINE,
            )
        self.taken.append(line)
        return line


def _mended(lines: _Lines, separator: str) -> list[str] | None:
    """Read a single line leniently; of several, give back all but the first, which is lost."""
    first, *rest = lines.taken
    if rest or lines.is_over:
        lines.again.extendleft(reversed(rest))
        return None
    try:
        return next(csv.reader([first], delimiter=separator, skipinitialspace=True))
    except csv.Error:
        return None
