"""Arguments for the commands of the rooms learning and standards."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from cxgame.content import formats
from cxgame.content.formats import Reading
from cxgame.learning import assignments, service
from cxgame.learning.assigning import service as assigning
from cxgame.learning.bank import service as bank
from cxgame.learning.certificates.models import Certificate
from cxgame.learning.course import Stage
from cxgame.learning.grading import Outcome
from cxgame.learning.models import Question
from cxgame.learning.practice import cards
from cxgame.learning.practice import service as practice
from cxgame.learning.practice.cards import Sight
from cxgame.learning.practice.models import Source
from cxgame.people.actor import Actor
from cxgame.people.models import PERSON_ROLES
from cxgame.standards.signing.asks import Kind as SigningKind
from cxgame.standards.signing.service import Wish
from tests import stories
from tests.conftest import NOON, Town
from tests.learning.library import LIBRARY, RIGHT, SOP
from tests.learning.practice.way import Practiser
from tests.learning.quizzes.story import Taker
from tests.learning.way import Learner, stock
from tests.standards import story as signing_story
from tests.walks.people import somebody
from tests.walks.target import Builder, Target


def opened(session: Session, target: Target) -> Learner:
    """Return the target's person at the start of the module."""
    stock(session)
    learner = Learner(session, Actor(role=Actor.system().role, name="", person_id=target.person_id))
    stories.beginning(session, ("opened", target.person_id), learner.open)
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

    def talk_begins() -> None:
        learner.read()
        learner.answer_all()
        assert learner.view().stage is Stage.SCENARIO

    stories.beginning(session, ("in conversation", target.person_id), talk_begins)
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
    stories.beginning(session, "at the end", lambda: learner.talk("sorry", "plan"))
    return {"person_id": target.person_id, "run_id": learner.view().run_id}


def finished(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    arguments = at_the_end(session, town, target, actor)
    stories.beginning(
        session,
        "finished",
        lambda: service.finish_module(session, actor=Actor.system(), now=NOON, **arguments),
    )
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
    stories.beginning(session, target, lambda: _review(session, target))
    return Practiser(session, person)


def _review(session: Session, target: Target) -> None:
    for question in session.exec(select(Question)):
        cards.review(
            session,
            person_id=target.person_id,
            team_id=target.team_id,
            question_id=question.id,
            seen=Sight(Outcome.WRONG, False, None, Source.MODULE, question.revision),
            now=NOON - timedelta(days=2),
        )


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


def bank_file() -> Reading:
    return formats.read(b"What? {=this ~that}", language="en")


def bank_batch(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    system = Actor.system()
    report = bank.import_bank(
        session, actor=system, reading=bank_file(), file_name="q.gift", now=NOON
    )
    return {"batch_id": report.batch}


def asked(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    """Ask everybody to sign the SOP; return who, and what they have read."""
    stock(session)
    signing_story.ask(session, Actor.system(), roles=PERSON_ROLES)
    return {
        "person_id": target.person_id,
        "code": signing_story.CODE,
        "revision": SOP.revision,
    }


def decision(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    stock(session)
    return {
        "code": signing_story.CODE,
        "revision": SOP.revision,
        "wish": Wish(SigningKind.SIGN),
    }


def quiz(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    """Ask everybody for a quiz."""
    stock(session)
    signing_story.ask(session, Actor.system(), SOP, SigningKind.QUIZ, roles=PERSON_ROLES)
    return {"person_id": target.person_id, "code": signing_story.CODE}


def in_quiz(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    quiz(session, town, target, actor)
    taker = Actor(role=Actor.system().role, name="", person_id=target.person_id)
    return {"person_id": target.person_id, "quiz_id": Taker(session, taker).open(), "turn": 0}


def answered_in_quiz(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    arguments = in_quiz(session, town, target, actor)
    taker = Actor(role=Actor.system().role, name="", person_id=target.person_id)
    Taker(session, taker).answer(0, "look")
    return arguments


def given(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    arguments = assignment(session, town, target, actor)
    made = assignments.assign_module(session, actor=Actor.system(), now=NOON, **arguments)
    return {"assignment_id": made}


def renewal(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    stock(session)
    return {"module_slug": "welcome", "team_id": target.team_id, "every_months": 12}


def ruled(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    arguments = renewal(session, town, target, actor)
    made = assigning.add_recertification(session, actor=Actor.system(), now=NOON, **arguments)
    return {"rule_id": made}


def certificate(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    """Return what takes back the certificate of somebody of the target's team."""
    person_id = stories.beginning(
        session, ("somebody", target.team_id), lambda: somebody(session, target.team_id).id
    )
    finished(session, town, Target(target.team_id, person_id), actor)
    given = select(Certificate.id).where(Certificate.person_id == person_id)
    return {"certificate_id": session.exec(given).one(), "reason": "Somebody else answered."}


BUILDERS: dict[str, Builder] = {
    # signatures, quizzes, assignments
    "standards.decide": decision,
    "standards.sign_sop": asked,
    "standards.note_reading": asked,
    "learning.open_quiz": quiz,
    "learning.try_quiz_again": quiz,
    "learning.answer_in_quiz": lambda *given: {**in_quiz(*given), "answer": "look"},
    "learning.go_on_in_quiz": answered_in_quiz,
    "learning.withdraw_assignment": given,
    "learning.add_recertification": renewal,
    "learning.end_recertification": ruled,
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
    # the question bank
    "learning.import_bank": lambda *_: {"reading": bank_file(), "file_name": "q.gift"},
    "learning.undo_bank_import": bank_batch,
    # certificates
    "learning.revoke_certificate": certificate,
    "issuing.set_up": lambda *_: {},
    "issuing.add_issuer_key": lambda *_: {},
}
