"""A board as a table: one row a card, in CSV or a workbook, its columns mapped to fields."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import BinaryIO

from cxgame.boards import heads
from cxgame.boards.importing.found import (
    FoundBoard,
    FoundCard,
    FoundColumn,
    FoundComment,
    FoundItem,
    Member,
    Skipped,
)
from cxgame.boards.models import Priority
from cxgame.errors import InvalidInput
from cxgame.i18n import N_
from cxgame.people.names import fold
from cxgame.tabular import pairs
from cxgame.tabular.dates import Dates, Votes, dates_for
from cxgame.tabular.source import Form, Source, open_source

MOST_CARDS = 20_000
TEXTS = ("what", "why", "place", "how", "target")
DAYS = ("starts_on", "due_on", "created_at")
# Names that files bear over their columns, folded: ours first, then those of other tools.
NAMES = {
    "title": (
        *("title", "titulo", "card", "cartao", "card name", "task", "task name", "tarefa"),
        *("summary", "name", "nome", "assunto", "subject", "acao", "action"),
    ),
    "column": (
        *("column", "coluna", "list", "lista", "list name", "status", "state", "etapa"),
        *("bucket", "bucket name", "section", "section column", "fase", "stage"),
    ),
    "description": (
        *("description", "descricao", "card description", "notes", "notas", "observacoes"),
        *("details", "detalhes"),
    ),
    "what": ("what", "o que"),
    "why": ("why", "por que", "porque"),
    "place": ("where", "onde"),
    "how": ("how", "como"),
    "target": ("what should change", "o que deve mudar", "target", "meta"),
    "starts_on": ("starts", "start", "start date", "inicio", "comeca", "data de inicio"),
    "due_on": (
        *("due", "due date", "prazo", "vencimento", "data de vencimento", "until", "quando"),
        *("deadline", "data de conclusao prevista"),
    ),
    "created_at": ("added", "created", "created at", "criado em", "adicionado", "data de criacao"),
    "team": ("team", "equipe", "time", "setor", "loja", "department"),
    "priority": ("priority", "prioridade"),
    "labels": ("labels", "etiquetas", "label", "tags", "tag"),
    "accountable": ("accountable", "a", "aprovador", "responde", "owner", "dono"),
    "responsible": (
        *("responsible", "r", "responsavel", "responsaveis", "quem", "who", "members"),
        *("membros", "assignee", "assigned to", "atribuido a", "encarregado"),
    ),
    "checklist": ("checklist", "checklist items", "steps", "passos", "lista de passos"),
    "comments": ("comments", "comentarios", "comentario", "comment"),
    "archived": ("archived", "arquivado", "cancelled", "cancelado"),
}
FIELDS = tuple(NAMES)
NO_TITLE = N_("It has no title.")
BAD_DAY = N_("“{text}” is no date.")
TOO_MANY = N_("A file has at most {n} cards.")
_YES = frozenset({"true", "yes", "sim", "1", "x", "y", "s"})
_PRIORITIES = {
    Priority.HIGH: ("high", "alta", "urgent", "urgente", "important", "importante", "critical"),
    Priority.LOW: ("low", "baixa", "lowest"),
}
_STEP = re.compile(
    r"^\s*(?:[-*]\s*)?(?:\[(?P<done>[ xX✓]?)\]|(?P<tick>[✓☑☐]))?\s*(?P<text>.+?)\s*$"
)
_UNNAMED = "–"


def read(
    file: BinaryIO,
    name: str,
    *,
    mapping: Mapping[str, str] | None = None,
    date_format: str = "",
    written: Form | None = None,
) -> FoundBoard:
    """Return the board in a table; `mapping` is field -> column where names don't tell.

    Raise InvalidInput for a file that is no table, a column that it lacks, or no title.
    """
    with open_source(file, name, written or Form()) as source:
        columns = settled(source.columns, mapping or {})
        rows = list(_rows(source, columns))
    dates = dates_for(date_format, _votes(rows))
    cards, skipped = [], []
    names: dict[str, str] = {}  # folded -> as first written
    for line, row in rows:
        column = " ".join(row.get("column", "").split()) or _UNNAMED
        names.setdefault(fold(column), column)
        place = list(names).index(fold(column))
        try:
            cards.append(_card(line, row, place, dates))
        except InvalidInput as error:
            skipped.append(Skipped(str(line), error.message, error.values))
    return FoundBoard(
        name=name.rpartition(".")[0] or name,
        description="",
        columns=tuple(FoundColumn(one) for one in names.values()) or (FoundColumn(_UNNAMED),),
        cards=tuple(cards),
        skipped=tuple(skipped),
    )


def settled(columns: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Return field -> column: what was said, then what the names tell; "" leaves a field out.

    Raise InvalidInput for a field or column that there is not, or no column with titles.
    """
    pairs.check(columns, given)
    if unknown := [field for field in given if field not in FIELDS]:
        raise InvalidInput(
            "There is no field {field}. There are: {fields}.",
            field=unknown[0],
            fields=", ".join(FIELDS),
        )
    found = guessed(columns, given)
    if "title" not in found:
        raise InvalidInput("Say which column holds the titles of the cards: title=COLUMN.")
    return found


