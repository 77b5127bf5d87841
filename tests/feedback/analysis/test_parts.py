"""Each part beside the rest: what pulls the score, and what may be chance."""

from cxgame.feedback.analysis.counts import Counts
from cxgame.feedback.analysis.parts import parted
from cxgame.feedback.scales import SurveyKind

TILL, BATH, DOOR = 1, 2, 3
FOUND = {
    (TILL,): Counts(10, 20, 70),
    (BATH,): Counts(150, 40, 10),
    (DOOR,): Counts(4, 1, 0),
    (None,): Counts(60, 30, 10),
}
TOTAL = sum(FOUND.values(), Counts())


def test_what_pulls_the_score_down_comes_first() -> None:
    made = parted(SurveyKind.NPS, FOUND, TOTAL)
    assert [part.value for part in made.parts] == [TILL, BATH, DOOR]
    till = made.parts[0]
    # Without the till's answers 204 promoters and 20 detractors remain of 305.
    assert till.score.score == -60
    assert till.effect is not None and till.against is not None
    assert round(till.effect, 2) == round(100 * (224 - 90) / 405 - 100 * (214 - 20) / 305, 2)
    assert till.against.difference == -60 - 100 * (214 - 20) / 305
    assert till.is_real
    assert made.unnamed.n == 100
    assert made.compared == 2


def test_a_part_of_a_few_answers_is_not_compared() -> None:
    few = parted(SurveyKind.NPS, FOUND, TOTAL).parts[-1]
    assert (few.value, few.against, few.effect, few.is_real) == (DOOR, None, None, False)
    assert few.score.score == 80


def test_twenty_even_parts_show_no_difference() -> None:
    even = {(place,): Counts(20 + place % 3, 10, 8) for place in range(20)}
    made = parted(SurveyKind.CSAT, even, sum(even.values(), Counts()))
    assert made.compared == 20
    assert not any(part.is_real for part in made.parts)


def test_one_part_alone_has_no_rest_to_be_compared_with() -> None:
    made = parted(SurveyKind.NPS, {(TILL,): TOTAL}, TOTAL)
    assert made.parts[0].against is None
    assert made.compared == 0


def test_a_part_is_compared_with_itself_before() -> None:
    made = parted(SurveyKind.NPS, FOUND, TOTAL, {(TILL,): Counts(60, 20, 20)})
    till, bath, _door = made.parts
    assert till.change is not None and till.change.is_change and till.change.difference == -100
    assert bath.change is None


def test_nothing_heard_is_no_parts() -> None:
    assert parted(SurveyKind.NPS, {}, Counts()).parts == ()
