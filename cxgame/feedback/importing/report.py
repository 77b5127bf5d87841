"""What became of a file: counts, and a reason for every row that was refused."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any, NamedTuple

from cxgame.errors import Reason
from cxgame.i18n import translate


class Rejected(NamedTuple):
    """A row, by its number in the file, that did not go in."""

    row: int
    reason: Reason


@dataclass(frozen=True)
class Written:
    """How a file turned out to be written, and read."""

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    heading_row: int = 1
    date_format: str = ""
    decimal: str = ""
    scales: dict[str, str] = field(default_factory=dict)  # of files with several surveys
    left_out: list[str] = field(default_factory=list)  # columns about persons that nobody mapped


@dataclass(slots=True)
class Report:
    """The outcome of an import or of its dry run; `batch` names the import, None if dry.

    `resumes` is an import of this very file that was interrupted, after `stood` rows.
    """

    batch: int | None = None
    read: int = 0
    created: int = 0
    duplicates: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    mapping: dict[str, str] = field(default_factory=dict)
    written: Written = field(default_factory=Written)
    resumes: int | None = None
    stood: int = 0
    is_refused: bool = False
    cases: int = 0  # that bringing the file in would open: told by a dry run

    def refused(self) -> "Report":
        """Return this report as that of a file that stayed out because of its bad rows."""
        return replace(self, created=0, duplicates=0, is_refused=True)

    def as_json(self, locale: str) -> dict[str, Any]:
        """Return the report for a program, its reasons in a language."""
        reasons = [
            {"row": row, "reason": translate(locale, reason.message, **reason.values)}
            for row, reason in self.rejected
        ]
        told = {
            "batch": self.batch,
            "read": self.read,
            "created": self.created,
            "duplicates": self.duplicates,
            "rejected": len(reasons),
            "rejected_rows": reasons,
            "mapping": self.mapping,
            **asdict(self.written),
            "resumes": self.resumes,
            "stood": self.stood,
        }
        return told if self.batch is not None else {**told, "cases": self.cases}