def guessed(columns: Sequence[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return field -> column as the names tell, besides what was said."""
    said = given or {}
    found = {field: column for field, column in said.items() if column}
    by_name = {fold(column.replace("_", " ").replace("/", " ")): column for column in columns}
    for field, usual in NAMES.items():
        taken = set(found.values())
        names = (*heads.spoken(field), *usual)
        fitting = [by_name[name] for name in names if by_name.get(name, "") not in {"", *taken}]
        if field not in said and fitting:
            found[field] = fitting[0]
    return found


def head_of(field: str) -> str:
    """Return what a field is called on screen, a message id."""
    return heads.HEADS[field]


def _rows(source: Source, columns: Mapping[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line and field -> cell of every row that can be read."""
    places = {field: source.columns.index(column) for field, column in columns.items()}
    for number, (line, cells) in enumerate(source.rows()):
        if number >= MOST_CARDS:
            raise InvalidInput(TOO_MANY, n=MOST_CARDS)
        shown = cells or []
        yield (
            line,
            {field: shown[at].strip() if at < len(shown) else "" for field, at in places.items()},
        )


def _votes(rows: Sequence[tuple[int, dict[str, str]]]) -> Votes:
    votes = Votes()
    for _line, row in rows:
        for field in DAYS:
            if row.get(field):
                votes.look(row[field])
    return votes


def _card(line: int, row: Mapping[str, str], column: int, dates: Dates) -> FoundCard:
    if not row["title"]:
        raise InvalidInput(NO_TITLE)
    created = _date(row, "created_at", dates)
    days = {field: _date(row, field, dates) for field in ("starts_on", "due_on")}
    starts, due = days["starts_on"], days["due_on"]
    return FoundCard(
        line=line,
        title=row["title"],
        column=column,
        description=row.get("description", ""),
        texts={field: row[field] for field in TEXTS if row.get(field)},
        created_at=created[0] if created else None,
        starts_on=starts[1] if starts else None,
        due_on=due[1] if due else None,
        is_archived=fold(row.get("archived", "")) in _YES,
        priority=_priority(row.get("priority", "")),
        team=row.get("team", ""),
        labels=_several(row.get("labels", "")),
        accountable=tuple(map(Member, _several(row.get("accountable", "")))),
        responsible=tuple(map(Member, _several(row.get("responsible", "")))),
        items=tuple(map(_step, _lines(row, "checklist"))),
        lists=1 if _lines(row, "checklist") else 0,
        comments=tuple(FoundComment("", words) for words in _lines(row, "comments")),
    )


def _date(row: Mapping[str, str], field: str, dates: Dates) -> tuple[datetime, date] | None:
    text = row.get(field, "")
    if not text:
        return None
    try:
        return dates.read(text)
    except InvalidInput:
        raise InvalidInput(BAD_DAY, text=text[:40]) from None


def _lines(row: Mapping[str, str], field: str) -> list[str]:
    return [words.strip() for words in row.get(field, "").splitlines() if words.strip()]


def _several(cell: str) -> tuple[str, ...]:
    """Return what a cell lists, parted by commas, semicolons, bars or lines."""
    parts = (part.strip() for part in re.split(r"[,;|\n]", cell))
    return tuple(dict.fromkeys(part for part in parts if part))


def _step(words: str) -> FoundItem:
    found = _STEP.match(words)
    if found is None:
        return FoundItem(words.strip())
    is_done = (found["done"] or "") in ("x", "X", "✓") or (found["tick"] or "") in ("✓", "☑")
    return FoundItem(found["text"], is_done)


def _priority(cell: str) -> Priority:
    word = fold(cell)
    return next((one for one, names in _PRIORITIES.items() if word in names), Priority.NORMAL)
