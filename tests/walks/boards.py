"""Arguments for the commands of the boards."""

from datetime import date
from typing import Any

from sqlmodel import Session, select

from cxgame.boards import service
from cxgame.boards.form import CardForm
from cxgame.boards.models import Card, CardEvent, Level
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from tests.boards import story
from tests.boards.story import ids, submit
from tests.conftest import NOON, Town
from tests.walks.target import Builder, Target

SYSTEM = Actor.system()
# What a plan says besides who: 5W2H.
WHOLE: dict[str, Any] = {
    **dict.fromkeys(("what", "why", "place", "how"), "Said"),
    "due_on": date(2026, 4, 1),
    "cost_cents": 0,
}


def card(session: Session, level: Level, form: CardForm) -> dict[str, Any]:
    """Return a card, made by nobody in particular, and the version to name it by."""
    service.set_up(session, actor=SYSTEM, now=NOON)
    card_id = service.add_card(session, actor=SYSTEM, level=level, form=form, now=NOON)
    return {"card_id": card_id, "version": session.get_one(Card, card_id).version}


def others(town: Town, *without: int | None) -> list[int]:
    """Return people who may hold letters, without these."""
    everybody = ids(town.edu, town.diana, town.bob, town.charlie)
    return [person for person in everybody if person not in without]


def worker(town: Town, target: Target, actor: Actor) -> int:
    """Return who is R: a frontline actor on a card of the own team, else somebody else."""
    if actor.role is Role.FRONTLINE and target.team_id == actor.team_id and actor.person_id:
        return actor.person_id
    return others(town, actor.person_id)[-1]


def form_of(town: Town, target: Target, actor: Actor, **changes: Any) -> CardForm:
    """Return the form of a card of the target's team, on which the actor is never A."""
    values: dict[str, Any] = {
        "title": "Open the second till",
        **WHOLE,
        "team_id": target.team_id,
        "accountable": (others(town, actor.person_id)[0],),
        "responsible": (worker(town, target, actor),),
    }
    return CardForm(**values | changes)


def named_form(town: Town, target: Target) -> CardForm:
    """Return the form of a card with letters that every manager may give out."""
    return form_of(town, target, town.root, accountable=ids(town.diana), responsible=ids(town.bob))


def new_task(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    service.set_up(session, actor=SYSTEM, now=NOON)
    form = CardForm(title="Open the second till", team_id=target.team_id)
    if actor.role is not Role.FRONTLINE:
        form = named_form(town, target)
    return {"level": Level.OPERATIONAL, "form": form}


def new_plan(session: Session, town: Town, target: Target) -> dict[str, Any]:
    service.set_up(session, actor=SYSTEM, now=NOON)
    return {"level": Level.TACTICAL, "form": named_form(town, target)}


def task(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    return card(session, Level.OPERATIONAL, form_of(town, target, actor))


def changed_task(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    form = form_of(town, target, actor, title="Open the third till")
    return {**task(session, town, target, actor), "form": form}


def moved_task(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    return {**task(session, town, target, actor), "to": "doing"}


def undone_task(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    """Return a task that the actor, or else the system, has just moved."""
    made = task(session, town, target, actor)
    moved = service.move_card(session, actor=SYSTEM, to="doing", now=NOON, **made)
    for event in session.exec(select(CardEvent).where(CardEvent.card_id == made["card_id"])):
        event.person_id = actor.person_id
    session.flush()
    return {**made, "version": moved.version}


def tasks(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = task(session, town, target, actor)
    return {"cards": {made["card_id"]: made["version"]}, "to": "doing"}


def handed_over(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    """Return a task whose R is to become somebody else."""
    made = task(session, town, target, actor)
    held = worker(town, target, actor)
    heir = town.alice.person_id if held != town.alice.person_id else town.bob.person_id
    return {"card_id": made["card_id"], "person_id": held, "heir_id": heir}


def cancelled_task(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    reach_is_own = actor.role is Role.FRONTLINE and target.person_id != actor.person_id
    nobodys = form_of(town, target, actor, responsible=(others(town, actor.person_id)[-1],))
    form = nobodys if reach_is_own else form_of(town, target, actor)
    return {**card(session, Level.OPERATIONAL, form), "reason": "Not needed any more"}


def plan(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    return promised(session, card(session, Level.TACTICAL, form_of(town, target, actor)))


def promised(session: Session, made: dict[str, Any]) -> dict[str, Any]:
    """Return a plan that says all that its A has to know."""
    story.promise(session, made["card_id"])
    return made


def waiting_plan(session: Session, town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    """Return a plan that waits for the approval of the target's person."""
    responsible = others(town, target.person_id)[-1]
    form = CardForm(
        title="Keep the promised hour",
        **WHOLE,
        team_id=target.team_id,
        accountable=(target.person_id,),
        responsible=(responsible,),
    )
    made = promised(session, card(session, Level.TACTICAL, form))
    return {**made, "version": submit(session, SYSTEM, made["card_id"])}


def rejected_plan(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    return {**waiting_plan(session, town, target, actor), "reason": "Too dear"}


def lone_plan(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    """Return a plan whose A is R too."""
    form = CardForm(
        title="Keep the promised hour",
        **WHOLE,
        team_id=target.team_id,
        accountable=(target.person_id,),
        responsible=(target.person_id,),
    )
    return {**card(session, Level.TACTICAL, form), "reason": "There is nobody else"}


def consulted(session: Session, town: Town, target: Target, asked: int) -> dict[str, Any]:
    """Return a task on which somebody is asked; the target's person is A unless asked."""
    free = others(town, asked, target.person_id)
    form = CardForm(
        title="Open the second till",
        team_id=target.team_id,
        accountable=(free[0] if asked == target.person_id else target.person_id,),
        responsible=(free[-1],),
        consulted=(asked,),
        question="Does it fit?",
    )
    return {"card_id": card(session, Level.OPERATIONAL, form)["card_id"]}


def question(session: Session, town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {**consulted(session, town, target, target.person_id), "answer": "It does"}


def unanswered(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    asked = others(town, target.person_id, actor.person_id)[0]
    made = consulted(session, town, target, asked)
    return {**made, "person_id": asked, "reason": "On leave"}


BUILDERS: dict[str, Builder] = {
    "boards.set_up": lambda *_: {},
    "boards.add_card": new_task,
    "boards.change_card": changed_task,
    "boards.move_card": moved_task,
    "boards.undo_move": undone_task,
    "boards.move_cards": tasks,
    "boards.hand_over_card": handed_over,
    "boards.cancel_card": cancelled_task,
    "boards.submit_for_approval": plan,
    "boards.approve_card": waiting_plan,
    "boards.reject_card": rejected_plan,
    "boards.waive_second_approver": lone_plan,
    "boards.answer_consultation": question,
    "boards.waive_consultation": unanswered,
}
