"""What is on the screen of a practice: a card, how it went, or when the next cards come."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, func, select

from cxgame import clock
from cxgame.learning import asking, player, tracks
from cxgame.learning.asking import Given, Place, QuestionView
from cxgame.learning.bodies import module_of
from cxgame.learning.models import Question
from cxgame.learning.practice import deck, runs
from cxgame.learning.practice.models import PracticeAnswer, PracticeRun, ReviewCard
from cxgame.learning.practice.outlook import Outlook, outlook
from cxgame.learning.screens import StepRef
from cxgame.learning.tracks import ModuleLine
from cxgame.people.actor import Actor
from cxgame.standards.models import Sop, SopStep
from cxgame.standards.sops import words_of


class Stage(StrEnum):
    """What a practice shows."""

    READY = "ready"  # cards are due, and no practice was begun
    CARD = "card"
    DONE = "done"
    REST = "rest"  # nothing is due, and none was begun today


@dataclass(frozen=True)
class ReturnView:
    """A step of which cards come back, and the first day on which one does."""

    step: StepRef
    due_on: date


@dataclass(frozen=True)
class DoneView:
    """How a practice went; `seconds` are those spent on the cards."""

    is_free: bool
    points: int
    right: int
    total: int
    seconds: int
    returns: tuple[ReturnView, ...]


@dataclass(frozen=True)
class PracticeView:
    """A practice as it stands; `question` is there at a card, `done` at the end.

    Between practices `outlook` tells what comes, `can_repeat` whether there are cards to practise
    freely, `module` what else to learn. A card does without: it has to be there at once.
    """

    stage: Stage
    today: date
    run_id: int = 0
    sop_title: str = ""
    question: QuestionView | None = None
    done: DoneView | None = None
    outlook: Outlook | None = None
    can_repeat: bool = False
    module: ModuleLine | None = None


def practice(session: Session, *, actor: Actor, now: datetime) -> PracticeView:
    """Return where the actor stands in today's practice."""
    person_id, today = actor.person_id or 0, clock.local_day(now)
    run = runs.current(session, person_id, now)
    if run is not None and run.finished_at is None:
        question, title = _question(session, run, actor)
        return PracticeView(Stage.CARD, today, run.id, title, question)
    ahead = outlook(session, actor=actor, now=now)
    if run is None and ahead.is_open:
        return PracticeView(Stage.READY, today, outlook=ahead)
    left = tracks.to_learn(session, actor=actor)
    return PracticeView(
        stage=Stage.REST if run is None else Stage.DONE,
        today=today,
        run_id=run.id if run else 0,
        done=_done(session, run, actor.locale) if run else None,
        outlook=ahead,
        can_repeat=bool(deck.resting(session, person_id=person_id, day=today)),
        module=left[0] if left else None,
    )


def _question(session: Session, run: PracticeRun, actor: Actor) -> tuple[QuestionView, str]:
    """Return the open card, and the title of the SOP that it is about."""
    queue = runs.queue(session, run)
    put = queue[run.turn]
    module = module_of(session, put.version_id)
    question = module.question(put.key)
    sop = session.exec(select(Sop).where(Sop.code == module.sop)).one()
    step = player.steps_of(session, sop, actor)[question.step]
    row = runs.answer_on(session, run.id, run.turn)
    given = Given(row.given, row.points, row.is_guess) if row else None
    # Another seed than a module's: whoever learnt the place of an answer did not learn the answer.
    place = Place(run.turn, len(run.questions), len(queue), seed=f"practice:{run.id}:{run.turn}")
    shown = asking.view(question, place, step, given, actor.locale)
    return shown, words_of(sop.title, actor.locale)


def _done(session: Session, run: PracticeRun, locale: str) -> DoneView:
    looked = select(func.coalesce(func.sum(PracticeAnswer.milliseconds), 0))
    spent = session.exec(looked.where(PracticeAnswer.run_id == run.id)).one() or 0
    return DoneView(
        is_free=run.is_free,
        points=run.points,
        right=run.right,
        total=len(run.questions),
        seconds=round(spent / 1000),
        returns=tuple(_returns(session, run, locale)),
    )


def _returns(session: Session, run: PracticeRun, locale: str) -> list[ReturnView]:
    """Return when the cards of a practice come back, step by step, the soonest first."""
    keys = [put.key for put in runs.first_pass(run)]
    query = (
        sa_select(SopStep, col(Sop.code), col(ReviewCard.due_on))
        .join(Sop, col(Sop.id) == col(SopStep.sop_id))
        .join(ReviewCard, col(ReviewCard.step_id) == col(SopStep.id))
        .join(Question, col(Question.id) == col(ReviewCard.question_id))
        .where(col(ReviewCard.person_id) == run.person_id, col(Question.key).in_(keys))
        .order_by(col(ReviewCard.due_on), col(Sop.code), col(SopStep.position))
    )
    found: dict[int, ReturnView] = {}
    for row, code, due_on in session.execute(query):
        step = StepRef(code, row.key, row.position, words_of(row.title, locale))
        found.setdefault(row.id, ReturnView(step, due_on))
    return list(found.values())
