"""The cross-tab of two dimensions: a score in every cell, and which cells stand out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxgame.feedback.analysis import dimensions
from cxgame.feedback.analysis.contrasts import contrast, real_ones
from cxgame.feedback.analysis.counting import Counted, Key
from cxgame.feedback.analysis.counts import Counts
from cxgame.feedback.analysis.dimensions import Dimension, Value
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scores import Score

MOST_LINES = 30
MOST_COLUMNS = 12

Grouping = tuple[str, ...]
_IN_ORDER = frozenset((Dimension.MONTH, Dimension.WEEKDAY))


@dataclass(frozen=True, slots=True)
class Cell:
    """The score of one cell or margin; `pull` is -1, 0 or 1: it lies below or above the rest.

    `effect` is the whole's score less what it would be without the cell, None under 10 answers.
    """

    score: Score
    is_few: bool
    pull: int = 0
    effect: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its value, a cell for each column (None without answers), and its margin."""

    value: Value
    cells: tuple[Cell | None, ...]
    margin: Cell


@dataclass(frozen=True, slots=True)
class Crosstab:
    """Lines and columns with most answers first; months, weekdays and options in their order.

    `left_out` counts the lines and columns that are not shown; the margins hold them too.
    `compared` counts the cells of 10 answers or more.
    """

    kind: SurveyKind
    rows_by: str
    columns_by: str
    columns: tuple[Value, ...]
    lines: tuple[Line, ...]
    margins: tuple[Cell, ...]
    total: Cell
    left_out: int
    compared: int


def groupings(rows_by: str, columns_by: str) -> list[Grouping]:
    """Return what has to be counted: margins too, where a record may stand in several parts."""
    wanted: list[Grouping] = [(rows_by, columns_by)]
    if dimensions.overlaps(rows_by):
        wanted += [(columns_by,), ()]
    if dimensions.overlaps(columns_by):
        wanted += [(rows_by,), ()]
    return list(dict.fromkeys(wanted))


def crosstab(
    kind: SurveyKind, rows_by: str, columns_by: str, found: Mapping[Grouping, Counted]
) -> Crosstab:
    """Return the cross-tab of what `groupings` asked for."""
    cells = found[rows_by, columns_by]
    by_row = found.get((rows_by,)) or _margin(cells, 0)
    by_column = found.get((columns_by,)) or _margin(cells, 1)
    whole = found.get(()) or _margin(cells, None)
    total = whole.get((), Counts())
    rows, columns = _shown(by_row, rows_by, MOST_LINES), _shown(by_column, columns_by, MOST_COLUMNS)
    pulls = _pulls(kind, cells, total, rows, columns)
    return Crosstab(
        kind=kind,
        rows_by=rows_by,
        columns_by=columns_by,
        columns=tuple(columns),
        lines=tuple(
            Line(
                row,
                tuple(_cell(kind, cells.get((row, one)), total, pulls) for one in columns),
                _plain(kind, by_row[row,]),
            )
            for row in rows
        ),
        margins=tuple(_plain(kind, by_column[one,]) for one in columns),
        total=_plain(kind, total),
        left_out=len(by_row) - len(rows) + len(by_column) - len(columns),
        compared=len(pulls),
    )


def _margin(cells: Mapping[Key, Counts], place: int | None) -> Counted:
    found: Counted = {}
    for key, counts in cells.items():
        kept = () if place is None else (key[place],)
        found[kept] = found.get(kept, Counts()) + counts
    return found


def _shown(margin: Mapping[Key, Counts], by: str, most: int) -> list[Value]:
    """Return the values with most answers, in the order they are shown; none comes last."""
    kept = sorted(margin, key=lambda key: (key[0] is None, -margin[key].n, str(key[0])))[:most]
    if by in _IN_ORDER or dimensions.question_of(by):  # options and scales are numbered
        kept.sort(key=lambda key: (key[0] is None, len(str(key[0])), str(key[0])))
    return [key[0] for key in kept]


def _pulls(
    kind: SurveyKind,
    cells: Mapping[Key, Counts],
    total: Counts,
    rows: Sequence[Value],
    columns: Sequence[Value],
) -> dict[Counts, int]:
    """Return which of the shown cells lie below (-1) or above (1) the rest, by their counts."""
    shown = [
        counts
        for row in rows
        for one in columns
        if (counts := cells.get((row, one))) and not counts.is_few
    ]
    found = [contrast(kind, counts, total - counts) for counts in shown]
    return {
        counts: (1 if against.difference > 0 else -1) if against and is_real else 0
        for counts, against, is_real in zip(shown, found, real_ones(found), strict=True)
    }


def _cell(
    kind: SurveyKind, counts: Counts | None, total: Counts, pulls: Mapping[Counts, int]
) -> Cell | None:
    if not counts or not counts.n:
        return None
    if counts.is_few:
        return Cell(counts.score(kind), is_few=True)
    whole, rest = total.score(kind).score, (total - counts).score(kind).score
    effect = whole - rest if whole is not None and rest is not None else None
    return Cell(counts.score(kind), is_few=False, pull=pulls[counts], effect=effect)


def _plain(kind: SurveyKind, counts: Counts) -> Cell:
    return Cell(counts.score(kind), counts.is_few)
