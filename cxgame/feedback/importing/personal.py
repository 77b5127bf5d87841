"""Columns that tell who a customer is: they belong to the customer, never to the metadata."""

import re

from cxgame.people.names import fold

_PERSONAL = re.compile(
    r"(?:(?:customer|person|client|contact|respondent|user|consumer) )?"
    r"(?:e ?mails?(?: address(?:es)?)?|(?:first |last |full )?name|phones?(?: numbers?)?|"
    r"mobile|cell ?phone|telephone|whatsapp|birth ?(?:date|day)|address)"
    r"|(?:nome|nome completo|sobrenome|e ?mails?|telefones?|celular(?:es)?|cpf|cnpj|cpf cnpj|rg|"
    r"documento|endereco|cep|data de nascimento)"
    r"(?: (?:do|da) (?:cliente|consumidor|pessoa|usuario|reclamante))?"
)
_BETWEEN = re.compile(r"[_\-./\[\]]+")


def is_personal(name: str) -> bool:
    """Tell whether a column's name says that it holds a person's name, address or number."""
    return _PERSONAL.fullmatch(" ".join(_BETWEEN.sub(" ", fold(name)).split())) is not None
