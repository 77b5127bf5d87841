"""Cards in a table, read into plain values."""

from datetime import date
from io import BytesIO

import pytest

from cxgame.boards.importing import table
from cxgame.boards.models import Priority
from cxgame.errors import InvalidInput

PT = """Título;Coluna;Prazo;Responsáveis;Prioridade;Etiquetas;Checklist
Pintar a parede;A fazer;31/12/2026;Bob Brown, Zoe;Alta;caixa, loja;"[x] Tinta
[ ] Pincel"
Placa;Fazendo;15/01/2027;;;;
;Fazendo;;;;;
Sem dia;Feito;ontem;;;;
"""


def read(text: str, **said: object) -> table.FoundBoard:
    return table.read(BytesIO(text.encode()), "quadro.csv", **said)  # type: ignore[arg-type]


def test_portuguese_heads_and_days_are_understood() -> None:
    found = read(PT)
    assert [column.name for column in found.columns] == ["A fazer", "Fazendo", "Feito"]
    paint = found.cards[0]
    assert (paint.title, paint.column, paint.due_on) == ("Pintar a parede", 0, date(2026, 12, 31))
    assert [member.name for member in paint.responsible] == ["Bob Brown", "Zoe"]
    assert (paint.priority, paint.labels) == (Priority.HIGH, ("caixa", "loja"))
    assert [(item.text, item.is_done) for item in paint.items] == [
        ("Tinta", True),
        ("Pincel", False),
    ]
    assert paint.lists == 1


def test_a_row_that_says_no_title_or_no_day_is_told_with_its_line() -> None:
    assert [one.what for one in read(PT).skipped] == ["4", "5"]


def test_somebody_says_which_column_is_which() -> None:
    found = read(
        "Coisa,Onde está\nPintar,Fila\n", mapping={"title": "Coisa", "column": "Onde está"}
    )
    assert found.cards[0].title == "Pintar"
    assert found.columns[0].name == "Fila"


@pytest.mark.parametrize(
    ("text", "mapping"),
    [
        ("a,b\n1,2\n", {}),
        ("title\nx\n", {"title": "nome"}),
        ("title\nx\n", {"colour": "title"}),
        ("", {}),
    ],
)
def test_it_refuses_what_it_can_not_map(text: str, mapping: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        read(text, mapping=mapping)
