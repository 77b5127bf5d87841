from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from cxgame.content import Kind
from cxgame.learning.practice import portion
from cxgame.learning.practice.portion import FEEDBACK, LONGEST, MOST_CARDS, SECONDS


@dataclass(frozen=True)
class Asked:
    kind: Kind


kinds = st.sampled_from(Kind)
CARDS = st.lists(kinds.map(Asked), max_size=60)


def test_every_kind_has_its_seconds() -> None:
    assert set(SECONDS) == set(Kind)


@given(CARDS, st.floats(0.5, 2.0))
def test_a_portion_fits_into_five_minutes(cards: list[Asked], pace: float) -> None:
    taken = portion.portion(cards, pace)
    assert taken == cards[: len(taken)]
    assert bool(taken) == bool(cards)
    assert len(taken) <= MOST_CARDS
    assert portion.minutes(taken, pace) <= 5
    left = cards[len(taken) :]
    if left and len(taken) < MOST_CARDS:
        spent = sum(portion.seconds(card.kind, pace) for card in [*taken, left[0]])
        assert spent > LONGEST


def test_whoever_is_slow_gets_fewer() -> None:
    cards = [Asked(Kind.SINGLE)] * 40
    assert len(portion.portion(cards, 2.0)) < len(portion.portion(cards, 1.0))


def test_a_pace_is_the_median_beside_the_usual() -> None:
    looks = [(Kind.SINGLE, 9_000)] * 5 + [(Kind.ORDERING, 3_600_000)]
    assert portion.pace(looks) == 0.5
    assert portion.pace([(Kind.TRUE_FALSE, 18_000)] * 5) == 1.5


def test_a_few_looks_tell_no_pace() -> None:
    assert portion.pace([]) == 1.0
    assert portion.pace([(Kind.SINGLE, 1)] * 4) == 1.0


def test_a_pace_has_its_limits() -> None:
    assert portion.pace([(Kind.SINGLE, 3_600_000)] * 9) == 2.0
    assert portion.pace([(Kind.SINGLE, 0)] * 9) == 0.5


def test_minutes_are_rounded_up() -> None:
    assert portion.minutes([], 1.0) == 1
    assert portion.minutes([Asked(Kind.SINGLE)] * 3, 1.0) == -(-3 * (18 + FEEDBACK) // 60)
