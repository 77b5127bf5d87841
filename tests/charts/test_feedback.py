"""Finished charts: one spec for both themes, in the reader's language, nothing said by colour."""

import json

import pandas as pd
import pytest

from cxgame.charts import feedback, theme

WORDS = feedback.CourseWords("Mês", "NPS", "de", "até", "Respostas", "faixa habitual")


def months(n: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month": pd.date_range("2026-01-01", periods=n, freq="MS"),
            "score": [40.0 + i for i in range(n)],
            "low": [30.0 + i for i in range(n)],
            "high": [50.0 + i for i in range(n)],
            "n": [100] * n,
            "is_signal": [i == n - 1 for i in range(n)],
        }
    )


@pytest.mark.parametrize("limits", [None, (20.0, 40.0, 60.0)])
def test_a_course_is_a_valid_spec_without_a_title(
    limits: tuple[float, float, float] | None,
) -> None:
    made = theme.spec(feedback.course(months(6), limits=limits, words=WORDS), "pt-BR")
    assert "title" not in made
    assert len(made["layer"]) == (7 if limits else 4)


def test_every_colour_serves_both_themes() -> None:
    made = theme.spec(feedback.course(months(3), limits=(1, 2, 3), words=WORDS), "en")
    colours = [
        layer["mark"]["color"] for layer in made["layer"] if "color" in layer.get("mark", {})
    ]
    assert colours and all(colour.startswith("light-dark(#") for colour in colours)
    assert made["config"]["background"] == "transparent"


def test_the_tooltip_tells_the_interval_and_n_in_the_readers_words() -> None:
    made = theme.spec(feedback.course(months(3), limits=None, words=WORDS), "pt-BR")
    told = [tip["title"] for tip in made["layer"][0]["encoding"]["tooltip"]]
    assert told == ["Mês", "NPS", "de", "até", "Respostas"]


def test_numbers_and_months_follow_the_language() -> None:
    portuguese, english = theme.config("pt-BR")["locale"], theme.config("en")["locale"]
    assert portuguese["number"]["decimal"] == "," and english["number"]["decimal"] == "."
    assert portuguese["time"]["shortMonths"][1] == "fev"
    assert len(portuguese["time"]["months"]) == 12 and len(portuguese["time"]["days"]) == 7
    assert json.dumps(portuguese)


def test_every_layer_has_the_same_axis() -> None:
    made = theme.spec(feedback.course(months(3), limits=(1, 2, 3), words=WORDS), "en")
    axes = {
        json.dumps([layer["encoding"]["y"].get(name) for name in ("axis", "scale")])
        for layer in made["layer"]
        if "y" in layer["encoding"]
    }
    assert len(axes) == 1  # Vega draws nothing, without a word, where they differ
