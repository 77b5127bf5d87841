"""The key of a row that has none of the sender's: its content, and how often that came before."""

import hashlib
from collections.abc import Mapping, Sequence

from cxgame.feedback.importing.options import Options
from cxgame.tabular.source import Source

_BETWEEN_CELLS = "\x1f"


class RowKeys:
    """Give the rows of one file keys; where it has no date column, the file's hash is in them.

    A row is another record for another survey and for another team: two shops' exports may hold
    the same row. How the rest is mapped makes no difference, or mapping anew would count twice.
    """

    def __init__(
        self, source: Source, options: Options, mapping: Mapping[str, str], *, is_mixed: bool
    ) -> None:
        what = str(options.survey or options.kind)
        if is_mixed:
            what = f"by {mapping.get('survey', '')} {mapping.get('kind', '')}"
        needed = "text" if options.kind else "score"
        parts = [
            what,
            mapping.get(needed, ""),
            options.team,
            "" if "collected_at" in mapping else source.hash,
            *sorted(source.columns),
        ]
        self._start = hashlib.blake2b(_BETWEEN_CELLS.join(parts).encode(), digest_size=16)
        self._order = [source.columns.index(column) for column in sorted(source.columns)]
        self._seen: set[int] = set()
        self._repeated: dict[int, int] = {}

    def key(self, cells: Sequence[str]) -> str:
        """Return the key of the next row; an equal row that came before makes it another."""
        seal = self._start.copy()
        cell = _BETWEEN_CELLS.join([cells[place].strip() for place in self._order])
        seal.update(cell.encode("utf-8", "surrogatepass"))
        digest = seal.digest()
        number = int.from_bytes(digest[:8])
        if number not in self._seen:
            self._seen.add(number)
            return f"row:{digest.hex()}"
        times = self._repeated[number] = self._repeated.get(number, 1) + 1
        return f"row:{digest.hex()}:{times}"
