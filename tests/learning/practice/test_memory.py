from datetime import UTC, date, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from cxgame.learning.grading import Outcome
from cxgame.learning.practice import memory
from cxgame.learning.practice.memory import Memory

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("outcome", "is_guess", "rating"),
    [
        (Outcome.RIGHT, False, Rating.Good),
        (Outcome.RIGHT, True, Rating.Again),
        (Outcome.PARTLY, False, Rating.Again),
        (Outcome.WRONG, False, Rating.Again),
        (Outcome.WRONG, True, Rating.Again),
    ],
)
def test_what_an_answer_says_about_memory(outcome: Outcome, is_guess: bool, rating: Rating) -> None:
    assert memory.rating(outcome, is_guess=is_guess) is rating


def test_the_settings_are_the_decided_ones() -> None:
    scheduler = memory.SCHEDULER
    assert scheduler.desired_retention == 0.85
    assert scheduler.maximum_interval == 180
    assert (scheduler.learning_steps, scheduler.relearning_steps) == ((), ())
    assert not scheduler.enable_fuzzing


def test_a_first_right_answer_comes_back_within_days_and_later_ones_further_apart() -> None:
    gaps, held, day = [], None, MONDAY
    for _time in range(5):
        held = memory.review(held, Rating.Good, day)
        gaps.append((held.due_on - day).days)
        day = held.due_on
    assert gaps == sorted(gaps)
    assert 3 <= gaps[0] <= 7
    assert gaps[-1] == 180


def test_a_wrong_answer_comes_back_the_next_day() -> None:
    assert memory.review(None, Rating.Again, MONDAY).due_on == MONDAY + timedelta(days=1)


def test_four_lucky_guesses_go_nowhere() -> None:
    held, day = None, MONDAY
    for _time in range(4):
        guess = memory.rating(Outcome.RIGHT, is_guess=True)
        held = memory.review(held, guess, day)
        day = held.due_on
    assert held is not None
    assert (held.due_on - held.reviewed_on).days == 1


def test_never_tested_is_not_forgotten() -> None:
    assert memory.recall_after(None, None, MONDAY) is None
    assert memory.recalls([(None, None), (2.0, MONDAY)], MONDAY) == [None, 1.0]


def test_recall_is_ninety_percent_after_as_many_days_as_the_stability() -> None:
    held = Memory(10, 5, MONDAY, MONDAY)
    assert memory.recall(held, MONDAY + timedelta(days=10)) == pytest.approx(0.9)


def test_a_day_before_the_last_review_counts_as_that_day() -> None:
    held = Memory(10, 5, MONDAY, MONDAY)
    assert memory.recall(held, MONDAY - timedelta(days=3)) == 1


@given(st.floats(0.001, 36500), st.integers(0, 4000))
def test_recall_is_that_of_the_package(stability: float, days: int) -> None:
    moment = datetime(2026, 3, 2, tzinfo=UTC)
    card = Card(card_id=1, stability=stability, difficulty=5, due=moment, last_review=moment)
    expected = Scheduler().get_card_retrievability(card, moment + timedelta(days=days))
    day = MONDAY + timedelta(days=days)
    assert memory.recall_after(stability, MONDAY, day) == pytest.approx(expected, abs=1e-12)
