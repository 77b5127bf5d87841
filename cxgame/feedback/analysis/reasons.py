"""The Pareto of reasons: which few make up most of what went wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select, text
from sqlmodel import Session, col

from cxgame import db
from cxgame.feedback.analysis import dimensions, tagged
from cxgame.feedback.analysis.dimensions import Dimension, Value
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import NO_SURVEY, FeedbackRecord
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.feedback.scope import Cut, within
from cxgame.people.actor import Actor

VITAL = 0.8  # the share that the vital few make up (Juran, "Quality Control Handbook", 1951)
HALF = 0.5
BY = (Dimension.TAG, Dimension.STEP, Dimension.TOUCHPOINT)


class Of(StrEnum):
    """Whose reasons."""

    COMPLAINTS = "complaints"
    DETRACTORS = "detractors"


@dataclass(frozen=True, slots=True)
class Reason:
    """How many records name a reason, its share of all that was named, and the shares up to it.

    It is vital while the reasons before it make up less than 80 %.
    """

    value: Value
    n: int
    share: float
    cumulative: float
    is_vital: bool


@dataclass(frozen=True, slots=True)
class Pareto:
    """Reasons, the most named first; records may name several, and `unnamed` name none.

    The first `half` make up half of all; `is_uneven` tells whether those are few, at most two in
    five reasons.
    """

    records: int
    unnamed: int
    named: int
    reasons: tuple[Reason, ...]

    @property
    def vital(self) -> tuple[Reason, ...]:
        """Return the reasons that make up the first 80 %."""
        return tuple(reason for reason in self.reasons if reason.is_vital)

    @property
    def half(self) -> tuple[Reason, ...]:
        """Return the fewest reasons that make up half."""
        before = [one for one in self.reasons if one.cumulative < HALF]
        return self.reasons[: len(before) + 1]

    @property
    def is_uneven(self) -> bool:
        """Tell whether a few reasons make up most."""
        return len(self.reasons) >= 3 and 5 * len(self.half) <= 2 * len(self.reasons)


def reasons(
    session: Session, *, actor: Actor, of: Of, kind: SurveyKind, by: str, cut: Cut
) -> Pareto:
    """Return the Pareto of the reasons that complaints, or a kind's detractors, name."""
    value: Any
    source: Any = db.table_of(FeedbackRecord)
    if by == Dimension.TAG:
        value, source = tagged.value(), tagged.joined(source)
    else:
        value = dimensions.recorded(session, by) + 0  # else SQLite walks the index of the ids
    whose = _whose(of, kind)
    query = select(value.label("value")).select_from(source).where(*whose)
    inner = within(query, cut, FeedbackRecord, actor).subquery()
    grouped = select(inner.c.value, func.count()).group_by(inner.c.value)
    counts = dict(session.execute(grouped).all())
    everyone = within(select(func.count(col(FeedbackRecord.id))).where(*whose), cut,
                      FeedbackRecord, actor)  # fmt: skip
    return pareto(counts, records=session.scalar(everyone) or 0)


def pareto(counts: Mapping[Value, int], *, records: int) -> Pareto:
    """Return the Pareto of ready counts; what bears no reason counts under None."""
    named = sorted(
        ((value, n) for value, n in counts.items() if value is not None),
        key=lambda pair: (-pair[1], str(pair[0])),
    )
    total = sum(n for _value, n in named)
    return Pareto(records, counts.get(None, 0), total, tuple(_reasons(named, total)))


def _reasons(named: Sequence[tuple[Value, int]], total: int) -> list[Reason]:
    found: list[Reason] = []
    seen = 0
    for value, n in named:
        is_vital = seen < VITAL * total
        seen += n
        found.append(Reason(value, n, n / total, seen / total, is_vital))
    return found


def _whose(of: Of, kind: SurveyKind) -> list[ColumnElement[bool] | Any]:
    record = FeedbackRecord
    is_counted = col(record.is_held).is_(False)
    if of is Of.COMPLAINTS:  # said in the words of the index over the few that are no answers
        return [text(NO_SURVEY), col(record.kind) == Kind.COMPLAINT, is_counted]
    detractor = col(record.band) == Band.DETRACTOR
    return [col(record.survey_kind) == kind, detractor, is_counted]
