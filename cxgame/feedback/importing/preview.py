"""A first look at a file: how it is written and what its columns probably hold."""

from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from cxgame.feedback.batches import BatchKind
from cxgame.feedback.importing import findings, layouts
from cxgame.feedback.importing import mapping as mappings
from cxgame.tabular.source import FOUND_OUT, Form, open_source

SAMPLE_ROWS = 20


@dataclass(frozen=True)
class Preview:
    """How a file is written, its columns and first rows, and what was guessed.

    `mapping` is field -> column; `date_format` is "d/m/y", "m/d/y", "ISO" or "", and `has_both`
    says that both orders are in it. `sheets` is empty but for workbooks. `companies` are those of
    a file about many, in its column `company`.
    """

    encoding: str
    separator: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    mapping: dict[str, str]
    date_format: str
    has_both: bool = False
    decimal: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    heading_row: int = 1
    hash: str = ""
    company: str = ""
    companies: tuple[str, ...] = ()


def preview(
    file: BinaryIO,
    name: str,
    *,
    kind: BatchKind = "feedback",
    form: Form = FOUND_OUT,
) -> Preview:
    """Look at a file without storing anything; raise InvalidInput when it is no table."""
    with open_source(file, name, form) as source:
        columns = source.columns
        layout = layouts.layout_for(columns) if kind == "feedback" else None
        guessed = mappings.guess(columns, mappings.FIELDS[kind], boldly=True)
        if layout:
            guessed = layout.mapping(columns)
        company = layout.column_of_company(columns) if layout else ""
        date = guessed.get(mappings.DATE[kind], "")
        found = findings.find(source, findings.Wanted(date=date, company=company), {})
        first = tuple(tuple(cells or ()) for _number, cells in islice(source.rows(), SAMPLE_ROWS))
        return Preview(
            encoding=source.encoding,
            separator=source.separator,
            columns=columns,
            rows=first,
            count=found.count,
            mapping=guessed,
            date_format=found.votes.name,
            has_both=found.votes.is_mixed,
            decimal=found.decimal,
            sheet=source.sheet,
            sheets=source.sheets,
            heading_row=source.header_row,
            hash=source.hash,
            company=company,
            companies=tuple(sorted(found.companies)),
        )
