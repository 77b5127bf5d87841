"""Figures as they are typed and shown again."""

import pytest

from cxgame.errors import InvalidInput
from cxgame.ui import figures


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("en", "4,5", 4.5),
        ("pt-BR", "4.5", 4.5),
        ("en", "1.250,5", 1250.5),
        ("pt-BR", "1,250.5", 1250.5),
        ("en", "1,250", 1250),
        ("pt-BR", "1.250", 1250),
        ("en", "90 %", 90),
        ("en", "−2", -2),
        ("en", " ", None),
    ],
)
def test_figures_are_read_in_both_ways(
    monkeypatch: pytest.MonkeyPatch, language: str, words: str, number: float | None
) -> None:
    monkeypatch.setattr(figures, "locale", lambda: language)
    assert figures.read(words) == number


@pytest.mark.parametrize("language", ["en", "pt-BR"])
@pytest.mark.parametrize("value", [0.0, 4.25, 1234.0, 1234567.5, -0.125, 1e9, 1e-6, 100.0])
def test_what_stands_in_a_field_is_saved_as_it_was(
    monkeypatch: pytest.MonkeyPatch, language: str, value: float
) -> None:
    monkeypatch.setattr(figures, "locale", lambda: language)
    assert figures.read(figures.typed(value)) == value


def test_no_figure_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "locale", lambda: "en")
    with pytest.raises(InvalidInput):
        figures.read("many")
