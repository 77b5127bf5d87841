import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.look import drawing


def test_a_place_is_kept_on_the_axis() -> None:
    assert drawing.place(0, -100, 100) == 50
    assert drawing.place(130, -100, 100) == 100
    assert drawing.place(-130, -100, 100) == 0


def test_an_axis_must_rise() -> None:
    with pytest.raises(ValueError, match="rise"):
        drawing.place(1, 5, 5)


def test_a_sparkline_marks_signals_and_the_last_value() -> None:
    line = drawing.sparkline([10, 12, 30], limits=(8, 11, 14), signals={2})

    assert [(dot.is_signal, dot.is_last) for dot in line.dots] == [(True, True)]
    assert line.points == "5.0,32.3 110.0,29.5 215.0,5.0"
    assert line.band == (26.8, 8.2) and line.mean == 30.9


def test_a_higher_value_stands_higher() -> None:
    low, high = (point.split(",") for point in drawing.sparkline([1, 2]).points.split())

    assert float(high[1]) < float(low[1]) and float(high[0]) > float(low[0])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_a_sparkline_stays_inside_its_drawing(values: list[float]) -> None:
    for point in drawing.sparkline(values, width=200, height=40).points.split():
        x, y = map(float, point.split(","))
        assert 0 <= x <= 200 and 0 <= y <= 40


def test_a_sparkline_needs_a_value() -> None:
    with pytest.raises(ValueError, match="at least one"):
        drawing.sparkline([])


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ana", "A"), ("Ana da Silva", "AS"), ("  édu   sales ", "ÉS"), ("", "?"), ("(x) y", "Y")],
)
def test_initials(name: str, letters: str) -> None:
    assert drawing.initials(name) == letters
