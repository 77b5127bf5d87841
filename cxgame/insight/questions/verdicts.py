"""What the figures of a question say, as one verdict: the gravest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cxgame.feedback.interval import Interval

LEAST = 30  # first attempts, under which nothing is shown
TOO_EASY, TOO_HARD = 0.95, 0.3  # shares of right first attempts
TELLS_LITTLE = 0.1  # an item-rest correlation below this
TEMPTING = 0.2  # the share of people from which a wrong option counts as misleading


class Verdict(StrEnum):
    """What to think of a question."""

    COLLECTING = "collecting"
    KEY = "key"  # who knows the rest answers this one wrong: the key is probably wrong
    MISLEADING = "misleading"  # a wrong option draws more people, or better ones, than the right
    TOO_EASY = "too_easy"
    TOO_HARD = "too_hard"
    WEAK = "weak"  # it hardly tells who knows from who does not
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Option:
    """How often something was chosen at first attempts.

    `share` (0-1) of people; `rest` is the mean score of those people on the rest of the module,
    None where nobody chose it.
    """

    id: str
    share: float
    rest: float | None
    is_right: bool


def verdict(
    n: int,
    facility: float,
    correlation: float | None,
    interval: Interval | None,
    options: Sequence[Option],
) -> Verdict:
    """Return the gravest thing that can be said of a question, by its first attempts."""
    if n < LEAST:
        return Verdict.COLLECTING
    if interval is not None and interval.high < 0:
        return Verdict.KEY
    if misleading(options) is not None:
        return Verdict.MISLEADING
    if facility >= TOO_EASY:
        return Verdict.TOO_EASY
    if facility <= TOO_HARD:
        return Verdict.TOO_HARD
    if correlation is None or correlation < TELLS_LITTLE:
        return Verdict.WEAK
    return Verdict.FINE


def misleading(options: Sequence[Option]) -> Option | None:
    """Return the wrong option that misleads most, None where none does.

    One misleads that more people choose than any right one, or that tempts a fifth of the people
    who know the rest at least as well as those who choose a right one.
    """
    rights = [one for one in options if one.is_right]
    if not rights:
        return None
    likeliest = min(one.share for one in rights)
    known = [one.rest for one in rights if one.rest is not None]
    found = [
        one
        for one in options
        if not one.is_right
        and (
            one.share > likeliest
            or (
                one.share >= TEMPTING
                and one.rest is not None
                and bool(known)
                and one.rest >= min(known)
            )
        )
    ]
    return max(found, key=lambda one: one.share, default=None)
