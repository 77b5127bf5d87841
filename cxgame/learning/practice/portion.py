"""How many cards fit into a practice, at the pace of the person."""

from collections.abc import Iterable, Sequence
from math import ceil
from statistics import median
from typing import Protocol, TypeVar

from cxgame.content import Kind

LONGEST = 300  # seconds: five minutes between two customers
MOST_CARDS = 15
FEEDBACK = 8  # seconds in which one reads why
# Seconds from seeing a card to answering it, until the person's own pace is known.
SECONDS = {
    Kind.SINGLE: 18,
    Kind.MULTIPLE: 24,
    Kind.TRUE_FALSE: 12,
    Kind.SHORT_TEXT: 22,
    Kind.NUMBER: 16,
    Kind.MATCHING: 36,
    Kind.ORDERING: 36,
}
SLOWEST, FASTEST = 2.0, 0.5  # a phone left on the counter says nothing about a pace
FEWEST_LOOKS = 5


class Asked(Protocol):
    """Whatever puts a question of some kind."""

    @property
    def kind(self) -> Kind:
        """Return the kind of the question."""


T = TypeVar("T", bound=Asked)


def pace(looks: Iterable[tuple[Kind, int]]) -> float:
    """Return how slow somebody is beside the usual (1.0), from (kind, milliseconds) of answers."""
    found = [milliseconds / 1000 / SECONDS[kind] for kind, milliseconds in looks]
    if len(found) < FEWEST_LOOKS:
        return 1.0
    return min(SLOWEST, max(FASTEST, median(found)))


def seconds(kind: Kind, pace: float) -> float:
    """Return how long a card is expected to take, its feedback included."""
    return SECONDS[kind] * pace + FEEDBACK


def portion(cards: Sequence[T], pace: float) -> list[T]:
    """Return the first cards that fit into one practice together, one at least where there is one.

    Whatever comes back at the end because it was missed is not foreseen.
    """
    taken: list[T] = []
    spent = 0.0
    for card in cards[:MOST_CARDS]:
        spent += seconds(card.kind, pace)
        if taken and spent > LONGEST:
            break
        taken.append(card)
    return taken


def minutes(cards: Iterable[Asked], pace: float) -> int:
    """Return the minutes that these cards are expected to take, rounded up, at least one."""
    return max(1, ceil(sum(seconds(card.kind, pace) for card in cards) / 60))
