"""What visits tell together: how many, how good, in which course, and what goes wrong most."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, case, cast, func, select
from sqlmodel import Session, col

from cxgame.feedback.visits import form as forms
from cxgame.feedback.visits.form import Texts
from cxgame.feedback.visits.kinds import REVIEWED
from cxgame.feedback.visits.models import Visit, VisitAnswer
from cxgame.feedback.visits.queries import VisitFilter, narrowed
from cxgame.people.actor import Actor

MOST_POINTS = 60  # of the course
MOST_ITEMS = 8
_PASSED: Any = Visit.is_passed  # a column that may be empty
_REVIEWED = tuple(state.value for state in REVIEWED)


@dataclass(frozen=True)
class VisitFigures:
    """Reviewed visits: n, the mean score (0 to 1), how many passed, and the course in order."""

    n: int
    mean: float | None
    passed: int
    course: tuple[tuple[date, float], ...]


@dataclass(frozen=True)
class FailingItem:
    """A question that goes wrong: in how many visits of those in which it applied."""

    template_id: int
    item_key: str
    text: Texts
    step_id: int | None
    failed: int
    n: int
    newest_id: int


def visit_figures(session: Session, *, actor: Actor, wanted: VisitFilter) -> VisitFigures:
    """Return what the reviewed visits within reach come to; each visit weighs the same."""
    counts = select(
        func.count(),
        func.avg(col(Visit.score)),
        func.coalesce(func.sum(case((_PASSED.is_(True), 1), else_=0)), 0),
    ).where(col(Visit.state).in_(_REVIEWED), col(Visit.score).is_not(None))
    n, mean, passed = session.execute(narrowed(counts, wanted, actor)).one()
    points = (
        select(col(Visit.visited_on), col(Visit.score))
        .where(col(Visit.state).in_(_REVIEWED), col(Visit.score).is_not(None))
        .order_by(col(Visit.visited_on).desc(), col(Visit.id).desc())
        .limit(MOST_POINTS)
    )
    newest = session.execute(narrowed(points, wanted, actor)).all()
    course = tuple((day, score) for day, score in reversed(newest) if day and score is not None)
    return VisitFigures(n, None if mean is None else float(mean), int(passed), course)


def failing_items(
    session: Session, *, actor: Actor, wanted: VisitFilter
) -> tuple[FailingItem, ...]:
    """Return the questions that went wrong most often in reviewed visits, the worst first."""
    failed = func.sum(cast(col(VisitAnswer.is_failed), Integer))
    counts = (
        select(
            col(Visit.template_id),
            col(VisitAnswer.item_key),
            failed,
            func.count(col(VisitAnswer.earned)),
            func.max(case((col(VisitAnswer.is_failed).is_(True), col(Visit.id)))),
        )
        .join(Visit, col(Visit.id) == col(VisitAnswer.visit_id))
        .where(col(Visit.state).in_(_REVIEWED))
        .group_by(col(Visit.template_id), col(VisitAnswer.item_key))
        .having(failed > 0)
        .order_by(failed.desc(), func.count(col(VisitAnswer.earned)), col(VisitAnswer.item_key))
        .limit(MOST_ITEMS)
    )
    found = session.execute(narrowed(counts, wanted, actor)).all()
    return tuple(
        _failing(session, template_id, key, int(bad), n, newest)
        for template_id, key, bad, n, newest in found
    )


def _failing(
    session: Session, template_id: int, key: str, bad: int, n: int, newest: int
) -> FailingItem:
    """Name a question as the newest visit in which it went wrong did."""
    sections = forms.from_json(session.get_one(Visit, newest).sections)
    item = next(item for one in sections for item in one.items if item.key == key)
    return FailingItem(template_id, key, item.text, item.step_id, bad, n, newest)
