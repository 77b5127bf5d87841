"""What a table holds, found by reading it once to its end."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cxgame.errors import InvalidInput
from cxgame.people.names import fold
from cxgame.tabular.dates import Votes
from cxgame.tabular.separated import Row
from cxgame.tabular.source import Source

LOOKED_AT = 1_000  # rows in which numbers with decimals are looked for
MOST_COMPANIES = 5_000

_COMMA = re.compile(r"-?\d+(?:\.\d{3})*,\d{1,2}", re.ASCII)
_POINT = re.compile(r"-?\d+(?:,\d{3})*\.\d{1,2}", re.ASCII)


@dataclass(slots=True)
class Findings:
    """The count of rows, the order of dates, "," or "." before decimals ("" where there are none).

    `highest` is the highest score by what the survey's column says; `companies` whose rows a
    file about many companies has.
    """

    count: int = 0
    votes: Votes = field(default_factory=Votes)
    decimal: str = ""
    highest: dict[str, int] = field(default_factory=dict)
    companies: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Columns that are looked at, "" for none."""

    date: str = ""
    survey: str = ""
    score: str = ""
    company: str = ""


def find(source: Source, wanted: Wanted, only: Mapping[str, str]) -> Findings:
    """Read the whole table, of its rows those that are wanted."""
    found = Findings()
    commas = points = 0
    date, survey, score, company = (
        source.columns.index(name) if name else None
        for name in (wanted.date, wanted.survey, wanted.score, wanted.company)
    )
    for _number, cells in rows_of(source, {} if wanted.company else only):
        found.count += 1
        if cells is None:
            continue
        if date is not None and date < len(cells):
            found.votes.look(cells[date])
        if survey is not None and score is not None and max(survey, score) < len(cells):
            _note_highest(found.highest, cells[survey].strip(), cells[score].strip())
        if company is not None and company < len(cells) and len(found.companies) < MOST_COMPANIES:
            found.companies.add(cells[company].strip())
        if found.count <= LOOKED_AT:
            commas += sum(1 for cell in cells if _COMMA.fullmatch(cell))
            points += sum(1 for cell in cells if _POINT.fullmatch(cell))
    found.companies.discard("")
    found.decimal = "," if commas > points else "." if points else ""
    return found


def rows_of(source: Source, only: Mapping[str, str]) -> Iterator[Row]:
    """Return the rows in which each of these columns says this, capitals and accents aside.

    Raise InvalidInput for a column that is not there.
    """
    for column in only:
        if column not in source.columns:
            raise InvalidInput(
                "The file has no column {column}. It has: {columns}.",
                column=column,
                columns=", ".join(source.columns),
            )
    asked = [(source.columns.index(column), fold(value)) for column, value in only.items()]
    if not asked:
        return source.rows()
    return (
        (number, cells)
        for number, cells in source.rows()
        if cells is None
        or all(place < len(cells) and fold(cells[place]) == value for place, value in asked)
    )


def _note_highest(highest: dict[str, int], survey: str, score: str) -> None:
    if score.isascii() and score.isdigit() and len(score) < 4 and len(survey) < 40:
        highest[survey] = max(highest.get(survey, 0), int(score))
