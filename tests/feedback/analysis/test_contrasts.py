"""Differences between two sides with their adjusted interval, and Holm's procedure."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.feedback.analysis.contrasts import Contrast, contrast, real_ones
from cxgame.feedback.analysis.counts import Counts
from cxgame.feedback.scales import SurveyKind

counts = st.builds(Counts, *[st.integers(0, 400)] * 3).filter(lambda made: made.n > 0)


def of_chance(z: float) -> Contrast:
    return Contrast(z, z - 1.96, z + 1.96, z)


def test_a_difference_of_shares_has_agresti_and_caffos_interval() -> None:
    # By hand: 56 of 70 and 48 of 80 become 57/72 and 49/82, whose difference is 0.19411 ± 0.14166.
    made = contrast(SurveyKind.CSAT, Counts(56, 0, 14), Counts(48, 2, 30))
    assert made is not None
    assert made.difference == pytest.approx(20)
    assert (made.low, made.high) == pytest.approx((5.245, 33.576), abs=1e-3)
    assert made.is_change


def test_a_difference_of_nps_has_the_adjusted_wald_interval() -> None:
    # By hand: 50, 30, 20 become 50.75, 31.5, 20.75 of 103; 20, 40, 40 become 20.75, 41.5, 40.75.
    made = contrast(SurveyKind.NPS, Counts(50, 30, 20), Counts(20, 40, 40))
    one, two = 30 / 103, -20 / 103
    error = sqrt((71.5 / 103 - one**2) / 103 + (61.5 / 103 - two**2) / 103)
    assert made is not None
    assert made.difference == 50
    assert made.z == pytest.approx((one - two) / error)
    assert made.low == pytest.approx(100 * (one - two - 1.96 * error))


def test_nothing_is_compared_with_nothing() -> None:
    assert contrast(SurveyKind.NPS, Counts(), Counts(1, 1, 1)) is None
    assert contrast(SurveyKind.CES, Counts(1, 1, 1), Counts()) is None


@given(counts, counts, st.sampled_from([SurveyKind.NPS, SurveyKind.CES]))
def test_an_interval_leaves_zero_out_where_it_is_a_change(
    one: Counts, other: Counts, kind: SurveyKind
) -> None:
    made = contrast(kind, one, other)
    assert made is not None
    assert made.is_change == (made.low > 0 or made.high < 0)


def test_holms_procedure_stops_at_the_first_that_may_be_chance() -> None:
    # Of chances 0.01, 0.04, 0.03, 0.005 the steps are 0.0125, 0.0167, 0.025 and 0.05 in order:
    # 0.005 and 0.01 pass, 0.03 does not and takes 0.04 with it.
    zs = (2.5758, 2.0537, 2.1701, 2.8070)
    found = [of_chance(z) for z in zs]
    assert [round(one.chance, 3) for one in found] == [0.01, 0.04, 0.03, 0.005]
    assert real_ones(found) == (True, False, False, True)


def test_what_cannot_be_compared_is_never_real() -> None:
    assert real_ones([None, of_chance(-5.0), None]) == (False, True, False)
    assert real_ones([]) == ()
