"""Scores worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.errors import InvalidInput
from cxgame.feedback.visits.form import Item, Section
from cxgame.feedback.visits.kinds import ItemKind
from cxgame.feedback.visits.scoring import Part, by_step, earned, is_failed, result
from tests.feedback.visits.story import both, sections


@pytest.mark.parametrize(
    ("greet", "care", "receipt", "score", "is_passed"),
    [
        ("yes", "5", "yes", 1.0, True),
        # door (2·1 + 1·0.5)/3 = 5/6; (3·5/6 + 1·1)/4 = 0.875
        ("yes", "3", "yes", 0.875, True),
        # door 2/3 exactly; (3·2/3 + 1)/4 = 0.75
        ("yes", "1", "yes", 0.75, True),
        # door 1/6; (0.5 + 1)/4 = 0.375
        ("no", "3", "yes", 0.375, False),
        # the critical receipt fails it at 75 %
        ("yes", "5", "no", 0.75, False),
        # the care does not apply: the greeting alone makes the door
        ("yes", "na", "yes", 1.0, True),
        # the whole till does not apply: the door alone counts
        ("no", "3", "na", 1 / 6, False),
        ("na", "na", "na", None, None),
    ],
)
def test_weights_leave_out_what_does_not_apply(
    greet: str, care: str, receipt: str, score: float | None, is_passed: bool | None
) -> None:
    made = result(sections(), {"greet": greet, "care": care, "receipt": receipt}, 70)
    assert made.score == (None if score is None else pytest.approx(score))
    assert made.is_passed is is_passed
    assert made.failed == (("receipt",) if receipt == "no" else ())


def test_a_mark_reached_exactly_is_passed() -> None:
    items = tuple(Item(str(n), both("?")) for n in range(10))
    answers = {str(n): "yes" if n < 7 else "no" for n in range(10)}
    assert result([Section("s", both("S"), 3, items)], answers, 70).is_passed is True
    assert result([Section("s", both("S"), 3, items)], answers, 71).is_passed is False


def test_each_step_has_its_own_score() -> None:
    made = by_step(sections(step_id=7), {"greet": "no", "care": "5", "receipt": "yes"})
    assert made == {7: Part(0.0, 1)}


def test_an_answer_belongs_to_its_question() -> None:
    scale = Item("x", both("?"), kind=ItemKind.SCALE)
    assert [earned(scale, str(n)) for n in range(1, 6)] == [0, 0.25, 0.5, 0.75, 1]
    assert [is_failed(earned(scale, n)) for n in ("2", "3", "na")] == [True, False, False]
    for item, wrong in ((scale, "yes"), (scale, "6"), (Item("y", both("?")), "3")):
        with pytest.raises(InvalidInput):
            earned(item, wrong)


@given(st.lists(st.sampled_from(["yes", "no", "na"]), min_size=3, max_size=3), st.integers(1, 9))
def test_only_the_ratio_of_weights_counts(answers: list[str], times: int) -> None:
    def part(by: int) -> list[Section]:
        items = tuple(Item(str(n), both("?"), weight=(n + 1) * by) for n in range(3))
        return [Section("a", both("A"), by, items[:2]), Section("b", both("B"), 2 * by, items[2:])]

    said = {str(n): answer for n, answer in enumerate(answers)}
    one, many = result(part(1), said, 50), result(part(times), said, 50)
    assert one.is_passed == many.is_passed
    assert one.score == (None if many.score is None else pytest.approx(many.score))
