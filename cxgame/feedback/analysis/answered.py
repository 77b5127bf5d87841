"""The answers to extra questions, joined to their records: the one place that knows how."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_
from sqlalchemy.sql.selectable import FromClause, NamedFromClause
from sqlmodel import col

from cxgame import db
from cxgame.feedback.analysis import dimensions
from cxgame.feedback.extras.models import AnswerPart
from cxgame.feedback.models import FeedbackRecord

Tables = Mapping[str, NamedFromClause]  # by dimension


def tables(by: Sequence[str]) -> dict[str, NamedFromClause]:
    """Return a table of answers for each dimension that is an extra question."""
    asked = [one for one in by if dimensions.question_of(one) is not None]
    return {one: db.table_of(AnswerPart).alias(f"part_{n}") for n, one in enumerate(asked)}


def joined(source: FromClause, asked: Tables) -> Any:  # a join, or the source as it was
    """Return records with each of their answers; one without any stands once, its value NULL."""
    for by, part in asked.items():
        same = and_(
            part.c.record_id == col(FeedbackRecord.id),
            part.c.question_id == dimensions.question_of(by),
        )
        source = source.outerjoin(part, same)
    return source
