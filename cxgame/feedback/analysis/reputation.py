"""The reputation on complaint platforms, estimated in the style of Reclame AQUI."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, text
from sqlmodel import Session, col

from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import NO_SURVEY, FeedbackRecord
from cxgame.feedback.platforms import ANSWERED, BUY_AGAIN, GRADE, PLATFORM, SOLVED, YES
from cxgame.feedback.scope import Cut, within
from cxgame.people.actor import Actor

FEWEST_RATED = 10  # complaints that customers rated; fewer make no band
LEAST_ANSWERED = 50.0  # percent; below it nobody is recommended
MONTHS = (6, 12)


class Standing(StrEnum):
    """The band of an index, 0 to 10."""

    GREAT = "great"
    GOOD = "good"
    REGULAR = "regular"
    BAD = "bad"
    NOT_RECOMMENDED = "not_recommended"


_BANDS = ((8.0, Standing.GREAT), (7.0, Standing.GOOD), (6.0, Standing.REGULAR), (5.0, Standing.BAD))


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts; the index is their weighted sum by 100."""

    answered: float = 2
    grade: float = 30
    solved: float = 3
    buy_again: float = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """Complaints of a platform: how many were answered, rated, solved, and who would buy again."""

    complaints: int = 0
    answered: int = 0
    grades: int = 0
    grade_sum: float = 0.0
    said_solved: int = 0
    solved: int = 0
    said_again: int = 0
    again: int = 0

    def __add__(self, other: "Facts") -> "Facts":
        return Facts(
            self.complaints + other.complaints,
            self.answered + other.answered,
            self.grades + other.grades,
            self.grade_sum + other.grade_sum,
            self.said_solved + other.said_solved,
            self.solved + other.solved,
            self.said_again + other.said_again,
            self.again + other.again,
        )

    @property
    def answered_share(self) -> float | None:
        """Percent of complaints that we answered (IR); None without any."""
        return _percent(self.answered, self.complaints)

    @property
    def mean_grade(self) -> float | None:
        """Mean grade that customers gave, 0 to 10 (MA); None where nobody rated."""
        return self.grade_sum / self.grades if self.grades else None

    @property
    def solved_share(self) -> float | None:
        """Percent of rated complaints that were solved (IS); None where nobody said."""
        return _percent(self.solved, self.said_solved)

    @property
    def again_share(self) -> float | None:
        """Percent of customers who rated and would buy again (IN); None where nobody said."""
        return _percent(self.again, self.said_again)


@dataclass(frozen=True, slots=True)
class Reputation:
    """An estimate over some months; index 0 to 10 and standing are None where too few rated."""

    months: int
    facts: Facts
    index: float | None
    standing: Standing | None
    platforms: dict[str, Facts] = field(default_factory=dict)


def index_of(facts: Facts, weights: Weights) -> float | None:
    """Return (2·IR + 30·MA + 3·IS + 2·IN)/100, with the weights given; None where a part lacks.

    Reclame AQUI publishes the parts and the bands ("Como é calculada a nota das empresas"); what it
    leaves out by moderation we cannot know, so this is an estimate.
    """
    parts = (
        (weights.answered, facts.answered_share),
        (weights.grade, facts.mean_grade),
        (weights.solved, facts.solved_share),
        (weights.buy_again, facts.again_share),
    )
    total = 0.0
    for weight, value in parts:
        if value is None:
            return None
        total += weight * value
    return total / 100


def standing_of(index: float | None, facts: Facts) -> Standing | None:
    """Return the band of an index; None under 10 rated complaints.

    From 8 great, from 7 good, from 6 regular, from 5 bad, else not recommended, and so whatever
    the index where fewer than half of the complaints were answered.
    """
    share = facts.answered_share
    if share is not None and facts.complaints >= FEWEST_RATED and share < LEAST_ANSWERED:
        return Standing.NOT_RECOMMENDED
    if index is None or facts.grades < FEWEST_RATED:
        return None
    return next((band for least, band in _BANDS if index >= least), Standing.NOT_RECOMMENDED)


def reputation(
    session: Session, *, actor: Actor, today: date, weights: Weights, cut: Cut
) -> list[Reputation]:
    """Return the estimate over the last 6 and 12 months; the cut's own days don't matter."""
    return [_reputation(session, actor, months, today, weights, cut) for months in MONTHS]


def months_before(today: date, months: int) -> date:
    """Return the first day of a window of whole months that ends today."""
    count = today.year * 12 + today.month - 1 - months
    year, month = divmod(count, 12)
    day = min(today.day, 28)  # a day that every month has
    return date(year, month + 1, day)


def _reputation(
    session: Session, actor: Actor, months: int, today: date, weights: Weights, cut: Cut
) -> Reputation:
    window = Cut(months_before(today, months), today, cut.team_id, cut.unit_id, cut.touchpoint_id)
    platforms: dict[str, Facts] = {}
    for name, *said, n in session.execute(_query(window, actor)):
        platforms[name] = platforms.get(name, Facts()) + facts_of(said, n)
    whole = sum(platforms.values(), Facts())
    index = index_of(whole, weights)
    return Reputation(months, whole, index, standing_of(index, whole), platforms)


def facts_of(said: Iterable[str | None], n: int) -> Facts:
    """Return the facts of n complaints that say the same: answered, grade, solved, buy again."""
    answered, grade, solved, again = said
    value = _grade(grade)
    return Facts(
        complaints=n,
        answered=n if answered == YES else 0,
        grades=n if value is not None else 0,
        grade_sum=n * (value or 0.0),
        said_solved=n if solved else 0,
        solved=n if solved == YES else 0,
        said_again=n if again else 0,
        again=n if again == YES else 0,
    )


def _query(cut: Cut, actor: Actor) -> Any:
    details = col(FeedbackRecord.details)
    names = (PLATFORM, ANSWERED, GRADE, SOLVED, BUY_AGAIN)
    values = [details[name].as_string().label(name) for name in names]
    is_counted = col(FeedbackRecord.is_held).is_(False)
    found = select(*values).where(
        text(NO_SURVEY), col(FeedbackRecord.kind) == Kind.COMPLAINT, is_counted
    )
    inner = within(found, cut, FeedbackRecord, actor).subquery()
    keys = [inner.c[name] for name in names]
    return select(*keys, func.count()).where(inner.c[PLATFORM].is_not(None)).group_by(*keys)


def _grade(text: str | None) -> float | None:
    """Return a grade from 0 to 10, None for what is none."""
    try:
        value = float((text or "").replace(",", "."))
    except ValueError:
        return None
    return value if 0 <= value <= 10 else None


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def platforms_in_order(found: Mapping[str, Facts]) -> list[tuple[str, Facts]]:
    """Return platforms, the one with most complaints first."""
    return sorted(found.items(), key=lambda pair: (-pair[1].complaints, pair[0]))
