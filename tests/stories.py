"""Beginnings of stories that are made once in a process, and put back row by row from then on.

A town, a library or a walk through a module takes many commands and is the same in every test.
`beginning` runs them the first time and notes which rows came of them; where a later test stands
at the very same point, the rows are put there at once. Where it stands elsewhere, because it
wrote something of its own, the commands run again.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Insert, Table, bindparam, event, func, select
from sqlmodel import Session, SQLModel

T = TypeVar("T")
Key = tuple[Any, ...]
Row = dict[str, Any]
Told = tuple[Hashable, ...]  # the beginnings that make up all that a database holds

CHANGES_NOTHING = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "EXPLAIN")


@dataclass
class Place:
    """How far a database is in its story; None: something else was written too."""

    told: Told | None
    before: list[Told | None]  # at each savepoint that is open


@dataclass(frozen=True)
class Rows:
    """What a beginning leaves in the tables, and what it returns."""

    inserted: tuple[tuple[Insert, list[Row]], ...]
    updated: tuple[tuple[Table, list[Row]], ...]
    counters: tuple[tuple[str, str, int], ...]
    returned: Any


_places: WeakKeyDictionary[Engine, Place] = WeakKeyDictionary()
_kept: dict[tuple[str, Told], Rows] = {}


def watch(engine: Engine) -> None:
    """Notice whatever is written through an engine whose database is empty now."""
    place = _places[engine] = Place((), [])

    def note_statement(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if place.told is not None and not statement.startswith(CHANGES_NOTHING):
            place.told = None

    def note_savepoint(_connection: Any, _name: str) -> None:
        place.before.append(place.told)

    def note_return(_connection: Any, _name: str, _context: Any) -> None:
        place.told = place.before.pop()

    def note_release(_connection: Any, _name: str, _context: Any) -> None:
        place.before.pop()

    event.listen(engine, "before_cursor_execute", note_statement)
    event.listen(engine, "savepoint", note_savepoint)
    event.listen(engine, "rollback_savepoint", note_return)
    event.listen(engine, "release_savepoint", note_release)


def beginning(session: Session, key: Hashable, make: Callable[[], T]) -> T:
    """Have in the database what `make` makes there, and return what it returns: plain values.

    The key names all that `make` depends on besides what the database holds.
    """
    session.flush()
    engine = session.connection().engine
    place = _places.get(engine)
    if place is None or place.told is None:
        return make()
    told = (*place.told, key)
    where = (engine.dialect.name, told)
    if where not in _kept:
        before = _everything(session)
        returned = make()
        session.flush()
        _kept[where] = _difference(before, _everything(session), returned)
    else:
        _put(session.connection(), _kept[where])
        session.expire_all()
    place.told = told
    kept: T = _kept[where].returned
    return kept


def _everything(session: Session) -> dict[Table, dict[Key, Row]]:
    """Return every row of every table by its key."""
    connection = session.connection()
    return {
        table: {
            tuple(row[column.name] for column in table.primary_key): dict(row)
            for row in connection.execute(select(table)).mappings()
        }
        for table in SQLModel.metadata.sorted_tables
    }


def _difference(
    before: dict[Table, dict[Key, Row]], after: dict[Table, dict[Key, Row]], returned: Any
) -> Rows:
    """Return what changed; a beginning adds and changes rows, it takes none away."""
    assert all(before[table].keys() <= after[table].keys() for table in after)
    new = {
        table: [row for key, row in rows.items() if key not in before[table]]
        for table, rows in after.items()
    }
    changed = {
        table: [row for key, row in rows.items() if before[table].get(key, row) != row]
        for table, rows in after.items()
    }
    counters = [
        (table.name, column.name, max(row[column.name] for row in rows))
        for table, rows in new.items()
        if rows and (column := table.autoincrement_column) is not None
    ]
    return Rows(
        tuple((table.insert(), rows) for table, rows in new.items() if rows),
        tuple((table, rows) for table, rows in changed.items() if rows),
        tuple(counters),
        returned,
    )


def _put(connection: Connection, rows: Rows) -> None:
    for insert, new in rows.inserted:
        connection.execute(insert, new)
    for table, changed in rows.updated:
        which = [column == bindparam(f"key_{column.name}") for column in table.primary_key]
        keyed = [
            {**row, **{f"key_{column.name}": row[column.name] for column in table.primary_key}}
            for row in changed
        ]
        connection.execute(table.update().where(*which), keyed)
    if rows.counters and connection.dialect.name == "postgresql":
        reached = [
            func.setval(func.pg_get_serial_sequence(table, column), value)
            for table, column, value in rows.counters
        ]
        connection.execute(select(*reached))
