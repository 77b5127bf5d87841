"""A first look at a file: how it is written and what its columns probably hold."""

from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from cxgame.feedback.batches import BatchKind
from cxgame.feedback.importing import mapping as mappings
from cxgame.feedback.importing.dates import Votes
from cxgame.feedback.importing.source import Source, open_source

SAMPLE_ROWS = 20


@dataclass(frozen=True)
class Preview:
    """How a file is written, its columns and first rows, and what was guessed.

    `mapping` is field -> column; `date_format` is "d/m/y", "m/d/y", "ISO" or "".
    """

    encoding: str
    separator: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    mapping: dict[str, str]
    date_format: str


def preview(file: BinaryIO, name: str, *, kind: BatchKind = "feedback") -> Preview:
    """Look at a file without storing anything; raise InvalidInput when it is no table."""
    source = open_source(file, name)
    guessed = mappings.guess(source.columns, mappings.FIELDS[kind], boldly=True)
    votes, count = votes_on(source, guessed.get(mappings.DATE[kind], ""))
    first = tuple(tuple(cells or ()) for _number, cells in islice(source.rows(), SAMPLE_ROWS))
    return Preview(
        source.encoding, source.separator, source.columns, first, count, guessed, votes.name
    )


def votes_on(source: Source, column: str) -> tuple[Votes, int]:
    """Read the whole file: return what a column says about its dates, and the count of rows."""
    votes, count = Votes(), 0
    place = source.columns.index(column) if column else None
    for _number, cells in source.rows():
        count += 1
        if place is not None and cells is not None and place < len(cells):
            votes.look(cells[place])
    return votes, count
