"""Arguments for the commands of studies of causes."""

from typing import Any

from sqlmodel import Session

from cxgame.boards import service as boards
from cxgame.boards.models import Level
from cxgame.feedback.studies import service
from cxgame.feedback.studies.form import StudyForm
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.walks.boards import named_form, task
from tests.walks.target import Builder, Target

SYSTEM = Actor.system()


def form(target: Target) -> StudyForm:
    return StudyForm(title="Late pick-up", team_id=target.team_id)


def study(session: Session, target: Target) -> int:
    return service.add_study(session, actor=SYSTEM, form=form(target), now=NOON)


def changed(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"study_id": study(session, target), "form": form(target), "version": 1}


def card(session: Session, town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    boards.set_up(session, actor=SYSTEM, now=NOON)
    return {
        "study_id": study(session, target),
        "level": Level.TACTICAL,
        "form": named_form(town, target),
    }


def linked(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = task(session, town, target, actor)
    return {"study_id": study(session, target), "card_id": made["card_id"]}


BUILDERS: dict[str, Builder] = {
    "feedback.add_study": lambda _s, _town, target, _a: {"form": form(target)},
    "feedback.change_study": changed,
    "feedback.remove_study": lambda session, _town, target, _a: {
        "study_id": study(session, target)
    },
    "thread.make_card_of_study": card,
    "thread.link_study": linked,
}
