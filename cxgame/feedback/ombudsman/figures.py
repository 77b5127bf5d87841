"""How much the office has to do, in figures so coarse that none points at a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlmodel import Session, col, func, select

from cxgame.errors import NotAllowed
from cxgame.feedback.ombudsman.kinds import ReportKind
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.people.actor import Actor

LEAST = 5  # reports in a cell that may be shown
WINDOW = timedelta(days=365)

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Figures:
    """Reports of the last year: None stands for a number that must not be told."""

    total: int | None
    kinds: dict[ReportKind, int | None]
    answered: int | None
    rating: float | None  # mean of the answers' ratings, 1 to 5


def figures(session: Session, *, actor: Actor, now: datetime) -> Figures:
    """Return the year's reports for those who see all; raise NotAllowed for others.

    Who holds the office sees every number, others no cell under five, nor one that the total and
    the other cells would tell.
    """
    if not (actor.sees_all or actor.holds_office):
        raise NotAllowed("Your role does not allow this. Ask your manager or the administrator.")
    since = OmbudsmanReport.filed_at >= now - WINDOW
    counted = select(OmbudsmanReport.kind, func.count()).where(since)
    found = dict(session.exec(counted.group_by(OmbudsmanReport.kind)).all())
    kinds = {kind: found.get(kind.value, 0) for kind in ReportKind}
    answered = select(func.count()).where(since, col(OmbudsmanReport.answered_at).is_not(None))
    rated = select(func.count(), func.avg(OmbudsmanReport.rating)).where(
        since, col(OmbudsmanReport.rating).is_not(None)
    )
    n_answered = session.exec(answered).one()
    n_rated, mean = session.exec(rated).one()
    total = sum(kinds.values())
    if actor.holds_office:
        return Figures(total, dict(kinds), n_answered, float(mean) if n_rated else None)
    return Figures(
        total=total if total >= LEAST else None,
        kinds=coarse(kinds),
        answered=n_answered if n_answered >= LEAST and total - n_answered >= LEAST else None,
        rating=float(mean) if n_rated >= LEAST else None,
    )


def coarse(cells: Mapping[Key, int]) -> dict[Key, int | None]:
    """Hide the cells under five, and so many more that the hidden ones are five together.

    Else the total less the shown cells would tell what is hidden.
    """
    by_size = sorted(cells, key=lambda key: cells[key])
    hidden: set[Key] = set()
    kept_back = 0
    for key in by_size:
        if cells[key] >= LEAST and (not hidden or (kept_back >= LEAST and len(hidden) > 1)):
            break
        hidden.add(key)
        kept_back += cells[key]
    return {key: None if key in hidden else cells[key] for key in cells}
