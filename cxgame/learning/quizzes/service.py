"""The commands on a quiz about an SOP; said twice, none of them does more than once."""

from datetime import datetime

from sqlmodel import Session, col, select

from cxgame import content
from cxgame.errors import Conflict, NotFound
from cxgame.learning import course
from cxgame.learning.answers import LONGEST_LOOK
from cxgame.learning.bodies import module_of
from cxgame.learning.grading import Grade, Outcome, grade
from cxgame.learning.models import Question
from cxgame.learning.quizzes import pool
from cxgame.learning.quizzes.models import SopQuiz, SopQuizAnswer
from cxgame.people import audit, permissions, turns
from cxgame.people.actor import Actor
from cxgame.standards.models import Sop, SopVersion
from cxgame.standards.signing import duties
from cxgame.standards.signing import service as signing
from cxgame.standards.signing.asks import Kind


def open_quiz(session: Session, *, actor: Actor, person_id: int, code: str, now: datetime) -> int:
    """Return the person's latest try at the quiz on the version in force; begin the first.

    Raise NotFound for an unknown SOP, Conflict where it asks this person for no quiz.
    """
    permissions.require(actor, "learning.open_quiz", person_id=person_id)
    return _open(session, person_id, code, now, again=False)


def try_quiz_again(
    session: Session, *, actor: Actor, person_id: int, code: str, now: datetime
) -> int:
    """Begin another try and return its id; one that is open or was passed is returned instead."""
    permissions.require(actor, "learning.try_quiz_again", person_id=person_id)
    return _open(session, person_id, code, now, again=True)


def answer_in_quiz(
    session: Session,
    *,
    actor: Actor,
    person_id: int,
    quiz_id: int,
    turn: int,
    answer: object,
    guessed: bool = False,
    milliseconds: int | None = None,
    now: datetime,
) -> Outcome:
    """Store the answer of one turn and return what it is worth; the turn's first answer stays.

    Raise InvalidInput for an answer that the question could not have got, Conflict for a turn that
    has not come.
    """
    permissions.require(actor, "learning.answer_in_quiz", person_id=person_id)
    quiz = _locked(session, quiz_id, person_id)
    if (given := answer_on(session, quiz.id, turn)) is not None:
        return Outcome(given.outcome)
    if quiz.finished_at is not None or turn != quiz.turn:
        raise Conflict("You are at another question now. Go on from there.")
    graded = grade(question_on(session, quiz, turn), answer, language=actor.locale)
    row = _store(session, quiz, graded, now)
    row.is_guess = guessed
    row.milliseconds = None if milliseconds is None else min(max(0, milliseconds), LONGEST_LOOK)
    quiz.right += graded.outcome is Outcome.RIGHT
    quiz.moved_at = now
    session.flush()
    return graded.outcome


def go_on_in_quiz(
    session: Session, *, actor: Actor, person_id: int, quiz_id: int, turn: int, now: datetime
) -> None:
    """Leave an answered question for the next one; after the last, enough right answers sign."""
    permissions.require(actor, "learning.go_on_in_quiz", person_id=person_id)
    quiz = _locked(session, quiz_id, person_id)
    if quiz.finished_at is not None or turn != quiz.turn:
        return
    if answer_on(session, quiz_id, turn) is None:
        raise Conflict("Answer this question first.")
    quiz.turn, quiz.moved_at = turn + 1, now
    if quiz.turn == len(quiz.questions):
        _finish(session, actor, quiz, now)
    session.flush()


def latest(session: Session, person_id: int, version_id: int) -> SopQuiz | None:
    """Return the person's last try at the quiz on a version, None where there is none."""
    query = select(SopQuiz).where(SopQuiz.person_id == person_id, SopQuiz.version_id == version_id)
    return session.exec(query.order_by(col(SopQuiz.number).desc()).limit(1)).first()


