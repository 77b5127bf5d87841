import pytest
from sqlmodel import Session

from cxgame.insight.knowledge import calibration
from cxgame.insight.knowledge.calibration import Sums, Verdict, judge
from tests.conftest import Town
from tests.insight.crowd import TODAY, Crowd


def sums(n: int, known: int, said: float) -> Sums:
    """Reviews all predicted alike."""
    error = known * (1 - said) ** 2 + (n - known) * said**2
    return Sums(n, known, n * said, error)


def test_the_brier_score_of_a_worked_example() -> None:
    """Forecasts of 90, 80, 70 and 60 %, the last one failing: the mean of .01 .04 .09 .36."""
    made = judge([sums(1, 1, 0.9), sums(1, 1, 0.8), sums(1, 1, 0.7), sums(1, 0, 0.6)])
    assert made.brier == pytest.approx(0.125)
    assert made.base == pytest.approx(0.75 * 0.25)
    assert made.tells_more


@pytest.mark.parametrize(
    ("known", "verdict", "is_little"),
    [(860, Verdict.TRUE, True), (820, Verdict.HOPEFUL, True), (600, Verdict.HOPEFUL, False),
     (900, Verdict.CAUTIOUS, True), (990, Verdict.CAUTIOUS, False)],
)  # fmt: skip
def test_it_says_whether_the_estimate_came_true(
    known: int, verdict: Verdict, is_little: bool
) -> None:
    made = judge([sums(1000, known, 0.86)])
    assert (made.verdict, made.is_little) == (verdict, is_little)


def test_true_on_the_whole_may_tell_nothing_apart() -> None:
    """Half said 90 %, half 50 %: the other way round it would have come true."""
    made = judge([sums(500, 450, 0.5), sums(500, 250, 0.9)])
    assert (made.predicted, made.observed) == (pytest.approx(0.7), 0.7)
    assert made.verdict is Verdict.BLUNT
    assert not made.tells_more


def test_few_reviews_say_nothing() -> None:
    assert judge([sums(99, 10, 0.9)]).verdict is Verdict.TOO_FEW
    assert judge([]).verdict is Verdict.TOO_FEW


def test_reviews_are_binned_by_what_was_predicted(
    session: Session, town: Town, crowd: Crowd
) -> None:
    one, other = crowd.people(town.desk, 2)
    crowd.answered(one, town.desk, "single", right=True, ago=50)  # a first meeting predicts nothing
    crowd.answered(one, town.desk, "single", right=True, ago=30, recall=0.83)
    crowd.answered(one, town.desk, "single", right=False, ago=10, recall=0.87)
    crowd.answered(one, town.desk, "single", right=True, guessed=True, ago=5, recall=0.9)
    crowd.answered(other, town.desk, "single", right=True, ago=3, recall=1.0)
    crowd.answered(other, town.desk, "single", right=True, ago=365, recall=0.1)

    made = calibration.calibration(session, actor=town.diana, today=TODAY)

    assert [(one.n, round(one.predicted, 3), one.observed) for one in made.bins] == [
        (2, 0.85, 0.5),
        (2, 0.95, 0.5),
    ]
    assert made.n == 4
    assert made.brier == pytest.approx((0.17**2 + 0.87**2 + 0.9**2 + 0) / 4)
