"""What a plan still lacks: the gate before its A."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from cxgame.boards.models import Card
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import PlanFacts
from cxgame.errors import Reason

# What 5W2H asks for besides who, which the letters tell.
_5W2H = (
    ("what", Reason("Say what is done (What).")),
    ("why", Reason("Say why it is done (Why).")),
    ("place", Reason("Say where it is done (Where).")),
    ("due_on", Reason("Say until when (When).")),
    ("how", Reason("Say how it is done (How).")),
    ("cost_cents", Reason("Say what it costs, 0 too (How much).")),
)
_PROMISE = (
    ("root_cause", Reason("The root cause is missing: say what lies behind the trouble.")),
    ("kpi", Reason("No figure is promised: choose the one that should change.")),
    ("baseline", Reason("The figure has no baseline yet.")),
    ("goal", Reason("The figure has no goal yet.")),
    ("check_on", Reason("The day of the check is missing.")),
)


def plan_facts(session: Session, cards: Iterable[Card]) -> dict[int, PlanFacts]:
    """Return what the gates look at, by card; one without a row has promised nothing yet."""
    known = list(cards)
    query = select(Plan).where(col(Plan.card_id).in_([card.id for card in known]))
    plans = {plan.card_id: plan for plan in session.exec(query)}
    return {card.id: facts_of(card, plans.get(card.id)) for card in known}


def facts_of(card: Card, plan: Plan | None) -> PlanFacts:
    """Return what the gates look at in one plan."""
    missing = _missing(card, plan)
    if plan is None:
        return PlanFacts(missing)
    return PlanFacts(
        missing=missing,
        is_open=not plan.kpi or plan.goal is None,
        is_verified=plan.verdict is not None,
        check_on=plan.check_on,
        verifier_id=plan.verifier_id,
    )


def _missing(card: Card, plan: Plan | None) -> tuple[Reason, ...]:
    reasons = [why for field, why in _5W2H if getattr(card, field) in ("", None)]
    reasons += [why for field, why in _PROMISE if getattr(plan, field, None) in ("", None)]
    check_on = plan.check_on if plan else None
    if check_on and card.due_on and check_on < card.due_on:
        reasons.append(Reason("The check comes after the work is due, not before."))
    return tuple(reasons)
