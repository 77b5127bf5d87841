"""Which column of a file holds which field, as people say it: "field=COLUMN"."""

from collections.abc import Mapping, Sequence

from cxgame.errors import InvalidInput


def parse(pairs: Sequence[str]) -> dict[str, str]:
    """Read "field=COLUMN" pairs; raise InvalidInput when one is not written so."""
    found: dict[str, str] = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or not field.strip():
            raise InvalidInput("Write a mapping as field=COLUMN, such as score=Nota.")
        found[field.strip()] = " ".join(column.split())
    return found


def check(columns: Sequence[str], given: Mapping[str, str]) -> None:
    """Raise InvalidInput where a field is said to stand in a column that the file lacks."""
    for column in given.values():
        if column and column not in columns:
            raise InvalidInput(
                "The file has no column {column}. It has: {columns}.",
                column=column,
                columns=", ".join(columns),
            )
