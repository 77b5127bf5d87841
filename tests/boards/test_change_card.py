from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session

from cxgame import db
from cxgame.boards import service, writing
from cxgame.boards.form import CardForm
from cxgame.boards.history import Happened, StaleCard
from cxgame.boards.models import Card
from cxgame.boards.raci import Approval
from cxgame.errors import Conflict, NotAllowed, Refused
from tests.boards import story
from tests.conftest import NOON, Town


def form_of(session: Session, card_id: int) -> CardForm:
    return writing.read(session, session.get_one(Card, card_id))


def test_the_form_comes_back_as_it_was_typed(session: Session, town: Town) -> None:
    form = story.plan_form(
        town,
        why="Complaints",
        place="Counter",
        target="NPS 14 to 45",
        question="Enough?",
        consulted=story.ids(town.alice),
        informed=story.ids(town.charlie),
        second_approver_id=town.edu.person_id,
    )
    card_id = story.add_plan(session, town, actor=town.edu)

    story.change(session, town.edu, card_id, form)

    assert form_of(session, card_id) == form


def test_saving_without_a_change_leaves_the_version(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    assert story.change(session, town.diana, card_id, form_of(session, card_id)) == 1


@pytest.mark.parametrize(
    "change", [{"due_on": date(2026, 5, 1)}, {"title": "Other"}, {"target": "NPS 60"}]
)
def test_a_material_change_takes_the_approval_and_leaves_the_card(
    session: Session, town: Town, change: dict[str, object]
) -> None:
    card_id = story.approved_plan(session, town)

    story.change(session, town.bob, card_id, replace(form_of(session, card_id), **change))  # type: ignore[arg-type]

    card = session.get_one(Card, card_id)
    assert (card.approval, card.approved_at) == (Approval.WAITING, None)
    assert story.column(session, card_id) == "do"
    with pytest.raises(Refused, match="Waiting for the approval"):
        story.move(session, town.bob, card_id, "check")
    story.approve(session, town.diana, card_id)
    assert story.move(session, town.bob, card_id, "check").column == "check"


def test_a_is_told_each_time_the_approval_falls(session: Session, town: Town) -> None:
    card_id = story.approved_plan(session, town)
    for day in (1, 2):
        form = replace(form_of(session, card_id), due_on=date(2026, 6, day))
        story.change(session, town.bob, card_id, form)
        story.approve(session, town.diana, card_id)
    assert story.told(session, town.diana).count("“{title}” waits for your approval.") == 3


def test_a_small_change_keeps_the_approval(session: Session, town: Town) -> None:
    card_id = story.approved_plan(session, town)
    story.change(session, town.bob, card_id, replace(form_of(session, card_id), why="Because"))
    assert session.get_one(Card, card_id).approval == Approval.APPROVED


def test_two_people_save_the_same_card_and_one_is_told_what_changed(town: Town) -> None:
    with db.transaction() as session:
        card_id = story.add_plan(session, town)
        seen = form_of(session, card_id)
    with db.transaction() as session:
        service.change_card(
            session,
            actor=town.bob,
            card_id=card_id,
            form=replace(seen, due_on=date(2026, 4, 30), responsible=story.ids(town.alice)),
            version=1,
            now=NOON,
        )
    with pytest.raises(StaleCard) as stale, db.transaction() as session:
        service.change_card(
            session,
            actor=town.diana,
            card_id=card_id,
            form=replace(seen, why="Typed by Diana"),
            version=1,
            now=NOON,
        )

    (event,) = stale.value.changes
    assert (event.kind, event.who) == (Happened.CHANGED, "Bob")
    assert event.values == {
        "due_on": ("2026-04-01", "2026-04-30"),
        "responsible": ("Bob", "Alice"),
    }
    with db.transaction() as session:
        kept = form_of(session, card_id)
        assert (kept.due_on, kept.why) == (date(2026, 4, 30), seen.why)
        story.change(session, town.diana, card_id, replace(kept, why="Typed by Diana"))
        assert form_of(session, card_id).why == "Typed by Diana"


def test_a_manager_gives_no_card_to_a_team_out_of_reach(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    form = replace(form_of(session, card_id), team_id=town.grooming)
    with pytest.raises(NotAllowed):
        story.change(session, town.diana, card_id, form)


def test_a_frontline_person_does_not_take_the_a(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    form = replace(form_of(session, card_id), accountable=story.ids(town.bob))
    with pytest.raises(NotAllowed):
        story.change(session, town.bob, card_id, form)


def test_who_is_newly_responsible_is_told(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    form = replace(form_of(session, card_id), responsible=story.ids(town.bob, town.alice))
    story.change(session, town.diana, card_id, form)
    assert story.told(session, town.alice) == ["You are responsible for “{title}”."]
    assert story.told(session, town.bob) == []


def test_what_is_done_is_reopened_before_it_changes(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    story.move(session, town.diana, card_id, "done")
    form = replace(form_of(session, card_id), why="Too late")
    with pytest.raises(Conflict):
        story.change(session, town.diana, card_id, form)
    story.move(session, town.diana, card_id, "doing")
    story.change(session, town.diana, card_id, form)
