"""Take an answer, judge it and give its points, once per turn."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Session, func, select

from cxgame import content
from cxgame.errors import Conflict
from cxgame.game import rules
from cxgame.game import service as game
from cxgame.learning import runs
from cxgame.learning.bodies import module_of
from cxgame.learning.course import Stage
from cxgame.learning.grading import Grade, Outcome, grade
from cxgame.learning.models import ModuleRun, Question, QuestionAnswer
from cxgame.learning.practice import cards
from cxgame.learning.practice.cards import Sight
from cxgame.learning.practice.models import Source
from cxgame.people import permissions
from cxgame.people.actor import Actor

LONGEST_LOOK = 3_600_000  # milliseconds: a longer one tells nothing about the answer
# What each answer asks is built once.
_KNOWN = select(Question).where(Question.key == bindparam("key"))
_TRIES = select(func.count()).where(
    QuestionAnswer.person_id == bindparam("person_id"),
    QuestionAnswer.question_id == bindparam("question_id"),
    QuestionAnswer.revision == bindparam("revision"),
)


@dataclass(frozen=True)
class Told:
    """What came of an answer: its outcome and the points it brought."""

    outcome: Outcome
    points: int


def answer_question(
    session: Session,
    *,
    actor: Actor,
    person_id: int,
    run_id: int,
    turn: int,
    answer: object,
    guessed: bool = False,
    milliseconds: int | None = None,
    now: datetime,
) -> Told:
    """Store the answer of one turn and return what came of it; the turn's first answer stays.

    Points: full the first time that this person meets this revision of the question, half the
    second time, then none. Raise InvalidInput for an answer that the question could not have got,
    Conflict for a turn that has not come.
    """
    permissions.require(actor, "learning.answer_question", person_id=person_id)
    run = runs.locked(session, run_id, person_id)
    given = runs.answer_on(session, run_id, turn)
    if given is not None:
        return Told(Outcome(given.outcome), given.points)
    if run.stage != Stage.QUESTIONS or turn != run.turn:
        raise Conflict("You are at another question now. Go on from there.")
    question = module_of(session, run.version_id).question(runs.queue(session, run)[turn])
    graded = grade(question, answer, language=actor.locale)
    row = _store(session, run, question, graded, now)
    row.is_guess, row.milliseconds = guessed, looked(milliseconds)
    run.points, run.moved_at = run.points + row.points, now
    if graded.outcome is Outcome.RIGHT and turn < len(run.questions):
        run.right += 1
    session.flush()
    if turn < len(run.questions):
        _review(session, run, row, now)
    return Told(graded.outcome, row.points)


def looked(milliseconds: int | None) -> int | None:
    """Return how long somebody looked at a question, as far as it can be believed."""
    return None if milliseconds is None else min(max(0, milliseconds), LONGEST_LOOK)


def _store(
    session: Session,
    run: ModuleRun,
    question: content.Question,
    graded: Grade,
    now: datetime,
) -> QuestionAnswer:
    """Add the answer with the points that it brings, and return its row."""
    known = session.exec(_KNOWN, params={"key": question.id}).one()
    tried = _tries(session, run.person_id, known.id, question.revision) + 1
    row = QuestionAnswer(
        run_id=run.id,
        turn=run.turn,
        person_id=run.person_id,
        team_id=run.team_id,
        question_id=known.id,
        step_id=known.step_id,
        revision=question.revision,
        tried=tried,
        given=graded.given,
        outcome=graded.outcome,
        is_guess=False,
        points=0,
        answered_at=now,
    )
    if graded.outcome is Outcome.RIGHT:
        row.points = _award(session, run, question, tried, now)
    session.add(row)
    return row


def _award(
    session: Session, run: ModuleRun, question: content.Question, tried: int, now: datetime
) -> int:
    return game.award(
        session,
        person_id=run.person_id,
        rule=rules.QUESTION,
        object=question.id,
        revision=question.revision,
        tried=tried,
        now=now,
    )


def _review(session: Session, run: ModuleRun, row: QuestionAnswer, now: datetime) -> None:
    """Let the first answer to a question in this run review its card, or begin one."""
    cards.review(
        session,
        person_id=run.person_id,
        team_id=run.team_id,
        question_id=row.question_id,
        seen=Sight(
            outcome=Outcome(row.outcome),
            is_guess=row.is_guess,
            milliseconds=row.milliseconds,
            source=Source.MODULE,
            revision=row.revision,
        ),
        now=now,
    )


def _tries(session: Session, person_id: int, question_id: int, revision: str) -> int:
    given = {"person_id": person_id, "question_id": question_id, "revision": revision}
    return session.exec(_TRIES, params=given).one()
