"""The scales customers answer on, and the band a score falls into."""

import re
from dataclasses import dataclass
from enum import StrEnum

from cxgame.errors import InvalidInput

HIGHEST_SCORE = 100

_RANGE = re.compile(r"\s*(\d{1,3})\s*(?:-|–|\.\.|to|a)\s*(\d{1,3})\s*", re.ASCII | re.IGNORECASE)
_WHOLE = re.compile(r"\s*([+-]?\d{1,9})(?:[.,]0*)?\s*", re.ASCII)


class SurveyKind(StrEnum):
    """What a survey measures; it decides how its score is made."""

    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    STARS = "stars"
    SMILEYS = "smileys"
    THUMBS = "thumbs"


class Band(StrEnum):
    """Where an answer stands; of all kinds but NPS a promoter is called favourable."""

    PROMOTER = "promoter"
    PASSIVE = "passive"
    DETRACTOR = "detractor"


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole scores from low to high; is_reversed when the low end is the good one."""

    low: int
    high: int
    is_reversed: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.low < self.high <= HIGHEST_SCORE:
            raise InvalidInput(
                "A scale goes from a lower to a higher number, between 0 and {highest}.",
                highest=HIGHEST_SCORE,
            )

    def __contains__(self, score: object) -> bool:
        return isinstance(score, int) and self.low <= score <= self.high

    def __str__(self) -> str:
        return f"{self.low}-{self.high}"

    def upright(self, score: int) -> int:
        """Return the score as if high were good: 1 of a reversed 1-7 becomes 7."""
        return self.low + self.high - score if self.is_reversed else score


DEFAULT_SCALES = {
    SurveyKind.NPS: Scale(0, 10),
    SurveyKind.CSAT: Scale(1, 5),
    SurveyKind.CES: Scale(1, 7),
    SurveyKind.STARS: Scale(1, 5),
    SurveyKind.SMILEYS: Scale(1, 5),
    SurveyKind.THUMBS: Scale(0, 1),
}
NPS_RANGES = ((0, 10), (1, 10))


def parse_scale(text: str, *, is_reversed: bool = False) -> Scale:
    """Read a scale written as "1-10" ("0 – 10", "1..5", "1 a 7" and "1 to 7" too).

    Raise InvalidInput when the text is no such range.
    """
    found = _RANGE.fullmatch(text)
    if found is None:
        raise InvalidInput("Write the scale as its lowest and highest number, such as 1-10.")
    return Scale(int(found[1]), int(found[2]), is_reversed)


def scale_for(kind: SurveyKind, text: str | None = None, *, is_reversed: bool = False) -> Scale:
    """Return the scale of a survey kind: the one written in text, else the kind's own.

    Raise InvalidInput when the text is no scale, or no scale this kind is made from.
    """
    own = DEFAULT_SCALES[kind]
    if text is None:
        return Scale(own.low, own.high, is_reversed)
    scale = parse_scale(text, is_reversed=is_reversed)
    check_scale(kind, scale)
    return scale


def stored_scale(low: int | None, high: int | None, is_reversed: bool) -> Scale | None:
    """Return a scale from the columns that hold it, None where there is no score."""
    return None if low is None or high is None else Scale(low, high, is_reversed)


def check_scale(kind: SurveyKind, scale: Scale) -> None:
    """Raise InvalidInput for an NPS on another scale than 0-10 or 1-10."""
    if kind is SurveyKind.NPS and (scale.low, scale.high) not in NPS_RANGES:
        raise InvalidInput("NPS is made of answers from 0 to 10 or from 1 to 10 only.")


def parse_score(value: str | float, scale: Scale) -> int:
    """Return a whole score on the scale; "9", "9.0", "9,0" and 9.0 are all 9.

    Raise InvalidInput when it is no whole number or lies off the scale. The message does not
    repeat the value: a wrong column may hold a customer's words.
    """
    found = _WHOLE.fullmatch(str(value))
    if found is None:
        raise InvalidInput("The score must be a whole number, such as 9.")
    score = int(found[1])
    if score not in scale:
        raise InvalidInput("The score goes from {low} to {high}.", low=scale.low, high=scale.high)
    return score


def band(kind: SurveyKind, scale: Scale, score: int) -> Band:
    """Return the band of a score, turned upright first.

    NPS: 9-10 promoter, 7-8 passive, the rest detractor, on 0-10 and 1-10 alike. Every other
    kind: above the middle of the scale promoter (4-5 of 1-5, 5-7 of 1-7), on it passive, below
    it detractor. Raise InvalidInput for an NPS on another scale.
    """
    check_scale(kind, scale)
    upright = scale.upright(score)
    if kind is SurveyKind.NPS:
        return _split(upright, passive_from=7, passive_to=8)
    middle = (scale.low + scale.high) / 2
    return _split(upright, passive_from=middle, passive_to=middle)


def _split(score: int, *, passive_from: float, passive_to: float) -> Band:
    if score > passive_to:
        return Band.PROMOTER
    return Band.PASSIVE if score >= passive_from else Band.DETRACTOR
