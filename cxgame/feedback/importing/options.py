"""What a person says about a file before it goes in."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import SurveyKind
from cxgame.tabular.source import Form

_NOT_KEPT = ("mapping", "is_strict")  # kept apart; a matter of one run


@dataclass(frozen=True)
class Options:
    """How to read a file of feedback.

    Either `survey` (with `scale` such as "1-10" and `is_reversed`) or `kind`, unless columns for
    `survey` or `kind` say it row by row (then `scale` is like "ces=1-5"). `mapping` is field ->
    column; any other field is metadata, and so are columns that nobody mapped unless
    `only_mapped`. `layout` names a ready-made mapping. `team` is for rows that name none. `only`
    is column -> what it must say. `is_strict` refuses a file with a bad row. `encoding`,
    `separator`, `sheet`, `decimal` and `date_format` say how it is written; "" finds out.
    """

    survey: SurveyKind | None = None
    kind: Kind | None = None
    scale: str = ""
    is_reversed: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)
    team: str = ""
    creates_teams: bool = False
    date_format: str = ""
    only_mapped: bool = False
    is_strict: bool = False
    layout: str = ""
    only: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    decimal: str = ""

    @property
    def form(self) -> Form:
        """Return how the file is said to be written."""
        return Form(self.encoding, self.separator, self.sheet)

    def as_json(self) -> dict[str, Any]:
        """Return what a batch or a saved mapping remembers, without the mapping itself."""
        return {name: value for name, value in asdict(self).items() if name not in _NOT_KEPT}


def options_from(kept: Mapping[str, Any], mapping: Mapping[str, str]) -> Options:
    """Return options as they were kept by `as_json`; what a later version kept is passed over."""
    known = {one.name for one in fields(Options)} - set(_NOT_KEPT)
    values = {name: value for name, value in kept.items() if name in known}
    for name, kind in (("survey", SurveyKind), ("kind", Kind)):
        values[name] = kind(values[name]) if values.get(name) else None
    return Options(mapping=dict(mapping), **values)
