"""How each part of the answers stands against all others, and what it does to the whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from cxgame.feedback.analysis.contrasts import Contrast, contrast, real_ones
from cxgame.feedback.analysis.counting import Key
from cxgame.feedback.analysis.counts import Counts
from cxgame.feedback.analysis.dimensions import Value
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scores import Score

_NONE = Counts()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the answers, beside the rest and beside itself before.

    `against` is its score less that of all other answers, None where either is empty or the part
    has under 10 answers; `is_real` where the difference holds although many parts were looked at.
    `effect` is the whole's score less what it would be without this part. `change` is its score
    less that of the period before.
    """

    value: Value
    score: Score
    share: float
    against: Contrast | None = None
    is_real: bool = False
    effect: float | None = None
    change: Contrast | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that have a value, what pulls the whole down first; `unnamed` has none.

    `compared` counts the parts that could be compared with the rest: of twenty, one would seem
    different by chance alone.
    """

    kind: SurveyKind
    total: Score
    parts: tuple[Part, ...]
    unnamed: Score
    compared: int


def parted(
    kind: SurveyKind,
    found: Mapping[Key, Counts],
    total: Counts,
    before: Mapping[Key, Counts] | None = None,
) -> Parts:
    """Return the parts of counts by one dimension; `total` counts each answer once."""
    earlier = before or {}
    named = [(value, counts) for (value,), counts in found.items() if value is not None]
    contrasts = [
        None if counts.is_few else contrast(kind, counts, total - counts) for _, counts in named
    ]
    parts = [
        _part(kind, value, counts, total, against, is_real, earlier.get((value,), _NONE))
        for (value, counts), against, is_real in zip(
            named, contrasts, real_ones(contrasts), strict=True
        )
    ]
    parts.sort(key=lambda part: (part.effect is None, part.effect or 0.0, -part.score.n))
    compared = sum(one is not None for one in contrasts)
    unnamed = found.get((None,), _NONE).score(kind)
    return Parts(kind, total.score(kind), tuple(parts), unnamed, compared)


def _part(
    kind: SurveyKind,
    value: Value,
    counts: Counts,
    total: Counts,
    against: Contrast | None,
    is_real: bool,
    before: Counts,
) -> Part:
    whole, rest = total.score(kind).score, (total - counts).score(kind).score
    effect = whole - rest if against and whole is not None and rest is not None else None
    is_enough = not counts.is_few and not before.is_few
    return Part(
        value=value,
        score=counts.score(kind),
        share=counts.n / total.n if total.n else 0.0,
        against=against,
        is_real=is_real,
        effect=effect,
        change=contrast(kind, counts, before) if is_enough else None,
    )