def answer_on(session: Session, quiz_id: int, turn: int) -> SopQuizAnswer | None:
    """Return the answer given on a turn, None before it."""
    query = select(SopQuizAnswer).where(
        SopQuizAnswer.quiz_id == quiz_id, SopQuizAnswer.turn == turn
    )
    return session.exec(query).first()


def question_on(session: Session, quiz: SopQuiz, turn: int) -> content.Question:
    """Return the question of a turn, as it stood when the try began."""
    module_version_id, key = quiz.questions[turn]
    return module_of(session, module_version_id).question(key)


def version_in_force(session: Session, code: str) -> tuple[Sop, int]:
    """Return an SOP with the id of its version in force; raise NotFound where there is none."""
    query = (
        select(Sop, SopVersion.id)
        .join(SopVersion, col(SopVersion.sop_id) == col(Sop.id))
        .where(
            Sop.code == code,
            Sop.is_active,
            col(SopVersion.revision) == col(Sop.current_revision),
        )
    )
    found = session.exec(query).first()
    if found is None:
        raise NotFound("There is no SOP {code}.", code=code)
    return found


def _open(session: Session, person_id: int, code: str, now: datetime, *, again: bool) -> int:
    person = turns.lock_person(session, person_id)
    sop, version_id = version_in_force(session, code)
    last = latest(session, person_id, version_id)
    if last and (last.finished_at is None or last.is_passed or not again):
        return last.id
    duty = duties.duty_of(session, person_id=person_id, sop_id=sop.id)
    if duty is None or duty.ask.kind is not Kind.QUIZ or duty.signed is not None:
        raise Conflict("No quiz on this SOP waits for you.")
    places = pool.questions(session, person_id=person_id, version_id=version_id)
    if not places:
        raise Conflict("This quiz has no questions now. Ask your manager.")
    number = last.number + 1 if last else 1
    by_key = {key: [module_version_id, key] for module_version_id, key in places}
    order = list(by_key) if number == 1 else course.shuffled(list(by_key), f"{person_id}:{number}")
    quiz = SopQuiz(
        person_id=person_id,
        team_id=person.team_id,
        version_id=version_id,
        number=number,
        questions=[by_key[key] for key in order],
        started_at=now,
        moved_at=now,
    )
    session.add(quiz)
    session.flush()
    return quiz.id


def _locked(session: Session, quiz_id: int, person_id: int) -> SopQuiz:
    """Return a try as it stands once the person's other commands are through."""
    turns.lock_person(session, person_id)
    query = select(SopQuiz).where(SopQuiz.id == quiz_id, SopQuiz.person_id == person_id)
    quiz = session.exec(query.execution_options(populate_existing=True)).first()
    if quiz is None:
        raise NotFound("There is no such quiz under way.")
    return quiz


def _store(session: Session, quiz: SopQuiz, graded: Grade, now: datetime) -> SopQuizAnswer:
    """Add the answer of the try's turn, and return its row."""
    question = question_on(session, quiz, quiz.turn)
    known = session.exec(select(Question).where(Question.key == question.id)).one()
    row = SopQuizAnswer(
        quiz_id=quiz.id,
        turn=quiz.turn,
        person_id=quiz.person_id,
        team_id=quiz.team_id,
        question_id=known.id,
        step_id=known.step_id,
        revision=question.revision,
        given=graded.given,
        outcome=graded.outcome,
        is_guess=False,
        answered_at=now,
    )
    session.add(row)
    return row


def _finish(session: Session, actor: Actor, quiz: SopQuiz, now: datetime) -> None:
    total = len(quiz.questions)
    quiz.finished_at = now
    quiz.is_passed = course.has_passed(quiz.right, total, pool.PASS_MARK)
    if quiz.is_passed:
        signing.sign_by_quiz(
            session,
            person_id=quiz.person_id,
            version_id=quiz.version_id,
            right=quiz.right,
            total=total,
            now=now,
        )
    audit.note(
        session,
        actor,
        "learning.finish_quiz",
        "sop_quiz",
        quiz.id,
        now=now,
        is_passed=quiz.is_passed,
    )
