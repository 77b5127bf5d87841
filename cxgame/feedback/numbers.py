"""Rules that tell a person's numbers in a text (phone, CPF, CNPJ, card) from all the others."""

import re
from collections.abc import Callable
from typing import NamedTuple

from stdnum import luhn
from stdnum.br import cnpj, cpf

# Area codes in use. Source: Anatel, Plano Geral de Códigos Nacionais.
AREAS = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "16",
        "17",
        "18",
        "19",
        "21",
        "22",
        "24",
        "27",
        "28",
        "31",
        "32",
        "33",
        "34",
        "35",
        "37",
        "38",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "47",
        "48",
        "49",
        "51",
        "53",
        "54",
        "55",
        "61",
        "62",
        "63",
        "64",
        "65",
        "66",
        "67",
        "68",
        "69",
        "71",
        "73",
        "74",
        "75",
        "77",
        "79",
        "81",
        "82",
        "83",
        "84",
        "85",
        "86",
        "87",
        "88",
        "89",
        "91",
        "92",
        "93",
        "94",
        "95",
        "96",
        "97",
        "98",
        "99",
    ]
)
YEARS = range(1900, 2101)
NEAR = 40  # characters before a number in which a word may say what it is


class Found(NamedTuple):
    """A personal number: phone, cpf, cnpj or card, and where it ends."""

    kind: str
    end: int


class _Number(NamedTuple):
    """What may be one: as it is written, its digits, and what the words before it say."""

    text: str
    digits: str
    is_called: bool  # "my phone is", "call me on"
    is_other: bool  # "order", "protocol"
    before: str

    @property
    def is_bare(self) -> bool:
        return self.text.isdigit()


_S = r"[ \u00a0]{0,2}[-.\u2010-\u2015_*]?[ \u00a0]{0,2}"  # between two groups of one number
_AREA = rf"\(?{_S}(?:0(?:xx|\d\d)?{_S})?\(?\d\d\)?{_S}"
_EIGHT = rf"(?:\d{{4}}{_S}\d{{4}}|\d\d{_S}\d{{3}}{_S}\d{{3}}|\d\d(?:[ .-]\d\d){{3}})"
_NINE = rf"(?:9{_S}{_EIGHT}|9\d{{4}}{_S}\d{{4}}|9\d\d{_S}\d{{3}}{_S}\d{{3}})"
_ENDS = r"(?![\w]|[.,/-]\d)"

_CALLS = (
    r"fones?|tele?fones?|tel|cel|celular(?:es)?|whats(?:app)?|watts|zap|wpp?|contato|"
    r"lig(?:a|ar|ue|uem|ou|aram|uei)|cham(?:a|ar|e|em)|retorn\w+|phone|call|mobile|ddd|n[uú]mero"
)
_OTHERS = (
    r"pedidos?|protocolos?|nfc?-?e|notas?|fiscal|c[oó]digo|c[oó]d|cep|os|ordem|orders?|ticket|"
    r"chamado|rastre\w+|boleto|lotes?|s[eé]rie|matr[ií]cula|contrato|reserva|cupom|sku|ean|barras|"
    r"processo|invoice|protocol|voo|quarto|apto|item|ref|refer[eê]ncia|chassi|imei|registro|"
    r"senha|conta|ag[eê]ncia|nsu|autoriza[cç][aã]o|or[cç]amento|km"
)
_SOON = r"[^\d\n]{0,16}$"
_IS_CALLED = re.compile(rf"\b(?:{_CALLS}){_SOON}", re.IGNORECASE)
_IS_OTHER = re.compile(rf"(?:\b(?:{_OTHERS})\b|\$|\#){_SOON}", re.IGNORECASE)
_IS_CPF = re.compile(rf"\bcpf{_SOON}", re.IGNORECASE)


