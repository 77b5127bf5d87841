"""Make the roll-ups anew from the records and compare them with what is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, SQLModel

from cxgame import db
from cxgame.feedback import cells, rollups
from cxgame.feedback.models import ScoreDay, VoiceDay
from cxgame.feedback.rollups import SCORE_COUNTS, ScoreKey, VoiceKey
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

Cells = dict[tuple[Any, ...], tuple[int, ...]]  # a cell's key -> its counts


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell whose counts are not those of its records; empty where there is no such cell."""

    table: str
    cell: tuple[Any, ...]
    stored: tuple[int, ...]
    rebuilt: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """How many cells were compared, and those that differ."""

    cells: int
    differences: tuple[Difference, ...]


def check(session: Session) -> Check:
    """Compare every cell of the roll-ups with the records behind it; change nothing."""
    differences: list[Difference] = []
    count = 0
    for table, stored, rebuilt in _both(session):
        count += len(stored.keys() | rebuilt.keys())
        differences += _differences(table, stored, rebuilt)
    return Check(count, tuple(differences))


def repair_rollups(session: Session, *, actor: Actor, now: datetime) -> Check:
    """Compare as check does, and replace the roll-ups by the rebuilt ones if any cell differs."""
    permissions.require(actor, "feedback.repair_rollups")
    found = check(session)
    if not found.differences:
        return found
    rollups.drop_all(session)
    _fill(session, ScoreDay, (*ScoreKey._fields, *SCORE_COUNTS), cells.scores())
    _fill(session, VoiceDay, (*VoiceKey._fields, "n"), cells.voices())
    wrong = len(found.differences)
    audit.note(session, actor, "feedback.repair_rollups", "score_day", None, now=now, cells=wrong)
    return found


def _both(session: Session) -> Iterator[tuple[str, Cells, Cells]]:
    keys = len(ScoreKey._fields)
    names = (*ScoreKey._fields, *SCORE_COUNTS)
    stored = select(*(getattr(ScoreDay, name) for name in names))
    yield "score_day", _cells(session, stored, keys), _cells(session, cells.scores(), keys)
    keys = len(VoiceKey._fields)
    stored = select(*(getattr(VoiceDay, name) for name in (*VoiceKey._fields, "n")))
    yield "voice_day", _cells(session, stored, keys), _cells(session, cells.voices(), keys)


def _differences(table: str, stored: Cells, rebuilt: Cells) -> list[Difference]:
    return [
        Difference(table, cell, stored.get(cell, ()), rebuilt.get(cell, ()))
        for cell in sorted(stored.keys() | rebuilt.keys())
        if stored.get(cell) != rebuilt.get(cell)
    ]


def _cells(session: Session, query: Select[*tuple[Any, ...]], keys: int) -> Cells:
    rows = session.execute(query.execution_options(yield_per=10_000))
    return {tuple(row[:keys]): tuple(int(value) for value in row[keys:]) for row in rows}


def _fill(
    session: Session,
    model: type[SQLModel],
    names: tuple[str, ...],
    rows: Select[*tuple[Any, ...]],
) -> None:
    table = db.table_of(model)
    session.connection().execute(table.insert().from_select(list(names), rows))
