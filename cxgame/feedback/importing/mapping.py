"""Which column holds which field: guessed from its name, said by a person, checked."""

from collections.abc import Mapping, Sequence

from cxgame.feedback import platforms
from cxgame.people.names import fold
from cxgame.tabular import pairs

FEEDBACK = (
    "score",
    "text",
    "collected_at",
    "team",
    "touchpoint",
    "customer",
    "submission_id",
    "tags",
    "survey",
    "kind",
    "name",
    "email",
    "phone",
    *platforms.FIELDS,
)
SERVED = ("team", "from", "to", "customers")
CUSTOMERS = ("key", "name", "email", "phone", "language", "segment_value", "segment_need")
FIELDS = {"feedback": FEEDBACK, "served": SERVED, "customers": CUSTOMERS}
# The field whose column holds dates.
DATE = {"feedback": "collected_at", "served": "from", "customers": ""}

# Names that can mean nothing else; taken without asking.
_SURE = {
    "score": ("score", "nota"),
    "text": ("text", "texto", "comment", "comments", "comentario", "comentarios"),
    "collected_at": ("collected at", "date", "data", "collected on"),
    "team": ("team", "equipe"),
    "touchpoint": ("touchpoint", "ponto de contato"),
    "customer": ("customer", "cliente", "customer id"),
    "submission_id": ("submission id",),
    "tags": ("tags", "etiquetas", "marcadores"),
    "email": ("email", "e mail", "email address", "customer email", "email do cliente"),
    "phone": ("phone", "phone number", "customer phone", "telefone", "celular", "whatsapp"),
    "name": ("customer name", "nome do cliente"),
    "from": ("from", "day", "date", "week", "dia", "data", "semana", "de"),
    "to": ("to", "until", "ate"),
    "customers": ("customers", "served", "n", "clientes", "atendidos", "customers served"),
    "key": ("key", "customer", "customer id", "codigo", "codigo do cliente", "cliente"),
    "language": ("language", "idioma", "lingua"),
    "segment_value": ("segment value", "valor", "segmento", "segmento de valor"),
    "segment_need": ("segment need", "necessidade", "perfil"),
}
# In a file of nothing but customers these mean one thing, too.
_SURE_OF_CUSTOMERS = {
    "key": ("id",),
    "name": ("name", "nome", "full name", "nome completo"),
    "email": ("e mail", "endereco de email"),
    "phone": ("mobile", "fone"),
    "segment_value": ("value", "segment"),
    "segment_need": ("need",),
}
# Names that probably mean it; offered on screen, where a person confirms.
_LIKELY = {
    "score": ("rating", "nps", "stars", "estrelas", "avaliacao", "review score", "rec"),
    "text": ("message", "mensagem", "feedback", "review comment message", "opinion", "opiniao"),
    "collected_at": ("created at", "timestamp", "answered at", "data da resposta", "datetime"),
    "team": ("time", "setor", "department", "loja", "store"),
    "touchpoint": ("product", "produto", "canal", "jornada", "etapa"),
    "customer": ("account", "conta", "client"),
    "submission_id": ("id", "response id", "review id", "id da resposta", "codigo"),
    "tags": ("tag", "labels", "categoria", "category"),
    "name": ("name", "full name", "nome", "nome completo", "cliente nome"),
    "email": ("cliente e mail", "cliente email", "customer e mail"),
    "phone": ("cliente telefone", "cliente celular", "mobile"),
}


def guess(columns: Sequence[str], fields: Sequence[str], *, boldly: bool = False) -> dict[str, str]:
    """Return field -> column as the names suggest; `boldly` where somebody will look at it."""
    by_name = {fold(column).replace("_", " ").replace("-", " "): column for column in columns}
    found: dict[str, str] = {}
    sure = [_SURE, _SURE_OF_CUSTOMERS] if "key" in fields else [_SURE]
    for names in [*sure, _LIKELY] if boldly else sure:
        for field in fields:
            fitting = [by_name[name] for name in names.get(field, ()) if name in by_name]
            free = [column for column in fitting if column not in found.values()]
            if field not in found and free:
                found[field] = free[0]
    return found


def settle(
    columns: Sequence[str], given: Mapping[str, str], fields: Sequence[str]
) -> dict[str, str]:
    """Return field -> column: what was said, then what the names make sure.

    A field given as "" stays without a column. Raise InvalidInput for an unknown column.
    """
    pairs.check(columns, given)
    said = {field: column for field, column in given.items() if column}
    rest = [column for column in columns if column not in said.values()]
    sure = guess(rest, [field for field in fields if field not in given])
    return {**said, **sure}
