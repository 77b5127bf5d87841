"""How well an answer stays in mind: FSRS, counted in the company's days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from fsrs import Card, Rating, Scheduler, State

from cxgame.learning.grading import Outcome

LONGEST_INTERVAL = 180  # days
SCHEDULER = Scheduler(
    desired_retention=0.85,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_INTERVAL,
    enable_fuzzing=False,
)
_DECAY = -SCHEDULER.parameters[20]
_FACTOR = 0.9 ** (1 / _DECAY) - 1


@dataclass(frozen=True)
class Memory:
    """What is known of one person's memory of one question.

    `stability` is the number of days after which recall has fallen to 90 %, `difficulty` goes from
    1 to 10.
    """

    stability: float
    difficulty: float
    reviewed_on: date
    due_on: date


class Remembered(Protocol):
    """Whatever holds a memory, or nothing yet: a card, a row of a query."""

    @property
    def stability(self) -> float | None:
        """Return the days until recall is 90 %, None before the first review."""

    @property
    def reviewed_on(self) -> date | None:
        """Return the company's day of the last review, None before the first."""


def rating(outcome: Outcome, *, is_guess: bool) -> Rating:
    """Return what an answer says about memory.

    A lucky guess is Again like a wrong answer: Hard counts as recalled, and four lucky guesses
    would send a question away for 47 days.
    """
    return Rating.Good if outcome is Outcome.RIGHT and not is_guess else Rating.Again


def review(memory: Memory | None, given: Rating, day: date) -> Memory:
    """Return the memory after a review on a day of the company; None is a first meeting."""
    card, _log = SCHEDULER.review_card(_card(memory, day), given, _moment(day))
    assert card.stability is not None  # noqa: S101  # every review sets both
    assert card.difficulty is not None  # noqa: S101
    return Memory(card.stability, card.difficulty, day, card.due.date())


def recall(held: Remembered, day: date) -> float | None:
    """Return how likely (0-1) a question is known on a day; None: never tested, which is not 0."""
    return recall_after(held.stability, held.reviewed_on, day)


def recall_after(stability: float | None, reviewed_on: date | None, day: date) -> float | None:
    """Return the recall of one memory: the power forgetting curve of FSRS-6, by whole days.

    `(1 + F·t/S)^D`, with F such that recall is 90 % after S days; the figure of
    `Scheduler.get_card_retrievability`, without a card made for each of thousands.
    """
    if stability is None or reviewed_on is None:
        return None
    elapsed = max(0, (day - reviewed_on).days)
    return float((1 + _FACTOR * elapsed / stability) ** _DECAY)


def recalls(held: Iterable[tuple[float | None, date | None]], day: date) -> list[float | None]:
    """Return the recall of many (stability, last day reviewed), in their order."""
    return [recall_after(stability, reviewed_on, day) for stability, reviewed_on in held]


def _card(memory: Memory | None, day: date) -> Card:
    if memory is None:
        return Card(card_id=0, due=_moment(day))
    return Card(
        card_id=0,
        state=State.Review,  # without steps there is no other state after a first review
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_moment(memory.due_on),
        last_review=_moment(memory.reviewed_on),
    )


def _moment(day: date) -> datetime:
    """Return a company day as FSRS takes it: it counts periods of 24 hours between UTC moments.

    Given the real moments, 3 pm and the next morning at 9 would lie no day apart.
    """
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
