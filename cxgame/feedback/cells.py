"""Sum records into roll-up cells by SQL: for making the roll-ups anew and for taking some out."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select
from sqlmodel import col

from cxgame.feedback.kinds import BY_US, Kind, Source
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import Band


def scores(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
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
    return _summed(key, sums, (col(record.kind) == Kind.SURVEY, *conditions))


def voices(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the cells of everything else as the records make them."""
    record = FeedbackRecord
    key = {
        "kind": col(record.kind),
        "on_day": col(record.on_day),
        "source": case((col(record.channel).in_(BY_US), Source.HEARD), else_=Source.SENT),
        "team_id": func.coalesce(col(record.team_id), 0),
        "touchpoint_id": func.coalesce(col(record.touchpoint_id), 0),
    }
    return _summed(key, {"n": literal(1)}, (col(record.kind) != Kind.SURVEY, *conditions))


def _summed(
    key: dict[str, Any], sums: dict[str, Any], conditions: Iterable[ColumnElement[bool]]
) -> Select[*tuple[Any, ...]]:  # columns and expressions of any type
    """Sum over the records that count, grouped by named columns of an inner query.

    PostgreSQL takes an expression with a constant in SELECT and in GROUP BY for two.
    """
    named = [value.label(name) for name, value in {**key, **sums}.items()]
    is_counted = col(FeedbackRecord.is_held).is_(False)
    inner = select(*named).where(*conditions, is_counted).subquery()
    groups = [inner.c[name] for name in key]
    return select(*groups, *(func.sum(inner.c[name]) for name in sums)).group_by(*groups)
