"""p and u charts against published examples."""

import numpy as np
import pytest

from cxgame.control import attributes, xmr
from cxgame.control.signals import State, Verdict

# Pyzdek and Keller, "The Handbook for Quality Management", 2nd ed., 2013, table 9.9: flaws in
# shipments of one or two crates.
CRATES = [*[1] * 10, *[2] * 3, *[1] * 8, *[2] * 4]
FLAWS = [47, 42, 55, 51, 46, 61, 39, 44, 41, 51, 88, 101, 101, 40, 48, 47, 50, 48, 57, 45, 43]
FLAWS += [105, 98, 100, 96]

# Mohammed and others, BMJ Quality & Safety 22, 2013, 362-368: weekly attendances at English
# emergency departments and those seen within four hours; limits by R's qicharts2 0.8.1.
SEEN = [266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320]
SEEN += [267923, 271478, 255353, 256820, 261835, 259144, 255910, 260863, 264465, 260989]
CAME = [280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529]
CAME += [279618, 283932, 266629, 268091, 276803, 271578, 266005, 273520, 278574, 273772]


def test_a_u_chart_has_the_published_limits() -> None:
    reading = attributes.u_chart(FLAWS, CRATES, per=1)
    assert reading.center == pytest.approx(48.25)
    assert (reading.low[0], reading.high[0]) == pytest.approx((27.411, 69.089), abs=1e-3)
    assert (reading.low[10], reading.high[10]) == pytest.approx((33.514, 62.986), abs=1e-3)
    assert reading.signals == ()


def test_a_p_chart_has_the_books_limits() -> None:
    # Table 9.6 of the same book counts the flaws as bruised peaches of 250 a crate; its formula
    # by hand: 0.193 ± 3·√(0.193·0.807/250) and, for two crates, /500.
    reading = attributes.p_chart(FLAWS, [250 * crates for crates in CRATES])
    assert reading.center == pytest.approx(19.3)
    assert (reading.low[0], reading.high[0]) == pytest.approx((11.812, 26.788), abs=1e-3)
    assert (reading.low[10], reading.high[10]) == pytest.approx((14.005, 24.595), abs=1e-3)
    assert reading.signals == ()


def test_an_overdispersed_p_chart_widens_the_published_limits() -> None:
    # "An Introduction to Business Statistics", example 16.6: defects in 10 samples of 200, limits
    # 16 ± 7.776 %. By hand, the mean moving range of 3.889 % is 1.3299·1.128 standard errors.
    reading = attributes.p_chart([40, 44, 22, 34, 24, 32, 28, 32, 34, 30], [200] * 10)
    assert reading.center == pytest.approx(16)
    assert reading.sigma_z == pytest.approx(1.3299, abs=1e-4)
    assert reading.low[0] == pytest.approx(16 - 7.776 * 1.3299, abs=2e-3)
    assert reading.high[0] == pytest.approx(16 + 7.776 * 1.3299, abs=2e-3)
    assert reading.state is State.EARLY


def test_an_overdispersed_p_chart_has_laneys_limits() -> None:
    reading = attributes.p_chart(SEEN, CAME)
    assert reading.center == pytest.approx(95.28997, abs=1e-5)
    assert (reading.low[0], reading.high[0]) == pytest.approx((94.01296, 96.56698), abs=1e-5)
    assert (reading.low[19], reading.high[19]) == pytest.approx((93.99750, 96.58244), abs=1e-5)
    assert reading.state is State.LIMITS


def test_a_baseline_makes_laneys_limits_for_all_points() -> None:
    reading = attributes.p_chart(SEEN, CAME, baseline=10)
    assert reading.center == pytest.approx(95.10596, abs=1e-5)
    assert (reading.low[0], reading.high[0]) == pytest.approx((93.86647, 96.34546), abs=1e-5)
    assert (reading.low[19], reading.high[19]) == pytest.approx((93.85146, 96.36047), abs=1e-5)


def test_of_equal_sizes_an_overdispersed_u_chart_is_an_xmr_chart() -> None:
    # Laney, Quality Engineering 14, 2002; 3/1.128 is 2.660 to three digits.
    counts = [200, 320, 180, 260, 340, 210, 300, 190, 270, 330, 220, 280, 310]
    reading = attributes.u_chart(counts, [1_000] * 13)
    values = xmr.read(counts)
    assert reading.sigma_z is not None
    assert reading.sigma_z > 1
    assert reading.center == pytest.approx(values.center)
    assert reading.low[0] == pytest.approx(values.low, abs=0.1)
    assert reading.high[0] == pytest.approx(values.high, abs=0.1)


def test_plain_limits_are_never_made_narrower() -> None:
    counts = [20] * 12
    reading = attributes.u_chart(counts, [1_000] * 12)
    assert reading.sigma_z == 0
    assert reading.high[0] == pytest.approx(20 + 3 * 20**0.5)


def test_limits_are_wider_where_fewer_were_served() -> None:
    reading = attributes.u_chart([5, 20] * 5, [500, 2_000] * 5)
    assert reading.high[0] > reading.high[1]
    assert reading.low[0] <= reading.low[1]


def test_limits_stay_on_the_scale() -> None:
    assert min(attributes.u_chart([1, 0] * 5, [100] * 10).low) == 0
    assert max(attributes.p_chart([9, 10] * 5, [10] * 10).high) == 100


def test_a_month_full_of_complaints_is_a_signal_up() -> None:
    reading = attributes.u_chart([10, 12, 9, 11, 10, 8, 12, 10, 11, 9, 10, 12, 30], [2_000] * 13)
    assert reading.verdict() is Verdict.UP


def test_a_better_share_is_a_signal_up() -> None:
    reading = attributes.p_chart([60, 62, 58, 61, 59, 60, 63, 57, 60, 90], [100] * 10, baseline=9)
    assert reading.verdict() is Verdict.UP


def test_all_favourable_is_no_signal() -> None:
    reading = attributes.p_chart([10, 20, 30] * 4, [10, 20, 30] * 4)
    assert reading.signals == ()
    assert set(reading.low) == {100}


def test_a_first_complaint_after_none_is_a_signal() -> None:
    assert attributes.u_chart([0] * 10 + [3], [100] * 11, baseline=10).verdict() is Verdict.UP


def test_seven_points_make_no_limits() -> None:
    reading = attributes.u_chart([1] * 7, [100] * 7)
    assert reading.state is State.NONE
    assert (reading.center, reading.low, reading.signals) == (None, (), ())
    assert reading.values == (10,) * 7
    assert reading.verdict() is Verdict.TOO_FEW


def test_a_point_without_size_is_refused() -> None:
    with pytest.raises(ValueError, match="size"):
        attributes.p_chart([0] * 9, [0] * 9)
    with pytest.raises(ValueError, match="shorter"):
        attributes.u_chart([1] * 9, [10] * 8)


def test_a_stable_rate_of_changing_size_seldom_alarms() -> None:
    rng = np.random.default_rng(20_260_306)
    charts = 500
    alarms = 0
    for _ in range(charts):
        sizes = rng.integers(500, 3_000, 24)
        counts = rng.poisson(0.01 * sizes)
        alarms += bool(attributes.u_chart(counts.tolist(), sizes.tolist()).signals)
    assert alarms / charts < 0.12
