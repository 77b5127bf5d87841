"""Which kinds of files a board may come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO

from cxgame.boards.importing import table, trello
from cxgame.boards.importing.found import FoundBoard


class Kind(StrEnum):
    """A file's kind; a workbook counts as a table, too."""

    TRELLO = "trello"
    CSV = "csv"


@dataclass(frozen=True)
class Written:
    """How somebody says a table is written: field -> column, and its dates."""

    mapping: Mapping[str, str] = field(default_factory=dict, hash=False)
    date_format: str = ""


AS_FOUND = Written()


def read(file: BinaryIO, name: str, kind: Kind, written: Written = AS_FOUND) -> FoundBoard:
    """Return the board in a file; raise InvalidInput when it is none of this kind."""
    if kind is Kind.TRELLO:
        return trello.read(file)
    return table.read(file, name, mapping=written.mapping, date_format=written.date_format)
