"""What a row tells beside its own fields: metadata, and what complaint platforms say."""

from collections.abc import Mapping, Sequence
from datetime import date

from cxgame.errors import InvalidInput
from cxgame.feedback import platforms
from cxgame.feedback.entries import LONGEST_WORD, tidy_details
from cxgame.feedback.importing import delighted
from cxgame.feedback.importing import mapping as mappings
from cxgame.feedback.importing.layouts import LAYOUTS
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.personal import is_personal
from cxgame.tabular.dates import Dates


class RowDetails:
    """Read the metadata of one file's rows."""

    def __init__(
        self, columns: Sequence[str], options: Options, mapping: Mapping[str, str], dates: Dates
    ) -> None:
        layout = LAYOUTS.get(options.layout)
        self.platform = layout.platform if layout else ""
        self.dates = dates
        place = {column: index for index, column in enumerate(columns)}
        packed = layout.packed if layout else ()
        self.left_out = [] if options.only_mapped else _left_out(columns, mapping)
        self.told = {one: place[mapping[one]] for one in platforms.FIELDS if one in mapping}
        self.packed = {one: place[mapping[one]] for one in packed if one in mapping}
        self.plain = {
            one: place[column]
            for one, column in mapping.items()
            if one not in mappings.FEEDBACK and one not in packed
        }
        if not options.only_mapped:
            used = {*mapping.values(), *self.left_out}
            rest = {column: place[column] for column in columns if column not in used}
            self.plain = {**rest, **self.plain}

    def read(self, cells: Sequence[str]) -> dict[str, str] | None:
        """Return a row's metadata, None without any; raise InvalidInput for what is wrong."""
        if not (self.plain or self.packed or self.told or self.platform):
            return None
        found = {name: cells[at] for name, at in self.plain.items()}
        for name, at in self.packed.items():
            for key, value in delighted.unpacked(name, cells[at]).items():
                found[key[:LONGEST_WORD]] = value
        for name, at in self.told.items():
            self._tell(found, name, cells[at])
        if self.platform:
            found[platforms.PLATFORM] = self.platform
        return tidy_details(found)

    def _tell(self, found: dict[str, str], name: str, cell: str) -> None:
        match name:
            case platforms.ANSWERED:
                found[name] = platforms.read_answered(cell)
                if day := self._day(cell):
                    found[platforms.ANSWERED_ON] = day.isoformat()
            case platforms.SOLVED | platforms.BUY_AGAIN:
                found[name] = platforms.read_choice(cell) or ""
            case _:
                found[name] = platforms.read_grade(name, cell) or ""

    def _day(self, cell: str) -> date | None:
        if not cell[:1].isdigit() or len(cell) < 8:
            return None
        try:
            return self.dates.read(cell)[1]
        except InvalidInput:
            return None


def _left_out(columns: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """Return the columns about a customer's person that nobody mapped: they are not kept."""
    used = set(mapping.values())
    return [column for column in columns if column not in used and is_personal(column)]
