"""A plan as one sheet of A3, whatever its length."""

import re
from datetime import UTC, datetime
from functools import cache

import pytest

from cxgame.look import a3
from tests.look.test_paper import words_of

AT = datetime(2026, 11, 26, tzinfo=UTC)


@cache
def drawn(words: str) -> bytes:
    boxes = [(f"Box {n}", [("", words), ("How", "Call at 14h")]) for n in range(6)]
    return a3.plan(
        a3.Sheet("pt-BR", "Bicho Bom", "Pet na hora", "NPS: 14 → 45", "A: Edu", boxes, AT)
    )


@pytest.mark.parametrize("words", ["Ninguém sabe a hora", "A hora prometida " * 400, "Ç" * 2_000])
def test_it_is_always_one_sheet_with_every_box(words: str) -> None:
    pdf = drawn(words)
    assert pdf.count(b"/Type /Page\n") == 1
    (box,) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert [round(float(side) / 72 * 25.4) for side in box] == [420, 297]
    assert all(f"Box {n}" in words_of(pdf) for n in range(6))


def test_what_does_not_fit_ends_visibly() -> None:
    assert "…" in words_of(drawn("A hora prometida " * 400))
    assert "…" not in words_of(drawn("Ninguém sabe a hora"))
