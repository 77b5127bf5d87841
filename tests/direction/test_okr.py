"""How far key results and objectives are: known answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.direction import okr
from cxgame.direction.okr import Measure, Pace


@pytest.mark.parametrize(
    ("measure", "current", "progress"),
    [
        (Measure(42, 50), 46, 0.5),
        (Measure(42, 50), 50, 1.0),
        (Measure(42, 50), 52, 1.25),  # raw: beyond the target
        (Measure(42, 50), 40, -0.25),  # raw: worse than at the start
        (Measure(55, 15), 35, 0.5),  # a decreasing target
        (Measure(55, 15), 60, -0.125),
        (Measure(-10, 10), 0, 0.5),
        (Measure(5, 5, 1.5), 6.5, 1.0),  # a band, its edge included
        (Measure(5, 5, 1.5), 6.6, 0.0),
        (Measure(5, 5), 5, 1.0),
    ],
)
def test_progress_is_the_share_of_the_way(
    measure: Measure, current: float, progress: float
) -> None:
    assert okr.progress(measure, current) == pytest.approx(progress)


@pytest.mark.parametrize(
    ("parts", "mean"),
    [
        ([(0.5, 1), (1.0, 1)], 0.75),
        ([(0.5, 3), (1.0, 1)], 0.625),
        ([(1.5, 1), (-0.5, 1)], 0.5),  # clamped in the roll-up alone
        ([(0.4, 2), (None, 8)], 0.4),  # nobody has measured: no 0
        ([(None, 1)], None),
        ([], None),
    ],
)
def test_an_objective_is_the_weighted_mean(
    parts: list[tuple[float | None, int]], mean: float | None
) -> None:
    assert okr.rolled_up(parts) == (None if mean is None else pytest.approx(mean))


@given(
    st.lists(st.tuples(st.floats(-5, 5) | st.none(), st.integers(1, 10)), min_size=1, max_size=8)
)
def test_a_roll_up_stays_between_0_and_1(parts: list[tuple[float | None, int]]) -> None:
    found = okr.rolled_up(parts)
    assert found is None or -1e-9 <= found <= 1 + 1e-9


def test_time_is_counted_in_whole_days() -> None:
    first, last = date(2026, 1, 1), date(2026, 1, 10)
    days = (date(2025, 12, 1), first, date(2026, 1, 6), last, date(2026, 1, 11), date(2027, 1, 1))
    assert [okr.elapsed(first, last, day) for day in days] == [0, 0, 0.5, 0.9, 1, 1]
    assert okr.elapsed(first, first, date(2026, 1, 2)) == 1


@pytest.mark.parametrize(
    ("done", "over", "pace"),
    [
        (0.95, 1.0, Pace.ON_TRACK),
        (0.9499, 1.0, Pace.BEHIND),
        (0.75, 1.0, Pace.BEHIND),
        (0.7499, 1.0, Pace.AT_RISK),
        (0.6, 0.5, Pace.ON_TRACK),
        (0.0, 0.5, Pace.AT_RISK),
        (0.0, 0.0, Pace.BEGINS),
        (None, 0.5, Pace.UNKNOWN),
    ],
)
def test_pace_is_progress_by_time(done: float | None, over: float, pace: Pace) -> None:
    assert okr.pace(done, over) is pace


def test_a_month_without_a_look_is_stale() -> None:
    today = date(2026, 3, 31)
    assert not okr.is_stale(date(2026, 2, 28), today)
    assert okr.is_stale(date(2026, 2, 27), today)
    assert okr.is_stale(None, today)
