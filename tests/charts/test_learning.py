"""The calibration chart: one spec for both themes, its interval and the ideal drawn."""

import json

import pandas as pd
import pytest

from cxgame.charts import learning, theme

WORDS = learning.CalibrationWords("Lembrança", "Confirmou-se", "de", "até", "Revisões", "ideal")


@pytest.fixture
def made() -> dict[str, object]:
    frame = pd.DataFrame(
        {
            "predicted": [0.3, 0.75, 0.95],
            "observed": [0.4, 0.7, 0.9],
            "low": [0.1, 0.6, 0.85],
            "high": [0.7, 0.8, 0.95],
            "n": [9, 120, 400],
        }
    )
    return theme.spec(learning.calibration(frame, words=WORDS), "pt-BR")


def test_interval_estimate_and_ideal_are_drawn(made: dict[str, list[dict[str, object]]]) -> None:
    marks = [layer["mark"]["type"] for layer in made["layer"]]  # type: ignore[index]
    assert marks == ["line", "text", "rule", "point"]
    assert "title" not in made


def test_both_axes_are_one_scale_that_holds_every_interval(
    made: dict[str, list[dict[str, dict[str, dict[str, object]]]]],
) -> None:
    scales = {
        json.dumps(layer["encoding"][axis]["scale"]) for layer in made["layer"] for axis in "xy"
    }
    assert scales == {json.dumps({"domain": [0.08, 1.02], "nice": False})}


def test_the_tooltip_tells_interval_and_n_in_the_readers_words(
    made: dict[str, list[dict[str, dict[str, list[dict[str, str]]]]]],
) -> None:
    told = [tip["title"] for tip in made["layer"][2]["encoding"]["tooltip"]]
    assert told == ["Lembrança", "Confirmou-se", "de", "até", "Revisões"]


def test_every_colour_serves_both_themes(made: dict[str, object]) -> None:
    assert json.dumps(made).count("light-dark(#") >= 5
