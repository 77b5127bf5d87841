"""Where a person stands in the quiz on an SOP, and what is on the screen there."""

from dataclasses import dataclass, replace

from sqlmodel import Session, select

from cxgame.learning import asking, player, screens
from cxgame.learning.asking import Given, Place, QuestionView
from cxgame.learning.grading import Outcome
from cxgame.learning.quizzes import pool, service
from cxgame.learning.quizzes.models import SopQuiz, SopQuizAnswer
from cxgame.learning.screens import StepRef
from cxgame.people.actor import Actor
from cxgame.standards.models import SopVersion
from cxgame.standards.sops import words_of


@dataclass(frozen=True)
class QuizResult:
    """What a try came to; `revise` are the steps of the questions that were missed."""

    is_passed: bool
    right: int
    total: int
    needed: int
    revise: tuple[StepRef, ...]


@dataclass(frozen=True)
class QuizView:
    """A try as it stands: either a question or the result is there."""

    quiz_id: int
    code: str
    title: str
    version: int
    question: QuestionView | None
    result: QuizResult | None


def quiz(session: Session, *, actor: Actor, code: str) -> QuizView | None:
    """Return where the actor stands in the quiz on the version in force, None before it began.

    Raise NotFound for an unknown SOP.
    """
    sop, version_id = service.version_in_force(session, code)
    row = service.latest(session, actor.person_id or 0, version_id)
    if row is None:
        return None
    steps = player.steps_of(session, sop, actor)
    return QuizView(
        quiz_id=row.id,
        code=code,
        title=words_of(sop.title, actor.locale),
        version=session.get_one(SopVersion, version_id).version,
        question=_question(session, row, steps, actor.locale),
        result=_result(session, row, steps),
    )


def _question(
    session: Session, row: SopQuiz, steps: dict[str, StepRef], locale: str
) -> QuestionView | None:
    if row.finished_at is not None:
        return None
    question, total = service.question_on(session, row, row.turn), len(row.questions)
    answer = service.answer_on(session, row.id, row.turn)
    view = asking.view(
        question,
        Place(row.turn, total, total, seed=f"quiz:{row.id}:{row.turn}"),
        steps[question.step],
        Given(answer.given, 0, answer.is_guess) if answer else None,
        locale,
    )
    if view.told is None:
        return view
    return replace(view, told=replace(view.told, comes_back=False))  # a quiz asks once


def _result(session: Session, row: SopQuiz, steps: dict[str, StepRef]) -> QuizResult | None:
    if row.finished_at is None:
        return None
    query = select(SopQuizAnswer.turn).where(
        SopQuizAnswer.quiz_id == row.id, SopQuizAnswer.outcome != Outcome.RIGHT
    )
    missed = [service.question_on(session, row, turn).step for turn in session.exec(query)]
    total = len(row.questions)
    return QuizResult(
        is_passed=row.is_passed,
        right=row.right,
        total=total,
        needed=screens.needed(total, pool.PASS_MARK),
        revise=tuple(steps[key] for key in steps if key in set(missed)),
    )
