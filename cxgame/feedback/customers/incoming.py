"""Customers from a file: each row a customer, found again by key, e-mail or phone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import BinaryIO, NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session

from cxgame.errors import CxgameError, InvalidInput, Reason
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.customers.register import Known, note_customer
from cxgame.feedback.importing import mapping as mappings
from cxgame.feedback.importing.report import Rejected, Report
from cxgame.feedback.importing.source import Source, open_source
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.names import fold

ROWS = 2_000  # of one transaction
Transactions = Callable[[], AbstractContextManager[Session]]  # such as db.transaction

# What a column may be called, folded; the field's own name is always one.
NAMES = {
    "key": ("key", "customer", "customer id", "codigo", "codigo do cliente", "cliente", "id"),
    "name": ("name", "nome", "full name", "nome completo"),
    "email": ("email", "e mail", "email address", "endereco de email"),
    "phone": ("phone", "telefone", "celular", "whatsapp", "mobile", "fone"),
    "language": ("language", "idioma", "lingua"),
    "segment_value": (
        "segment value",
        "value",
        "valor",
        "segmento",
        "segment",
        "segmento de valor",
    ),
    "segment_need": ("segment need", "need", "necessidade", "perfil"),
}
_LANGUAGES = {"pt": "pt-BR", "pt br": "pt-BR", "portugues": "pt-BR", "en": "en", "ingles": "en"}
_UNREADABLE = Reason("This row can't be read: a quotation mark is not closed, or a cell too long.")
_NOBODY = Reason("This row has no key, no e-mail and no phone: nobody can be found again by it.")


class Told(NamedTuple):
    """What became of some rows: how many are new, how many were known, why others stay out."""

    created: int
    known: int
    refused: dict[int, Reason]  # by place in what was given


def import_customers(
    session: Session, *, actor: Actor, told: Sequence[Known], now: datetime
) -> Told:
    """Note customers one after the other; what is told anew replaces what was known."""
    permissions.require(actor, "feedback.import_customers")
    before = _count(session)
    refused: dict[int, Reason] = {}
    for place, known in enumerate(told):
        try:
            if note_customer(session, known, now=now) is None:
                refused[place] = _NOBODY
        except CxgameError as error:
            refused[place] = Reason(error.message, error.values)
    created = _count(session) - before
    noted = len(told) - len(refused)
    if noted:
        audit.note(session, actor, "feedback.import_customers", "customer", None, now=now, n=noted)
    return Told(created, noted - created, refused)


def bring_in(
    transactions: Transactions,
    *,
    file: BinaryIO,
    name: str,
    actor: Actor,
    mapping: Mapping[str, str],
    is_dry: bool = False,
    is_strict: bool = False,
    now: datetime,
) -> Report:
    """Note the customers of a file, and report on every row that stays out.

    A dry run stores nothing, nor does a strict one with a bad row. Raise NotAllowed, InvalidInput
    when the file is no table or has none of the columns.
    """
    permissions.require(actor, "feedback.import_customers")
    source = open_source(file, name)
    report = Report(mapping=_settled(source.columns, mapping))
    if is_strict and not is_dry:
        tried = bring_in(
            transactions, file=file, name=name, actor=actor, mapping=mapping, is_dry=True, now=now
        )
        if tried.rejected:
            return tried.refused()
    for chunk in _chunks(source, report):
        with transactions() as session:
            trial = session.begin_nested()
            told = import_customers(
                session, actor=actor, told=[known for _row, known in chunk], now=now
            )
            trial.rollback() if is_dry else trial.commit()
        report.created += told.created
        report.duplicates += told.known
        report.rejected += [Rejected(chunk[at][0], why) for at, why in told.refused.items()]
    report.rejected.sort(key=lambda one: one.row)
    return report


def _settled(columns: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Return field -> column: what was said, then what the names make sure."""
    unknown = set(given) - set(NAMES)
    if unknown:
        raise InvalidInput(
            "There is no field {field}. Use: {fields}.",
            field=", ".join(sorted(unknown)),
            fields=", ".join(NAMES),
        )
    found = mappings.settle(columns, given, ())
    by_name = {fold(column).replace("_", " ").replace("-", " "): column for column in columns}
    for field, names in NAMES.items():
        free = [
            by_name[one] for one in names if one in by_name and by_name[one] not in found.values()
        ]
        if field not in given and free:
            found[field] = free[0]
    if not {"key", "email", "phone"} & set(found):
        raise InvalidInput("The file has no column with a key, an e-mail or a phone.")
    return found


def _chunks(source: Source, report: Report) -> Iterator[list[tuple[int, Known]]]:
    """Yield row numbers with what they tell, some at a time; note rows that can't be read."""
    places = {field: source.columns.index(column) for field, column in report.mapping.items()}
    chunk: list[tuple[int, Known]] = []
    for number, cells in source.rows():
        report.read += 1
        if cells is None:
            report.rejected.append(Rejected(number, _UNREADABLE))
            continue
        said = {f: cells[at].strip() for f, at in places.items() if at < len(cells)}
        language = said.get("language", "")
        said["language"] = _LANGUAGES.get(fold(language).replace("-", " "), language)
        chunk.append((number, Known(**said)))
        if len(chunk) == ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Customer)) or 0
