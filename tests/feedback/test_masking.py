"""What must not stand on a screen is found in what people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.feedback.masking import pieces


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Escreva para ana.souza+x@loja.com.br, obrigada", ["ana.souza+x@loja.com.br"]),
        ("Meu telefone é (11) 98765-4321.", ["(11) 98765-4321"]),
        ("Liga no 31 3333-4444 ou +55 31 99999-8888", ["31 3333-4444", "+55 31 99999-8888"]),
        ("CPF 123.456.789-09 e 12345678909", ["123.456.789-09", "12345678909"]),
        ("Paguei 460 em 12/03/2026 às 14:05, nota 10", []),
        ("Pedido 1234567890123456789", []),
        ("", []),
    ],
)
def test_it_finds_what_is_personal(text: str, hidden: list[str]) -> None:
    assert [piece.text for piece in pieces(text) if piece.hides] == hidden


def test_it_says_what_is_hidden() -> None:
    found = pieces("a@b.co 31 98888-7777 123.456.789-09")
    assert [piece.hides for piece in found if piece.hides] == ["email", "phone", "cpf"]


@given(st.text(max_size=200))
def test_nothing_is_lost(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text
