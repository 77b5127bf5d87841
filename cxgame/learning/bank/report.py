"""What became of a file of questions: counts, each reason, and what questions lost on the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from cxgame.content.formats import Entry
from cxgame.errors import Reason
from cxgame.i18n import translate

ALREADY_THERE = Reason("It is already in the question bank.")


class Told(NamedTuple):
    """Something to know about a question of the file, by the line where it begins."""

    line: int
    reason: Reason


@dataclass(frozen=True)
class BankReport:
    """The outcome of an import or of its rehearsal; `batch` names it, None where nothing went in.

    What was read either went in or was skipped; `known` of those skipped were there already.
    """

    read: int
    imported: int
    skipped: tuple[Told, ...]
    notes: tuple[Told, ...] = ()
    known: int = 0
    batch: int | None = None

    def as_json(self, locale: str) -> dict[str, Any]:
        """Return the report for a program, its reasons in a language."""
        return {
            "batch": self.batch,
            "read": self.read,
            "imported": self.imported,
            "known": self.known,
            "skipped": _worded(self.skipped, locale),
            "notes": _worded(self.notes, locale),
        }


def report_on(
    entries: Iterable[Entry], skipped: Iterable[Told], *, known: int, batch: int | None = None
) -> BankReport:
    """Return the report on a file of which these questions went in."""
    went_in, stayed_out = list(entries), sorted(skipped, key=lambda told: told.line)
    return BankReport(
        read=len(went_in) + len(stayed_out),
        imported=len(went_in),
        skipped=tuple(stayed_out),
        notes=tuple(Told(entry.line, note) for entry in went_in for note in entry.notes),
        known=known,
        batch=batch,
    )


def _worded(told: Iterable[Told], locale: str) -> list[dict[str, Any]]:
    return [
        {"line": line, "reason": translate(locale, reason.message, **reason.values)}
        for line, reason in told
    ]
