"""Remind those who answer for a card that its day has passed, once for each due date."""

from datetime import datetime

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.boards import news
from cxgame.boards.models import Card
from cxgame.boards.queries import overdue
from cxgame.boards.raci import Letter
from cxgame.i18n import N_
from cxgame.notices import service as notices

OVERDUE = N_("“{title}” should have been finished by now.")


def remind_overdue(session: Session, *, now: datetime) -> int:
    """Tell A and R of every open card whose day has passed; return how many were told."""
    late = select(Card).where(
        overdue(clock.local_day(now)),
        col(Card.cancelled_at).is_(None),
        col(Card.held_at).is_(None),
    )
    told = 0
    for card in session.exec(late.order_by(col(Card.id))).all():
        told += notices.tell(
            session,
            people=news.holding(session, card, Letter.ACCOUNTABLE, Letter.RESPONSIBLE),
            key=f"card:{card.id}:overdue:{card.due_on}",  # a new date, a new reminder
            message=OVERDUE,
            link=news.address(session, card),
            now=now,
            title=card.title,
        )
    return told
