"""The same cause again: complaints about the step that a plan had put right propose a new cycle."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from cxgame.boards import news
from cxgame.boards.models import Card
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import Verdict
from cxgame.boards.raci import Letter
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.i18n import N_

WITHIN = timedelta(days=90)  # after the check
ENOUGH = 3  # complaints about the same step in the same team
CAME_BACK = N_("The cause of “{title}” is back ({n} complaints): begin it anew?")


def watch_causes(session: Session, *, now: datetime) -> int:
    """Look whether what effective plans put right comes back, and tell A once a plan.

    Return how many plans that is. The cause is the SOP step of the plan's card; without one nobody
    can tell that it is the same.
    """
    query = (
        select(Card, Plan)
        .join(Plan, col(Plan.card_id) == col(Card.id))
        .where(
            Plan.verdict == Verdict.EFFECTIVE.value,
            col(Plan.verified_at) > now - WITHIN,
            col(Plan.recurred_at).is_(None),
            col(Card.sop_step_id).is_not(None),
            col(Card.cancelled_at).is_(None),
        )
        .order_by(col(Card.id))
    )
    found = 0
    for card, plan in session.exec(query).all():
        n = complaints_since(session, card, plan)
        if n < ENOUGH:
            continue
        plan.recurred_at, plan.recurred_n = now, n
        people = news.holding(session, card, Letter.ACCOUNTABLE)
        news.tell(session, card, people, event="again", message=CAME_BACK, by=None, now=now, n=n)
        found += 1
    session.flush()
    return found


def complaints_since(session: Session, card: Card, plan: Plan) -> int:
    """Return how many complaints about a plan's step came in after its check, in its team."""
    if plan.verified_at is None or card.sop_step_id is None:
        return 0
    query = select(func.count()).where(
        FeedbackRecord.kind == Kind.COMPLAINT.value,
        FeedbackRecord.sop_step_id == card.sop_step_id,
        col(FeedbackRecord.is_held).is_(False),
        FeedbackRecord.collected_at > plan.verified_at,
        FeedbackRecord.collected_at <= plan.verified_at + WITHIN,
    )
    if card.team_id is not None:
        query = query.where(FeedbackRecord.team_id == card.team_id)
    return session.exec(query).one()
