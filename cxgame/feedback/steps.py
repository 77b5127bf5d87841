"""Complaints by the SOP step that they concern."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select
from sqlmodel import Session, col

from cxgame.feedback.kinds import BY_US, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.rates import Heard
from cxgame.feedback.scope import Cut, within
from cxgame.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Placed:
    """How many complaints of a cut are tied to an SOP step, of how many."""

    placed: int
    total: int


def complaints_by_step(
    session: Session, *, actor: Actor, cut: Cut, step_ids: Collection[int] | None = None
) -> dict[tuple[int, int], Heard]:
    """Return what was complained of by (team, step), over what the actor may see of the cut.

    Records that are held count nowhere. `step_ids` keeps to some steps.
    """
    record = FeedbackRecord
    is_heard = case((col(record.channel).in_(BY_US), 1))
    query = (
        select(col(record.team_id), col(record.sop_step_id), func.count(), func.count(is_heard))
        .where(
            col(record.kind) == Kind.COMPLAINT,
            col(record.is_held).is_(False),
            col(record.sop_step_id).is_not(None),
            col(record.team_id).is_not(None),
        )
        .group_by(col(record.team_id), col(record.sop_step_id))
    )
    if step_ids is not None:
        query = query.where(col(record.sop_step_id).in_(step_ids))
    return {
        (team, step): Heard(sent=n - heard, heard=heard)
        for team, step, n, heard in session.execute(within(query, cut, record, actor))
    }


def placed_complaints(session: Session, *, actor: Actor, cut: Cut) -> Placed:
    """Return how many complaints of the cut were tied to a step: the others are in no cluster."""
    record = FeedbackRecord
    query: Select[int, int] = select(func.count(), func.count(col(record.sop_step_id))).where(
        col(record.kind) == Kind.COMPLAINT, col(record.is_held).is_(False)
    )
    n, placed = session.execute(within(query, cut, record, actor)).one()
    return Placed(placed, n)
