"""Make the roll-ups anew from the records and compare them with what is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select
from sqlmodel import Session, SQLModel, col

from cxgame import db
from cxgame.feedback import rollups
from cxgame.feedback.kinds import Channel, Kind, Source
from cxgame.feedback.models import FeedbackRecord, ScoreDay, VoiceDay
from cxgame.feedback.rollups import SCORE_COUNTS, ScoreKey, VoiceKey
from cxgame.feedback.scales import Band
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
    _fill(session, ScoreDay, (*ScoreKey._fields, *SCORE_COUNTS), _scores())
    _fill(session, VoiceDay, (*VoiceKey._fields, "n"), _voices())
    wrong = len(found.differences)
    audit.note(session, actor, "feedback.repair_rollups", "score_day", None, now=now, cells=wrong)
    return found


def _both(session: Session) -> Iterator[tuple[str, Cells, Cells]]:
    keys = len(ScoreKey._fields)
    names = (*ScoreKey._fields, *SCORE_COUNTS)
    stored = select(*(getattr(ScoreDay, name) for name in names))
    yield "score_day", _cells(session, stored, keys), _cells(session, _scores(), keys)
    keys = len(VoiceKey._fields)
    stored = select(*(getattr(VoiceDay, name) for name in (*VoiceKey._fields, "n")))
    yield "voice_day", _cells(session, stored, keys), _cells(session, _voices(), keys)


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


def _scores() -> Select[*tuple[Any, ...]]:
    """Return the score cells as the records make them, in the order of key and counts."""
    record = FeedbackRecord
    score = col(record.score)
    key = {
        "survey_kind": col(record.survey_kind),
        "on_day": col(record.on_day),
        "team_id": func.coalesce(col(record.team_id), 0),
        "touchpoint_id": func.coalesce(col(record.touchpoint_id), 0),
        "scale_low": col(record.scale_low),
        "scale_high": col(record.scale_high),
        "is_reversed": col(record.is_reversed),
    }
    bands: dict[str, Any] = {band: case((col(record.band) == band, 1), else_=0) for band in Band}
    sums: dict[str, Any] = {"n": literal(1), **bands, "total": score, "squares": score * score}
    return _summed(key, sums, col(record.kind) == Kind.SURVEY)


def _voices() -> Select[*tuple[Any, ...]]:
    """Return the cells of everything else as the records make them."""
    record = FeedbackRecord
    key = {
        "kind": col(record.kind),
        "on_day": col(record.on_day),
        "source": case((col(record.channel) == Channel.STAFF, Source.HEARD), else_=Source.SENT),
        "team_id": func.coalesce(col(record.team_id), 0),
        "touchpoint_id": func.coalesce(col(record.touchpoint_id), 0),
    }
    return _summed(key, {"n": literal(1)}, col(record.kind) != Kind.SURVEY)


def _summed(
    key: dict[str, Any], sums: dict[str, Any], condition: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:  # columns and expressions of any type
    """Sum over the records that count, grouped by named columns of an inner query.

    PostgreSQL takes an expression with a constant in SELECT and in GROUP BY for two.
    """
    named = [value.label(name) for name, value in {**key, **sums}.items()]
    is_counted = col(FeedbackRecord.is_held).is_(False)
    inner = select(*named).where(condition, is_counted).subquery()
    groups = [inner.c[name] for name in key]
    return select(*groups, *(func.sum(inner.c[name]) for name in sums)).group_by(*groups)
