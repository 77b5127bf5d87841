from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session

from cxgame.boards import consultations, waiting, writing
from cxgame.boards.models import Card
from cxgame.boards.waiting import Ask, Waiting
from cxgame.people.actor import Actor
from tests.boards import story
from tests.conftest import NOON, Town


def asks(session: Session, actor: Actor) -> list[Waiting]:
    return waiting.waiting_for(session, actor=actor, now=NOON + timedelta(days=4))


def kinds(session: Session, actor: Actor) -> list[Ask]:
    return [one.kind for one in asks(session, actor)]


def test_each_sees_what_waits_for_them(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town, consulted=story.ids(town.alice), question="Enough?")
    assert kinds(session, town.bob) == [Ask.DO]
    assert kinds(session, town.alice) == []

    story.submit(session, town.bob, card_id)
    (question,) = asks(session, town.alice)
    assert (question.kind, question.detail, question.is_overdue) == (Ask.ANSWER, "Enough?", True)
    assert kinds(session, town.diana) == []

    consultations.answer_consultation(
        session, actor=town.alice, card_id=card_id, answer="Yes", now=NOON
    )
    (approval,) = asks(session, town.diana)
    assert (approval.kind, approval.due_on) == (Ask.APPROVE, date(2026, 3, 5))
    assert kinds(session, town.alice) == kinds(session, town.bob) == []


def test_a_confirmation_waits_for_a(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    story.move(session, town.bob, card_id, "done")

    assert kinds(session, town.diana) == [Ask.CONFIRM]
    assert kinds(session, town.bob) == []


def test_the_soonest_clock_comes_first(session: Session, town: Town) -> None:
    story.add_task(session, town, title="Some day")
    story.add_task(session, town, title="Later", due_on=date(2026, 3, 9))
    story.add_task(session, town, title="Sooner", due_on=date(2026, 3, 3))

    found = asks(session, town.bob)
    assert [(one.title, one.is_overdue) for one in found] == [
        ("Sooner", True),
        ("Later", False),
        ("Some day", False),
    ]


def test_a_second_approver_is_waited_for_too(session: Session, town: Town) -> None:
    card_id = story.add_plan(
        session,
        town,
        responsible=story.ids(town.diana, town.bob),
        second_approver_id=town.edu.person_id,
    )
    story.submit(session, town.bob, card_id)
    story.approve(session, town.edu, card_id)

    assert kinds(session, town.edu) == []
    assert kinds(session, town.diana) == [Ask.APPROVE]


def test_nothing_waits_for_nobody(session: Session, town: Town) -> None:
    story.add_task(session, town)
    assert kinds(session, Actor.nobody()) == []
    assert kinds(session, Actor.system()) == []


def test_r_looks_over_what_a_wrote_last(session: Session, town: Town) -> None:
    card_id = story.approved_plan(session, town)
    form = writing.read(session, session.get_one(Card, card_id))
    story.change(session, town.diana, card_id, replace(form, what="Sharper"))

    assert kinds(session, town.bob) == [Ask.LOOK_OVER]
    assert kinds(session, town.diana) == []
    assert story.told(session, town.bob)[0].endswith("look it over and ask for the approval.")
    story.submit(session, town.bob, card_id)
    assert kinds(session, town.diana) == [Ask.APPROVE]
    story.approve(session, town.diana, card_id)
    assert story.column(session, card_id) == "do"
