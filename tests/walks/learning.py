"""Arguments for the commands of the rooms learning and standards."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from cxgame.learning import service
from cxgame.learning.course import Stage
from cxgame.learning.grading import Outcome
from cxgame.learning.models import Question
from cxgame.learning.practice import cards
from cxgame.learning.practice import service as practice
from cxgame.learning.practice.cards import Sight
from cxgame.learning.practice.models import Source
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.learning.library import LIBRARY, RIGHT
from tests.learning.practice.way import Practiser
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


def with_cards(session: Session, target: Target) -> Practiser:
    """Return the target's person on a day on which cards are due: the walk's own moment."""
    stock(session)
    person = Actor(role=Actor.system().role, name="", person_id=target.person_id)
    for question in session.exec(select(Question)):
        cards.review(
            session,
            person_id=target.person_id,
            team_id=target.team_id,
            question_id=question.id,
            seen=Sight(Outcome.WRONG, False, None, Source.MODULE, question.revision),
            now=NOON - timedelta(days=2),
        )
    return Practiser(session, person)


def cards_due(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    with_cards(session, target)
    return {"person_id": target.person_id}


def at_a_card(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    practiser = with_cards(session, target)
    run_id = practiser.begin()
    answer = RIGHT[practiser.key(0).removeprefix("goodbye-")]
    return {"person_id": target.person_id, "run_id": run_id, "turn": 0, "answer": answer}


def card_answered(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    arguments = at_a_card(session, town, target, actor)
    practice.answer_card(session, actor=Actor.system(), now=NOON, **arguments)
    del arguments["answer"]
    return arguments


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
    "learning.begin_practice": cards_due,
    "learning.answer_card": at_a_card,
    "learning.next_card": card_answered,
}
