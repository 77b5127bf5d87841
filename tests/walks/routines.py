"""Arguments for the commands on routines."""

from typing import Any

from sqlmodel import Session

from cxgame.boards.routines import service
from cxgame.boards.routines.service import RoutineForm
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.walks.target import Builder, Target

SYSTEM = Actor.system()


def form(target: Target) -> RoutineForm:
    return RoutineForm("Check the cooler", target.team_id)


def routine(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    made = service.add_routine(session, actor=SYSTEM, form=form(target), now=NOON)
    return {"routine_id": made}


def changed(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    return {**routine(session, town, target, actor), "form": form(target), "version": 1}


def ticked(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = routine(session, town, target, actor)
    service.do_check(session, actor=SYSTEM, **made, now=NOON)
    return made


BUILDERS: dict[str, Builder] = {
    "boards.add_routine": lambda _session, _town, target, _actor: {"form": form(target)},
    "boards.change_routine": changed,
    "boards.end_routine": lambda *given: {**routine(*given), "version": 1},
    "boards.do_check": routine,
    "boards.undo_check": ticked,
}
