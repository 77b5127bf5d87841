"""One line of sight: an objective, the plans that serve it, their tasks."""

from typing import Any

import pytest
from sqlmodel import Session

from cxgame.boards import history, service
from cxgame.boards.form import CardForm
from cxgame.boards.history import Happened
from cxgame.boards.models import Level
from cxgame.direction import queries
from cxgame.direction import service as direction
from cxgame.errors import InvalidInput, NotAllowed, NotFound, Refused
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.thread import board_imports, departures, objectives
from cxgame.thread.departures import Heirs
from cxgame.thread.objectives import Purpose
from tests.boards import story
from tests.boards.importing.test_import_board import bring, cards_of
from tests.conftest import NOON, Town
from tests.walks.direction import form


def add(session: Session, town: Town, owner: Actor | None = None) -> int:
    typed = form((owner or town.edu).person_id or 0)
    return direction.add_objective(session, actor=town.edu, form=typed, now=NOON)


def serve(session: Session, actor: Actor, card: int, objective: int | None) -> None:
    objectives.serve_objective(session, actor=actor, card_id=card, objective_id=objective, now=NOON)


def purpose(session: Session, actor: Actor, card: int) -> Purpose | None:
    return objectives.objective_of(session, actor=actor, card_id=card)


def test_a_task_sees_its_objective_through_its_plan(session: Session, town: Town) -> None:
    made = add(session, town)
    plan = story.add_plan(session, town)
    task = story.add_task(session, town, serves_card_id=plan)
    assert purpose(session, town.bob, task) is None
    serve(session, town.diana, plan, made)
    assert purpose(session, town.bob, task) == Purpose(made, "Customers come back", False)
    assert purpose(session, town.diana, plan) == Purpose(made, "Customers come back", True)
    serve(session, town.diana, plan, None)
    assert purpose(session, town.bob, task) is None
    told = [(one.kind, one.values) for one in history.events(session, plan)]
    assert told[-2:] == [
        (Happened.AIMED, {"what": "Customers come back"}),
        (Happened.UNAIMED, {"what": ""}),
    ]


def test_activity_and_result_of_what_serves_it(session: Session, town: Town) -> None:
    made = add(session, town)
    service.set_up(session, actor=Actor.system(), now=NOON)
    goal = service.add_card(
        session, actor=town.edu, level=Level.STRATEGIC, form=CardForm(title="Goal"), now=NOON
    )
    plan = story.approved_plan(session, town, serves_card_id=goal)
    serve(session, town.edu, goal, made)
    done = story.add_task(session, town, serves_card_id=plan)
    story.add_task(session, town, serves_card_id=plan)
    story.move(session, town.diana, done, "done")
    found = objectives.serving(session, actor=town.edu, now=NOON)[made]
    assert [one.title for one in found] == ["Goal", "Keep the promised hour"]
    assert (found[1].tasks_done, found[1].tasks, found[1].verdict) == (1, 2, None)
    seen = objectives.serving(session, actor=town.diana, now=NOON)
    assert [one.card_id for one in seen[made]] == [plan]  # the strategic one is out of her sight


def test_who_may_not_is_refused(session: Session, town: Town) -> None:
    made, plan = add(session, town), story.add_plan(session, town)
    task = story.add_task(session, town)
    with pytest.raises(NotAllowed):
        serve(session, town.bob, plan, made)
    with pytest.raises(InvalidInput, match="A task serves a plan"):
        serve(session, town.diana, task, made)
    with pytest.raises(InvalidInput, match="no such open objective"):
        serve(session, town.diana, plan, 999)
    other = story.add_plan(
        session,
        town,
        actor=town.edu,
        team_id=town.grooming,
        accountable=story.ids(town.edu),
        responsible=story.ids(town.charlie),
    )
    with pytest.raises(NotFound):
        serve(session, town.diana, other, made)


def test_an_owner_hands_over_before_leaving(session: Session, town: Town) -> None:
    made = add(session, town, town.diana)
    diana = session.get_one(Person, town.diana.person_id)
    asked: dict[str, Any] = {"actor": town.root, "person_id": diana.id, "now": NOON}
    with pytest.raises(Refused, match="objectives"):
        departures.deactivate(session, heirs=Heirs(), version=diana.version, **asked)
    with pytest.raises(InvalidInput, match="manager or a director"):
        heirs = Heirs(of_objectives=town.alice.person_id)
        departures.deactivate(session, heirs=heirs, version=diana.version, **asked)
    heirs = Heirs(of_objectives=town.edu.person_id)
    assert departures.deactivate(session, heirs=heirs, version=diana.version, **asked) == 1
    found = queries.objective_view(session, actor=town.edu, objective_id=made, now=NOON)
    assert (found.owner, found.form.owner_id) == ("Edu", town.edu.person_id)


def test_an_imported_plan_that_serves_an_objective_stays(session: Session, town: Town) -> None:
    made, brought = add(session, town), bring(session, town.edu)
    card = next(iter(cards_of(session, brought).values()))
    serve(session, town.edu, card.id, made)
    undone = board_imports.undo_board_import(
        session, actor=town.edu, import_id=brought.import_id, now=NOON
    )
    assert (undone.removed, undone.kept) == (2, 1)
