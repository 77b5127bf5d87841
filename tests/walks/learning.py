"""Arguments for the commands of the rooms learning and standards."""

from typing import Any

from sqlmodel import Session, select

from cxgame.learning import service
from cxgame.learning.certificates.models import Certificate
from cxgame.learning.course import Stage
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.learning.library import LIBRARY
from tests.learning.way import Learner, stock
from tests.walks.people import somebody
from tests.walks.target import Builder, Target


def opened(session: Session, target: Target) -> Learner:
    """Return the target's person at the start of the module."""
    stock(session)
    learner = Learner(session, Actor(role=Actor.system().role, name="", person_id=target.person_id))
    learner.open()
    return learner


def in_lesson(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"person_id": target.person_id, "run_id": opened(session, target).view().run_id}


def in_questions(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    learner = opened(session, target)
    learner.read()
    return {"person_id": target.person_id, "run_id": learner.view().run_id, "turn": 0}


def answered(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    arguments = in_questions(session, town, target, actor)
    learner = Learner(session, Actor(role=Actor.system().role, name="", person_id=target.person_id))
    learner.answer(0, "look")
    return arguments


def in_conversation(session: Session, target: Target) -> Learner:
    learner = opened(session, target)
    learner.read()
    learner.answer_all()
    assert learner.view().stage is Stage.SCENARIO
    return learner


def at_a_reply(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    learner = in_conversation(session, target)
    return {
        "person_id": target.person_id,
        "run_id": learner.view().run_id,
        "round": 1,
        "position": 0,
        "choice": "sorry",
    }


def at_the_end(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    learner = in_conversation(session, target)
    learner.talk("sorry", "plan")
    return {"person_id": target.person_id, "run_id": learner.view().run_id}


def finished(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    arguments = at_the_end(session, town, target, actor)
    service.finish_module(session, actor=Actor.system(), now=NOON, **arguments)
    return arguments


def whole_module(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    stock(session)
    return {"person_id": target.person_id, "slug": "welcome"}


def assignment(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    stock(session)
    somebody(session, target.team_id)
    return {"module_slug": "welcome", "team_id": target.team_id}


def certificate(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    """Return what takes back the certificate of somebody of the target's team."""
    person = somebody(session, target.team_id)
    finished(session, town, Target(target.team_id, person.id), actor)
    given = select(Certificate.id).where(Certificate.person_id == person.id)
    return {"certificate_id": session.exec(given).one(), "reason": "Somebody else answered."}


BUILDERS: dict[str, Builder] = {
    "standards.import_standards": lambda *_: {"library": LIBRARY},
    "learning.import_content": lambda *_: {"library": LIBRARY},
    "learning.open_module": whole_module,
    "learning.start_again": whole_module,
    "learning.finish_lesson": in_lesson,
    "learning.answer_question": lambda *given: {**in_questions(*given), "answer": "look"},
    "learning.go_on": answered,
    "learning.choose_in_scenario": at_a_reply,
    "learning.finish_module": at_the_end,
    "learning.replay_scenario": finished,
    "learning.assign_module": assignment,
    # certificates
    "learning.revoke_certificate": certificate,
    "issuing.set_up": lambda *_: {},
    "issuing.add_issuer_key": lambda *_: {},
}
