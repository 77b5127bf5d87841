"""The check of a plan on its day: who is asked, and when."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.boards import facts, flow, news
from cxgame.boards.models import BoardColumn, Card
from cxgame.boards.plans.models import Plan
from cxgame.boards.raci import Facts
from cxgame.boards.stages import Stage
from cxgame.people.actor import Actor

_WAITING = (Stage.WAIT.value, Stage.CHECK.value)


def checkers(known: Facts) -> list[int]:
    """Return who is asked to check a plan: who was named, else A or the second approver, never R.

    Empty where everybody with a say is R.
    """
    acting = {who.id for who in known.responsible}
    named = known.plan.verifier_id if known.plan else None
    asked = [named] if named else [who.id for who in known.accountable]
    if known.second and not named:
        asked.append(known.second.id)
    return [one for one in asked if one not in acting]


def is_asked(actor: Actor, known: Facts) -> bool:
    """Tell whether the actor, or somebody in whose place they act, is asked to check; never R."""
    asked = set(checkers(known))
    if actor.person_id is None or any(who.id == actor.person_id for who in known.responsible):
        return False
    return actor.person_id in asked or bool(actor.stands_in_for & asked)


def is_due(card: Card, known: Facts, today: date) -> bool:
    """Tell whether a plan's check is due and open."""
    plan = known.plan
    return (
        plan is not None
        and known.stage in (Stage.WAIT, Stage.CHECK)
        and not plan.is_verified
        and not known.is_on_hold
        and plan.check_on is not None
        and plan.check_on <= today
        and card.done_at is None
    )


def ask_checks(session: Session, *, now: datetime) -> int:
    """Bring the plans whose check is due to their check and ask for it once; return how many."""
    today = clock.local_day(now)
    query = (
        select(Card)
        .join(Plan, col(Plan.card_id) == col(Card.id))
        .join(BoardColumn, col(BoardColumn.id) == col(Card.column_id))
        .where(
            col(Plan.check_on) <= today,
            col(Plan.asked_at).is_(None),
            col(Card.cancelled_at).is_(None),
            col(BoardColumn.stage).in_(_WAITING),
        )
        .order_by(col(Card.id))
    )
    asked = 0
    for card in session.exec(query).all():
        known = facts.of_card(session, card)
        if not is_due(card, known, today):
            continue
        if known.stage is Stage.WAIT:
            flow.move_to(session, card, Stage.CHECK, now=now)
        session.get_one(Plan, card.id).asked_at = now
        people = checkers(known)
        message = news.CHECK_WAITS
        news.tell(session, card, people, event="check", message=message, by=None, now=now)
        asked += 1
    return asked
