from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from cxgame.boards import reminders
from cxgame.boards.models import Card
from tests.boards.story import add_plan, told
from tests.conftest import NOON, Town


def overdue_plan(session: Session, town: Town, **changes: Any) -> Card:
    """A plan of diana (A) and bob (R) that was due yesterday."""
    card_id = add_plan(session, town, actor=town.edu, **{"due_on": date(2026, 3, 1)} | changes)
    return session.get_one(Card, card_id)


def reminders_of(session: Session, actor) -> int:
    return told(session, actor).count(reminders.OVERDUE)


def test_a_and_r_are_told_once(session: Session, town: Town) -> None:
    overdue_plan(session, town)

    assert reminders.remind_overdue(session, now=NOON) == 2
    assert reminders.remind_overdue(session, now=NOON + timedelta(days=1)) == 0
    assert [reminders_of(session, who) for who in (town.diana, town.bob, town.alice)] == [1, 1, 0]


def test_a_card_is_not_overdue_on_its_day(session: Session, town: Town) -> None:
    overdue_plan(session, town, due_on=date(2026, 3, 2))

    assert reminders.remind_overdue(session, now=NOON) == 0


def test_a_new_date_that_passes_is_told_again(session: Session, town: Town) -> None:
    card = overdue_plan(session, town)
    reminders.remind_overdue(session, now=NOON)
    card.due_on = date(2026, 3, 3)
    session.flush()

    assert reminders.remind_overdue(session, now=NOON + timedelta(days=2)) == 2


def test_finished_and_cancelled_cards_and_those_without_a_date_are_left_alone(
    session: Session, town: Town
) -> None:
    overdue_plan(session, town).done_at = NOON
    overdue_plan(session, town).cancelled_at = NOON
    overdue_plan(session, town, due_on=None)
    session.flush()

    assert reminders.remind_overdue(session, now=NOON) == 0
