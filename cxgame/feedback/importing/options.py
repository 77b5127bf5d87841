"""What a person says about a file before it goes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cxgame.errors import InvalidInput
from cxgame.feedback.kinds import FROM_CUSTOMERS, Kind
from cxgame.feedback.scales import Scale, SurveyKind, scale_for


@dataclass(frozen=True)
class Options:
    """How to read a file of feedback.

    Either `survey` (with `scale` such as "1-10" and `is_reversed`) or `kind`. `mapping` is
    field -> column; any other field is metadata, and so are columns that nobody mapped unless
    `only_mapped`. `team` is for rows that name none. `is_strict` refuses a file with a bad row.
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

    def checked_scale(self) -> Scale | None:
        """Return the survey's scale, None for another kind; raise InvalidInput for a bad choice."""
        if (self.survey is None) == (self.kind is None):
            raise InvalidInput("Say what the file holds: a survey, or one kind of feedback.")
        if self.survey is not None:
            return scale_for(self.survey, self.scale or None, is_reversed=self.is_reversed)
        if self.kind not in FROM_CUSTOMERS:
            raise InvalidInput(
                "A file holds a survey, or one of: {kinds}.", kinds=", ".join(FROM_CUSTOMERS)
            )
        return None

    def as_json(self) -> dict[str, Any]:
        """Return what a batch remembers, without the mapping, which it keeps apart."""
        return {
            "survey": self.survey,
            "kind": self.kind,
            "scale": self.scale,
            "is_reversed": self.is_reversed,
            "team": self.team,
            "creates_teams": self.creates_teams,
            "date_format": self.date_format,
            "only_mapped": self.only_mapped,
        }
