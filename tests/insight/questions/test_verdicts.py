import pytest

from cxgame.feedback.interval import Interval
from cxgame.insight.questions.verdicts import LEAST, Option, Verdict, misleading, verdict

FINE = (Option("a", 0.6, 0.8, True), Option("b", 0.3, 0.5, False), Option("c", 0.1, 0.4, False))
GOOD = Interval(0.2, 0.5)


@pytest.mark.parametrize(
    ("facility", "correlation", "ends", "expected"),
    [
        (0.6, 0.35, GOOD, Verdict.FINE),
        (0.6, -0.4, Interval(-0.6, -0.1), Verdict.KEY),
        (0.6, -0.1, Interval(-0.4, 0.2), Verdict.WEAK),
        (0.6, 0.05, Interval(-0.2, 0.3), Verdict.WEAK),
        (0.97, 0.35, GOOD, Verdict.TOO_EASY),
        (0.97, None, None, Verdict.TOO_EASY),
        (0.25, 0.35, GOOD, Verdict.TOO_HARD),
    ],
)
def test_the_gravest_is_said(
    facility: float, correlation: float | None, ends: Interval | None, expected: Verdict
) -> None:
    assert verdict(LEAST, facility, correlation, ends, FINE) is expected


def test_under_30_answers_nothing_is_said() -> None:
    assert verdict(LEAST - 1, 0.1, -0.9, Interval(-1, -0.8), FINE) is Verdict.COLLECTING


def test_a_wrong_option_that_draws_more_people_misleads() -> None:
    options = (Option("a", 0.4, 0.8, True), Option("b", 0.5, 0.3, False))
    assert misleading(options) == options[1]
    assert verdict(LEAST, 0.4, 0.5, GOOD, options) is Verdict.MISLEADING


def test_a_wrong_option_that_tempts_those_who_know_misleads() -> None:
    options = (Option("a", 0.7, 0.6, True), Option("b", 0.25, 0.7, False))
    assert misleading(options) == options[1]
    assert misleading((options[0], Option("b", 0.1, 0.9, False))) is None


def test_without_wrong_options_none_misleads() -> None:
    assert misleading(()) is None
    assert misleading((Option("a", 1.0, 0.5, True),)) is None
