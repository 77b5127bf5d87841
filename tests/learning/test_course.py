import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.learning import course
from cxgame.learning.course import Stage
from cxgame.learning.screens import needed
from tests.learning.library import SCENARIO


def test_the_missed_questions_come_again_in_their_order() -> None:
    assert course.turns(["a", "b", "c"], {"c", "a"}) == ["a", "b", "c", "a", "c"]


def test_what_was_done_before_is_not_asked_for_again() -> None:
    assert course.first_stage(has_read=False) is Stage.LESSON
    assert course.first_stage(has_read=True) is Stage.QUESTIONS
    assert course.stage_after_questions(has_talked=False) is Stage.SCENARIO
    assert course.stage_after_questions(has_talked=True) is Stage.RESULT


@given(st.lists(st.text(min_size=1), min_size=2, unique=True), st.text())
def test_a_shuffle_keeps_everything_but_the_order(ids: list[str], seed: str) -> None:
    mixed = course.shuffled(ids, seed)
    assert sorted(mixed) == sorted(ids)
    assert mixed != ids
    assert mixed == course.shuffled(ids, seed)


@pytest.mark.parametrize(
    ("right", "total", "mark", "passed"),
    [(7, 10, 70, True), (6, 10, 70, False), (5, 7, 70, True), (4, 7, 70, False), (0, 3, 50, False)],
)
def test_the_pass_mark(right: int, total: int, mark: int, passed: bool) -> None:
    assert course.has_passed(right, total, mark) is passed
    assert (right >= needed(total, mark)) is passed


def test_a_walk_through_the_conversation() -> None:
    assert [node.id for node in course.walk(SCENARIO, [])] == ["start"]
    assert [node.id for node in course.walk(SCENARIO, ["sorry", "plan"])] == [
        "start",
        "heard",
        "good",
    ]
    with pytest.raises(KeyError):
        course.walk(SCENARIO, ["plan"])
