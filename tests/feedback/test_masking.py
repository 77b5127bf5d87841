"""What must not stand on a screen is found in what people write."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from cxgame.feedback.masking import pieces
from cxgame.feedback.numbers import AREAS

SAMPLE = 5_000
FRAMES = (
    "Podem me ligar no {}?",
    "meu whats é {} obrigada",
    "Esperei 40 minutos e ninguém resolveu. {}",
    "{} fico no aguardo",
    "Falei com a Ana dia 12/03 às 14h, retornar: {}.",
    "Comprei por R$ 1.250,00 em 3x e quero devolver, {}, resposta urgente",
    "({})",
    "Anota aí:{}",
    "Pedido 48213 atrasado!! {}!!",
    "Segue {} e aguardo até as 18:30",
)


def digits(chance: random.Random, n: int) -> str:
    return "".join(str(chance.randrange(10)) for _ in range(n))


def checked(start: str, most: int) -> str:
    """Add a check digit by modulo 11; weights rise from 2 at the end to `most`, then again."""
    weights = [2 + n % (most - 1) for n in range(len(start))]
    total = sum(int(digit) * weight for digit, weight in zip(reversed(start), weights, strict=True))
    return start + str((11 - total % 11) % 11 % 10)


def phone(chance: random.Random) -> str:
    area, first, last = chance.choice(sorted(AREAS)), f"9{digits(chance, 4)}", digits(chance, 4)
    if chance.random() < 0.3:
        first = str(chance.randrange(2, 6)) + digits(chance, 3)
    return chance.choice(
        (
            f"({area}) {first}-{last}",
            f"({area}){first}-{last}",
            f"{area} {first}-{last}",
            f"{area} {first} {last}",
            f"{area}-{first}-{last}",
            f"{area}.{first}.{last}",
            f"{area}{first}{last}",
            f"{area} {first}{last}",
            f"+55 {area} {first}-{last}",
            f"+55 ({area}) {first}-{last}",
            f"+55{area}{first}{last}",
            f"55{area}{first}{last}",
            f"+55-{area}-{first}-{last}",
            f"0{area} {first}-{last}",
            f"(0{area}) {first} - {last}",
            f"0xx{area} {first}-{last}",
            f"({area}) {first[0]} {first[1:]}-{last}"
            if len(first) == 5
            else f"{area} {first}-{last}",
            f"wa.me/55{area}{first}{last}",
            f"9{digits(chance, 4)}-{last}",
            f"tel {first}{last}",
        )
    )


def tax_number(chance: random.Random) -> str:
    nine = digits(chance, 9)
    whole = checked(checked(nine, 11), 11)
    dots = f"{whole[:3]}.{whole[3:6]}.{whole[6:9]}-{whole[9:]}"
    spaces = f"{whole[:3]} {whole[3:6]} {whole[6:9]} {whole[9:]}"
    return chance.choice((whole, dots, spaces, f"{whole[:9]}-{whole[9:]}", dots.replace("-", "/")))


def firm_number(chance: random.Random) -> str:
    twelve = digits(chance, 8) + "0001"
    whole = checked(checked(twelve, 9), 9)
    dots = f"{whole[:2]}.{whole[2:5]}.{whole[5:8]}/{whole[8:12]}-{whole[12:]}"
    return chance.choice((whole, dots, f"{whole[:8]}/{whole[8:12]}-{whole[12:]}"))


def card(chance: random.Random) -> str:
    fifteen = chance.choice("456") + digits(chance, 14)
    whole = fifteen + luhn.calc_check_digit(fifteen)
    four = [whole[n : n + 4] for n in range(0, 16, 4)]
    return chance.choice((whole, " ".join(four), "-".join(four), ".".join(four)))


def email(chance: random.Random) -> str:
    name = chance.choice(("ana", "jose.silva", "maria_clara", "p.souza+loja", "joão"))
    host = chance.choice(("gmail.com", "loja.com.br", "uol.com.br", "empresa-x.net"))
    at = chance.choice(("@", "@", "@", " arroba ", "(at)"))
    return f"{name}{digits(chance, chance.randrange(3))}{at}{host}"


KINDS: tuple[Callable[[random.Random], str], ...] = (
    *(phone, phone, tax_number, firm_number, card, email),
)


def ordinary(chance: random.Random) -> str:
    """A sentence with numbers as shops and customers write them, none of them personal."""
    n = chance.randrange
    plate = "".join(chance.choice("ABCDEFGHJK") for _ in range(3))
    return chance.choice(
        (
            f"Paguei R$ {n(1, 9)}.{n(100, 999)},{n(10, 99)} em {n(2, 12)}x de {n(50, 900)},90",
            f"Comprei no dia {n(1, 28):02}/{n(1, 12):02}/{n(2019, 2026)} às {n(8, 20)}:{n(10, 59)}",
            f"Marcaram para {n(1, 28)}-{n(1, 12):02}-{n(2019, 2026)} {n(8, 20)}h{n(10, 59)}",
            f"Pedido {n(10**6, 10**11)} não chegou",
            f"Protocolo {n(2020, 2026)}{n(10**8, 10**10)} sem resposta",
            f"protocolo nº {n(2020, 2026)}.{n(1, 12):02}.{n(10000, 99999)}",
            f"Moro no CEP {n(10000, 99999)}-{n(100, 999)} e a entrega não vem",
            f"CEP {n(1000000, 99999999):08}, rua {n(1, 3000)}",
            f"O carro placa {plate}-{n(1000, 9999)} ficou na oficina {n(2, 9)} dias",
            f"placa {plate}{n(0, 9)}A{n(10, 99)}, {n(10, 180)}.{n(100, 999)} km",
            f"Quarto {n(100, 2999)}, diária de {n(200, 900)} reais, {n(1, 9)} noites",
            f"Nota fiscal {n(100000, 999999999)} série {n(1, 9)}",
            f"NF-e {n(10**43, 10**44 - 1)}",
            f"Fila das {n(8, 11)}:{n(10, 59)} às {n(12, 20)}:{n(10, 59)}, {n(5, 90)} pessoas",
            f"Código de barras 789{n(10**9, 10**10 - 1)} com preço errado",
            f"Entre {n(1990, 2010)}-{n(2011, 2026)} nunca tive problema",
            f"Custou de {n(1, 9)}000 a {n(10, 90)}000 reais, {n(10, 60)}% mais caro",
            f"Liguei {n(2, 9)} vezes em {n(2, 30)} dias e esperei {n(10, 59)} min",
            f"O produto {n(10000, 99999)} tamanho {n(34, 46)} veio errado, lote {n(10**6, 10**8)}",
            f"Ordem de serviço {n(1000, 9999)}/{n(2020, 2026)}, atendente nota {n(0, 10)}",
            f"Pesou {n(1, 40)},{n(100, 999)} kg e medi {n(100, 200)}x{n(100, 200)} cm",
            f"SAC 0800 {n(100, 999)} {n(1000, 9999)} não atende",
            f"reserva {n(10**7, 10**10)} para {n(2, 9)} adultos e {n(1, 4)} crianças",
            f"Atendimento nota {n(0, 10)}, voltarei em {n(2, 12)} meses com meus {n(2, 5)} cães",
        )
    )


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Escreva para ana.souza+x@loja.com.br, obrigada", ["ana.souza+x@loja.com.br"]),
        ("Meu telefone é (11) 98765-4321.", ["(11) 98765-4321"]),
        ("Liga no 31 3333-4444 ou +55 31 99999-8888", ["31 3333-4444", "+55 31 99999-8888"]),
        ("CPF 123.456.789-09 e 12345678909", ["123.456.789-09", "12345678909"]),
        ("CNPJ 11.222.333/0001-81", ["11.222.333/0001-81"]),
        ("cartão 4111 1111 1111 1111 recusado", ["4111 1111 1111 1111"]),
        ("call me +1 415 555 2671 please", ["+1 415 555 2671"]),
        ("zap 987654321, casa 3333-4444", ["987654321", "3333-4444"]),
        ("11 98765-4321 123.456.789-09", ["11 98765-4321", "123.456.789-09"]),
        ("Paguei 460 em 12/03/2026 às 14:05, nota 10", []),
        ("Pedido 1234567890123456789", []),
        ("Ligue 0800 123 4567", []),
        ("", []),
    ],
)
def test_it_finds_what_is_personal(text: str, hidden: list[str]) -> None:
    assert [piece.text for piece in pieces(text) if piece.hides] == hidden


def test_it_says_what_is_hidden() -> None:
    found = pieces("a@b.co 31 98888-7777 123.456.789-09 11.222.333/0001-81 4111111111111111")
    kinds = [piece.hides for piece in found if piece.hides]
    assert kinds == ["email", "phone", "cpf", "cnpj", "card"]


def test_it_finds_99_of_100_in_running_text() -> None:
    chance = random.Random(3)
    missed = []
    for number in range(SAMPLE):
        secret = KINDS[number % len(KINDS)](chance)
        text = chance.choice(FRAMES).format(secret)
        found = pieces(text)
        shown = "".join(piece.text for piece in found if not piece.hides)
        core = secret.removeprefix("wa.me/").removeprefix("tel ")
        left = [part for part in core.replace("-", " ").split() if len(part) > 3 and part in shown]
        if left or (len(found) == 1 and not found[0].hides):
            missed.append(text)
    assert len(missed) <= SAMPLE / 100, missed[:20]


def test_it_leaves_ordinary_sentences_alone() -> None:
    chance = random.Random(5)
    hit = [text for text in (ordinary(chance) for _ in range(SAMPLE)) if len(pieces(text)) > 1]
    assert len(hit) < SAMPLE / 100, hit[:20]


@given(st.text(max_size=200))
def test_nothing_is_lost(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text
