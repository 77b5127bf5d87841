"""The tags of records as rows that a reading can join: one place knows how they are stored."""

from functools import lru_cache
from typing import Any

from sqlalchemy import String, case, func, literal_column, true
from sqlalchemy.sql.selectable import FromClause, Join
from sqlmodel import Session, col

from cxgame import db
from cxgame.feedback.models import FeedbackRecord


def value(session: Session) -> Any:
    """Return the column that holds one tag."""
    return _rows(db.is_sqlite(session)).c.value


def joined(session: Session, source: FromClause) -> Join:
    """Return records with each of their tags; one without any stands once, its tag NULL."""
    return source.outerjoin(_rows(db.is_sqlite(session)), true())


@lru_cache
def _rows(on_sqlite: bool) -> Any:
    """Return the list of a record's tags as rows; what is stored as null is none."""
    tags = col(FeedbackRecord.tags)
    if on_sqlite:
        return func.json_each(tags).table_valued("value", name="one_tag")
    is_list = func.json_typeof(tags) == "array"
    given = case((is_list, tags), else_=literal_column("'[]'::json"))
    spread = func.json_array_elements_text(given, type_=String).table_valued("value")
    return spread.render_derived(name="one_tag").lateral()
