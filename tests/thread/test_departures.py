"""Who leaves hands over first; nothing stays in nobody's hands."""

from datetime import date

import pytest
from sqlmodel import Session, select

from cxgame.boards import decisions, facts, handing_over
from cxgame.boards.models import Card
from cxgame.boards.plans.models import Plan
from cxgame.boards.raci import Approval
from cxgame.errors import InvalidInput, NotAllowed, NotFound, Refused
from cxgame.feedback import store
from cxgame.feedback.cases import starting
from cxgame.feedback.cases.models import Case
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.thread import departures
from cxgame.thread.departures import Heirs
from tests.boards import story
from tests.boards.story import ids
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import complaint


def leave(session: Session, town: Town, of_cards: dict[int, int], **more: int) -> int:
    bob = session.get_one(Person, town.bob.person_id)
    return departures.deactivate(
        session,
        actor=town.root,
        person_id=bob.id,
        heirs=Heirs(of_cards, **more),
        version=bob.version,
        now=NOON,
    )


def holders(session: Session, card_id: int) -> dict[str, list[str]]:
    known = facts.of_card(session, session.get_one(Card, card_id))
    return {
        "A": [who.name for who in known.accountable],
        "R": [who.name for who in known.responsible],
        "C": [who.name for who in known.consulted],
        "I": [who.name for who in known.informed],
    }


def test_what_somebody_holds_goes_to_others(session: Session, town: Town) -> None:
    task = story.add_task(session, town, due_on=date(2026, 4, 1))  # bob is R
    heard = story.add_task(
        session, town, actor=town.alice, consulted=ids(town.bob), informed=ids(town.edu)
    )
    plan = story.add_plan(session, town, responsible=ids(town.alice))
    session.get_one(Plan, plan).verifier_id = town.bob.person_id
    found = departures.holdings(session, actor=town.root, person_id=town.bob.person_id or 0)
    assert [(one.card_id, one.letters, one.must_go) for one in found.cards] == [
        (task, "R", True),
        (plan, "", True),
        (heard, "C", False),
    ]
    alice, charlie = town.alice.person_id or 0, town.charlie.person_id or 0
    with pytest.raises(Refused, match="Open the second till"):
        leave(session, town, {})
    assert leave(session, town, {task: alice, plan: charlie}) == 3
    assert holders(session, task)["R"] == ["Alice"]
    assert holders(session, heard)["C"] == []
    assert session.get_one(Plan, plan).verifier_id == charlie
    assert not session.get_one(Person, town.bob.person_id).is_active


def test_an_approved_plan_asks_a_anew(session: Session, town: Town) -> None:
    plan = story.add_plan(session, town)
    decisions.submit_for_approval(session, actor=town.bob, card_id=plan, version=1, now=NOON)
    decisions.approve_card(session, actor=town.diana, card_id=plan, version=2, now=NOON)
    leave(session, town, {plan: town.alice.person_id or 0})
    known = facts.of_card(session, session.get_one(Card, plan))
    assert known.approval is Approval.WAITING
    assert holders(session, plan)["R"] == ["Alice"]


def test_who_checks_is_part_of_what_was_approved(session: Session, town: Town) -> None:
    plan = story.add_plan(session, town, responsible=ids(town.alice))
    session.get_one(Plan, plan).verifier_id = town.bob.person_id
    session.flush()
    decisions.submit_for_approval(session, actor=town.edu, card_id=plan, version=1, now=NOON)
    decisions.approve_card(session, actor=town.diana, card_id=plan, version=2, now=NOON)
    leave(session, town, {plan: town.charlie.person_id or 0})
    card = session.get_one(Card, plan)
    assert card.approval == "waiting"
    decisions.approve_card(session, actor=town.diana, card_id=plan, version=card.version, now=NOON)
    assert facts.of_card(session, card).approval is Approval.APPROVED


def test_an_heir_who_was_heard_acts_now(session: Session, town: Town) -> None:
    task = story.add_task(session, town, consulted=ids(town.alice))
    leave(session, town, {task: town.alice.person_id or 0})
    assert holders(session, task) == {"A": ["Diana"], "R": ["Alice"], "C": [], "I": []}


def test_cases_go_along(session: Session, town: Town) -> None:
    starting.set_up_cases(session, actor=Actor.system(), now=NOON)
    store.write(session, [complaint(town.desk)], now=NOON)
    case = session.exec(select(Case)).one()
    case.owner_id = town.bob.person_id
    session.flush()
    with pytest.raises(Refused, match="cases"):
        leave(session, town, {})
    assert leave(session, town, {}, of_cases=town.diana.person_id or 0) == 1
    assert case.owner_id == town.diana.person_id


def test_only_administrators_do_so_and_heirs_must_be_here(session: Session, town: Town) -> None:
    task = story.add_task(session, town)
    with pytest.raises(NotAllowed):
        departures.holdings(session, actor=town.diana, person_id=town.bob.person_id or 0)
    asked = {"card_id": task, "person_id": town.bob.person_id or 0, "now": NOON}
    with pytest.raises(NotFound):
        handing_over.hand_over_card(session, actor=town.root, heir_id=999, **asked)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput):
        handing_over.hand_over_card(session, actor=town.root, heir_id=None, **asked)  # type: ignore[arg-type]
