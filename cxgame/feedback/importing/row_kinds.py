"""What each row is: the same for the whole file, or what a column of it says."""

from collections.abc import Mapping
from typing import NamedTuple

from cxgame.errors import InvalidInput
from cxgame.feedback.importing import words
from cxgame.feedback.importing.layouts import DELIGHTED
from cxgame.feedback.importing.options import Options
from cxgame.feedback.kinds import FROM_CUSTOMERS, Kind
from cxgame.feedback.scales import Scale, SurveyKind, scale_for

MOST_WORDS = 1_000  # different pairs of cells that are remembered
_OTHER_CES = "1-5"  # some ask for the effort in five steps instead of seven


class What(NamedTuple):
    """What a row is; a survey's answer has a kind of survey and a scale."""

    kind: Kind
    survey: SurveyKind | None = None
    scale: Scale | None = None


class RowKinds:
    """Tell what the rows of one file are, by its options and by columns for `survey` and `kind`."""

    def __init__(
        self, options: Options, mapping: Mapping[str, str], highest: Mapping[str, int]
    ) -> None:
        self.is_by_column = "survey" in mapping or "kind" in mapping
        self.default = self._default(options)
        self.needed = _needed(mapping, self.default)
        self.scales = _scales(options, highest) if self.is_by_column else {}
        self._known: dict[tuple[str, str], What] = {}

    def of(self, survey: str, kind: str) -> What:
        """Return what a row is whose cells say this; raise InvalidInput when they say nothing."""
        if not self.is_by_column and self.default is not None:
            return self.default
        found = self._known.get((survey, kind))
        if found is None:
            found = self._read(survey, kind)
            if len(self._known) < MOST_WORDS:
                self._known[survey, kind] = found
        return found

    def _default(self, options: Options) -> What | None:
        """Return what rows are that don't say it; raise InvalidInput for a bad choice."""
        if options.survey is None and options.kind is None and self.is_by_column:
            return None
        if (options.survey is None) == (options.kind is None):
            raise InvalidInput("Say what the file holds: a survey, or one kind of feedback.")
        if options.survey is not None:
            text = "" if self.is_by_column else options.scale
            scale = scale_for(options.survey, text or None, is_reversed=options.is_reversed)
            return What(Kind.SURVEY, options.survey, scale)
        if options.kind not in FROM_CUSTOMERS:
            raise InvalidInput(
                "A file holds a survey, or one of: {kinds}.", kinds=", ".join(FROM_CUSTOMERS)
            )
        return What(options.kind)

    def _read(self, survey: str, kind: str) -> What:
        named = words.kind_of(kind) if kind else None
        if named is not None and named is not Kind.SURVEY:
            return What(named)
        if not survey and self.default is not None:
            return self.default
        found = words.survey_of(survey)
        return What(Kind.SURVEY, found, self.scales[found])


def _needed(mapping: Mapping[str, str], default: What | None) -> str:
    """Return the field without which no row can be read."""
    if "survey" in mapping or (default is not None and default.survey):
        return "score"
    return "text"


def _scales(options: Options, highest: Mapping[str, int]) -> dict[SurveyKind, Scale]:
    """Return each survey's scale: as said, for CES as its scores show, else the usual one."""
    said = parse_scales(options.scale)
    scales = {
        kind: scale_for(kind, said.get(kind), is_reversed=options.is_reversed)
        for kind in SurveyKind
    }
    if SurveyKind.CES not in said and options.layout == DELIGHTED.name:
        top = max((score for word, score in highest.items() if _is_ces(word)), default=0)
        if 0 < top <= scale_for(SurveyKind.CES, _OTHER_CES).high:
            scales[SurveyKind.CES] = scale_for(
                SurveyKind.CES, _OTHER_CES, is_reversed=options.is_reversed
            )
    return scales


def parse_scales(text: str) -> dict[SurveyKind, str]:
    """Read "ces=1-5, stars=1-10"; raise InvalidInput when it is not written so."""
    said: dict[SurveyKind, str] = {}
    for pair in filter(str.strip, text.split(",")):
        name, equals, scale = pair.partition("=")
        if not equals or name.strip().lower() not in set(SurveyKind):
            raise InvalidInput("Write scales for several surveys as ces=1-5, csat=1-7.")
        said[SurveyKind(name.strip().lower())] = scale.strip()
    return said


def _is_ces(word: str) -> bool:
    try:
        return words.survey_of(word) is SurveyKind.CES
    except InvalidInput:
        return False