def at(text: str, start: int) -> Found | None:
    """Return the personal number that begins at a place in a text, None when there is none."""
    before = text[max(0, start - NEAR) : start]
    is_called = _IS_CALLED.search(before) is not None
    if before[-1:].isalpha() and not is_called:
        return None  # part of a code, such as a plate
    is_other = not is_called and _IS_OTHER.search(before) is not None
    for kind, shape, fits in _READINGS:
        match = shape.match(text, start)
        if match is None:
            continue
        digits = "".join(filter(str.isdigit, match[0]))
        if fits(_Number(match[0], digits, is_called, is_other, before)):
            return Found(kind, match.end())
    return None


def _is_card(number: _Number) -> bool:
    """Tell a card by its groups or, without any, by Luhn's check digit. Source: ISO/IEC 7812-1."""
    if not number.is_bare:
        return True
    return not number.is_other and luhn.is_valid(number.digits)


def _is_cnpj(number: _Number) -> bool:
    return not number.is_bare or (not number.is_other and cnpj.is_valid(number.digits))


def _is_cpf(number: _Number) -> bool:
    """Tell a CPF by its signs, by the word before it, or by its check digits."""
    if _IS_CPF.search(number.before):
        return True
    if number.is_bare:
        return not number.is_other and cpf.is_valid(number.digits)
    return any(sign in number.text for sign in "-./\u2013") or cpf.is_valid(number.digits)


def _is_phone(number: _Number) -> bool:
    """Tell a phone number with its area code; one with a sign or a bracket needs no word."""
    digits = number.digits.removeprefix("00")
    if len(digits) > 11 and digits.startswith("55"):
        digits = digits[2:]
    if digits.startswith("0") and not digits.startswith(("0800", "0300")):
        digits = digits[3:] if len(digits) > 12 else digits[1:]
    if digits[:2] not in AREAS or len(digits) not in (10, 11):
        return False
    if number.is_bare and number.is_other:
        return False
    return digits[2] == "9" if len(digits) == 11 else digits[2] in "23456789"


def _is_abroad(number: _Number) -> bool:
    return 8 <= len(number.digits) <= 15


def _is_local(number: _Number) -> bool:
    """Tell a number without area code: by its hyphen, or by the word before it."""
    digits = number.digits
    if number.is_called:
        return digits[0] in "23456789"
    if number.is_other or number.is_bare:
        return False
    if len(digits) == 9:
        return True
    first, last = int(digits[:4]), int(digits[4:])
    is_range = (first in YEARS and last in YEARS) or (first % 100 == 0 and last % 100 == 0)
    return "-" in number.text and digits[0] in "23456789" and not is_range


_READINGS: tuple[tuple[str, re.Pattern[str], Callable[[_Number], bool]], ...] = tuple(
    (kind, re.compile(shape + _ENDS, re.IGNORECASE), fits)
    for kind, shape, fits in (
        ("card", r"[2-6]\d{3}([ .\u00a0-]?)\d{4}\1\d{4}\1\d{4}", _is_card),
        ("card", r"3[47]\d\d([ .-]?)\d{6}\1\d{5}|3[0689]\d\d([ .-]?)\d{6}\2\d{4}", _is_card),
        ("cnpj", rf"\d\d{_S}\d{{3}}{_S}\d{{3}}[/ ]{{0,3}}\d{{4}}{_S}\d\d", _is_cnpj),
        ("cpf", rf"\d{{3}}{_S}\d{{3}}{_S}\d{{3}}(?:{_S}| ?/ ?)\d\d", _is_cpf),
        ("phone", rf"(?:(?:\(?\+|00){_S})?(?:55\)?{_S})?{_AREA}(?:{_NINE}|{_EIGHT})", _is_phone),
        ("phone", r"(?:\+|00)[1-9](?:[ .()-]{0,2}\d){7,14}", _is_abroad),
        ("phone", rf"{_NINE}|\d{{4}}{_S}\d{{4}}", _is_local),
    )
)
