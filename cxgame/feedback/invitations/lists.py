"""Read a list of customers as somebody pasted or uploaded it."""

import csv
import io

from cxgame.errors import InvalidInput
from cxgame.feedback.customers.register import Known
from cxgame.feedback.invitations.inviting import MOST_ROWS
from cxgame.people.names import fold

LONGEST_LIST = 2_000_000  # characters
# What the columns are called, folded; the first of a field's names that stands there is meant.
HEADINGS = {
    "email": ("e-mail", "email", "mail", "endereco de e-mail", "correio eletronico"),
    "name": ("name", "nome", "cliente", "customer name", "nome do cliente"),
    "phone": ("phone", "telefone", "celular", "whatsapp", "fone"),
    "key": ("customer", "codigo", "id", "codigo do cliente", "customer id"),
    "language": ("language", "idioma", "lingua"),
}


def decoded(content: bytes) -> str:
    """Return an uploaded list as text: UTF-8 with or without its mark, else as Windows writes.

    Raise InvalidInput for what is no text.
    """
    if b"\x00" in content:
        raise InvalidInput("This is no list of addresses. Save it as CSV and try again.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read(text: str) -> list[Known]:
    """Return the customers of a list: with a heading row, or an address and a name in a line.

    Lines without any word are left out. Raise InvalidInput for an empty list, one that is too
    long, and a heading row that names no e-mail address and no phone number.
    """
    if len(text) > LONGEST_LIST:
        raise InvalidInput("This list is too long. Send at most {n} rows at a time.", n=MOST_ROWS)
    rows = [row for row in _rows(text.replace("\x00", "")) if any(cell.strip() for cell in row)]
    if not rows:
        raise InvalidInput("The list is empty.")
    columns = _columns(rows[0])
    if columns:
        if not {"email", "phone"} & set(columns.values()):
            raise InvalidInput("The heading row names no column with e-mail addresses.")
        rows = rows[1:]
    if len(rows) > MOST_ROWS:
        raise InvalidInput("Send at most {n} rows at a time.", n=MOST_ROWS)
    return [_named(row, columns) if columns else _plain(row) for row in rows]


def _rows(text: str) -> list[list[str]]:
    first = text.lstrip().partition("\n")[0]
    separator = max(";\t,|", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator, skipinitialspace=True))
    except csv.Error:
        raise InvalidInput("This is no list of addresses. Save it as CSV and try again.") from None


def _columns(row: list[str]) -> dict[int, str]:
    """Return which column is which field; {} where the first row is a customer already."""
    if any("@" in cell for cell in row):
        return {}
    found: dict[int, str] = {}
    for field, names in HEADINGS.items():
        place = next((n for n, cell in enumerate(row) if fold(cell) in names), None)
        if place is not None:
            found[place] = field
    return found


def _named(row: list[str], columns: dict[int, str]) -> Known:
    told = {field: row[place].strip() for place, field in columns.items() if place < len(row)}
    return Known(**told)


def _plain(row: list[str]) -> Known:
    """Return a line without headings: "Ana <ana@example.com>", or address and name in any order."""
    cells = [cell.strip() for cell in row if cell.strip()]
    email = next((cell for cell in cells if "@" in cell), "")
    name = next((cell for cell in cells if "@" not in cell), "")
    before, bracket, after = email.partition("<")
    if bracket:
        return Known(name=before.strip(' "') or name, email=after.rstrip("> "))
    return Known(name=name, email=email) if email else Known(email=cells[0])
