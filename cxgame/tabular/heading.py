"""The heading row of a table: found below titles, joined where it has two storeys."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxgame.errors import InvalidInput
from cxgame.tabular.separated import Row

FIRST_ROWS = 50  # looked at to find it
MOST_COLUMNS = 1_000
LONGEST_NAME = 190  # characters; a name may become one of the metadata


@dataclass(frozen=True)
class Heading:
    """The names of the columns, and the number of the row (the lower of two) that has them."""

    columns: tuple[str, ...]
    row: int


def find_heading(rows: Sequence[Row]) -> Heading:
    """Return the heading among the first rows that are not blank.

    A row with a third of the usual cells or less is a title above the table. Raise InvalidInput
    when there is none, or far too many columns.
    """
    readable = [(number, cells) for number, cells in rows if cells and any(map(str.strip, cells))]
    if not readable:
        raise InvalidInput("This file is empty.")
    usual = max(_filled(cells) for _number, cells in readable)
    place = next(at for at, (_number, cells) in enumerate(readable) if 3 * _filled(cells) > usual)
    number, cells = readable[place]
    below = readable[place + 1] if place + 1 < len(readable) else None
    if below and below[0] == number + 1 and _is_second_storey(cells, below[1]):
        number, cells = below[0], _joined(cells, below[1])
    if len(cells) > MOST_COLUMNS:
        raise InvalidInput(
            "This file has {n} columns; a table has at most {most}.",
            n=len(cells),
            most=MOST_COLUMNS,
        )
    return Heading(_unique(cells), number)


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _is_second_storey(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell whether two rows are one heading, its upper cells merged over several columns.

    Then the lower row names just the columns below merged cells, all of them, and in words.
    """
    if len(lower) > len(upper) or not upper[0].strip():
        return False
    spans = [
        not upper[at].strip() or (at + 1 < len(upper) and not upper[at + 1].strip())
        for at in range(len(upper))
    ]
    names = [cell.strip() for cell in lower] + [""] * (len(upper) - len(lower))
    if not any(spans) or all(spans):
        return False
    if any(bool(name) != span for name, span in zip(names, spans, strict=True)):
        return False
    return not any(letter.isdigit() for name in names for letter in name)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    names, above = [], ""
    for at, cell in enumerate(upper):
        above = cell.strip() or above
        below = lower[at].strip() if at < len(lower) else ""
        names.append(f"{above} {below}".strip())
    return names


def _unique(cells: Sequence[str]) -> tuple[str, ...]:
    """Return column names without outer spaces, told apart where two are alike or empty."""
    names: dict[str, None] = {}
    for place, cell in enumerate(cells, start=1):
        name = " ".join(cell.replace("\x00", "").split())[:LONGEST_NAME] or f"column {place}"
        names[name if name not in names else f"{name} ({place})"] = None
    return tuple(names)
