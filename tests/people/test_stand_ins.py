"""Somebody acts in another's place on some days, and everything says so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from cxgame.boards import consultations, decisions, queries, service, waiting
from cxgame.boards.waiting import Ask
from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound, Refused
from cxgame.notices.models import Notice
from cxgame.people import accounts
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.people.rota import service as rota
from cxgame.people.rota.models import LeaveKind
from cxgame.people.stand_ins import queries as stand_ins
from cxgame.people.stand_ins import service as standing
from tests.boards import story
from tests.boards.story import ids
from tests.conftest import NOON, Town

TODAY = date(2026, 3, 2)
WEEK = timedelta(days=7)


def let(session: Session, town: Town, delegate: Actor, whom: Actor | None = None) -> int:
    """Let somebody stand in for diana, or whom, this week."""
    absent = whom or town.diana
    return standing.name_stand_in(
        session,
        actor=absent,
        person_id=absent.person_id or 0,
        delegate_id=delegate.person_id or 0,
        starts_on=TODAY,
        ends_on=TODAY + WEEK,
        now=NOON,
    )


def today(session: Session, who: Actor, day: date = TODAY) -> Actor:
    """Return somebody as they act on a day."""
    return accounts.as_actor(session, session.get_one(Person, who.person_id), today=day)


def waiting_plan(session: Session, town: Town, **changes: object) -> int:
    plan = story.add_plan(session, town, **changes)
    decisions.submit_for_approval(session, actor=town.bob, card_id=plan, version=1, now=NOON)
    return plan


def test_a_stand_in_approves_in_the_place_of_a(session: Session, town: Town) -> None:
    let(session, town, town.charlie)
    plan = waiting_plan(session, town)
    charlie = today(session, town.charlie)
    (asked,) = waiting.waiting_for(session, actor=charlie, now=NOON)
    assert asked.kind is Ask.APPROVE
    told = session.exec(select(Notice.person_id).where(Notice.link.contains(str(plan))))  # type: ignore[attr-defined]
    assert {town.charlie.person_id, town.diana.person_id} <= set(told)
    decisions.approve_card(session, actor=charlie, card_id=plan, version=2, now=NOON)
    view = queries.card_view(session, actor=town.diana, card_id=plan, now=NOON)
    (event,) = [one for one in view.events if one.kind == "approved"]
    assert (event.who, event.values["in_place_of"]) == ("Charlie", "Diana")
    assert view.stand_ins == {town.diana.person_id: "Charlie"}


def test_only_on_the_days_named(session: Session, town: Town) -> None:
    let(session, town, town.charlie)
    assert today(session, town.charlie).stands_in_for == {town.diana.person_id}
    assert today(session, town.charlie, TODAY + WEEK).stands_in_for
    for day in (TODAY - timedelta(days=1), TODAY + WEEK + timedelta(days=1)):
        assert not today(session, town.charlie, day).stands_in_for
    plan = waiting_plan(session, town)
    with pytest.raises(NotFound):
        decisions.approve_card(session, actor=town.charlie, card_id=plan, version=2, now=NOON)


def test_who_is_r_or_wrote_last_does_not_decide_for_a(session: Session, town: Town) -> None:
    let(session, town, town.bob)
    plan = waiting_plan(session, town)
    with pytest.raises(NotAllowed):
        decisions.approve_card(
            session, actor=today(session, town.bob), card_id=plan, version=2, now=NOON
        )
    other = let(session, town, town.bob, whom=town.edu)
    standing.end_stand_in(session, actor=town.edu, stand_in_id=other, now=NOON)
    alone = story.add_plan(session, town, responsible=ids(town.alice))
    bob = today(session, town.bob)
    decisions.submit_for_approval(session, actor=bob, card_id=alone, version=1, now=NOON)
    with pytest.raises(Refused, match="last change"):  # bob asked for it himself
        decisions.approve_card(session, actor=bob, card_id=alone, version=2, now=NOON)


def test_a_stand_in_does_the_work_and_confirms(session: Session, town: Town) -> None:
    task = story.add_task(session, town)  # bob is R, diana is A
    let(session, town, town.charlie)
    charlie = today(session, town.charlie)
    moved = service.move_card(session, actor=charlie, card_id=task, to="done", version=1, now=NOON)
    assert moved.outcome == "moved"  # A's word
    let(session, town, town.alice, whom=town.bob)
    other = story.add_task(session, town, actor=town.bob)
    assert any(
        one.card_id == other
        for one in waiting.waiting_for(session, actor=today(session, town.alice), now=NOON)
    )


def test_a_stand_in_goes_on_without_an_answer(session: Session, town: Town) -> None:
    plan = waiting_plan(session, town, consulted=ids(town.alice))
    let(session, town, town.charlie)
    asked = {"card_id": plan, "person_id": town.alice.person_id or 0, "reason": "Away"}
    with pytest.raises(NotAllowed):
        consultations.waive_consultation(session, actor=town.bob, now=NOON, **asked)  # type: ignore[arg-type]
    charlie = today(session, town.charlie)
    consultations.waive_consultation(session, actor=charlie, now=NOON, **asked)  # type: ignore[arg-type]


def test_days_are_checked(session: Session, town: Town) -> None:
    let(session, town, town.charlie)
    asked = {
        "actor": town.diana,
        "person_id": town.diana.person_id or 0,
        "delegate_id": town.bob.person_id or 0,
        "now": NOON,
    }
    for first, last, error in (
        (TODAY, TODAY, Conflict),
        (TODAY + WEEK, TODAY + 2 * WEEK, Conflict),
        (TODAY, TODAY - WEEK, InvalidInput),
        (TODAY - 3 * WEEK, TODAY - 2 * WEEK, InvalidInput),
        (TODAY + 2 * WEEK, TODAY + 90 * WEEK, InvalidInput),
    ):
        with pytest.raises(error):
            standing.name_stand_in(session, starts_on=first, ends_on=last, **asked)  # type: ignore[arg-type]
    own = {**asked, "delegate_id": town.diana.person_id or 0}
    with pytest.raises(InvalidInput):
        later = TODAY + 2 * WEEK
        standing.name_stand_in(session, starts_on=later, ends_on=later, **own)  # type: ignore[arg-type]


def test_each_names_their_own_and_leaders_their_peoples(session: Session, town: Town) -> None:
    bob = {"person_id": town.bob.person_id or 0, "delegate_id": town.alice.person_id or 0}
    days = {"starts_on": TODAY, "ends_on": TODAY, "now": NOON}
    with pytest.raises(NotAllowed):
        standing.name_stand_in(session, actor=town.charlie, **bob, **days)  # type: ignore[arg-type]
    made = standing.name_stand_in(session, actor=town.diana, **bob, **days)  # type: ignore[arg-type]
    seen = stand_ins.coming(session, actor=town.alice, today=TODAY)
    assert [(one.id, one.can_end) for one in seen] == [(made, False)]
    assert stand_ins.coming(session, actor=town.charlie, today=TODAY) == []
    standing.end_stand_in(session, actor=town.bob, stand_in_id=made, now=NOON)
    assert stand_ins.coming(session, actor=town.alice, today=TODAY) == []


def test_a_leave_brings_its_cover_and_takes_it_along(session: Session, town: Town) -> None:
    leave = rota.add_leave(
        session,
        actor=town.diana,
        person_id=town.bob.person_id or 0,
        kind=LeaveKind.VACATION,
        starts_on=TODAY,
        ends_on=TODAY + WEEK,
        cover_id=town.alice.person_id,
        now=NOON,
    )
    assert today(session, town.alice).stands_in_for == {town.bob.person_id}
    rota.cancel_leave(session, actor=town.diana, leave_id=leave, now=NOON)
    assert not today(session, town.alice).stands_in_for
    assert replace(town.alice, stands_in_for=frozenset()) == town.alice
