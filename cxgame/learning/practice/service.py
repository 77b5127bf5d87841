"""The commands of a practice; said twice, none of them does more than once."""

from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select

from cxgame import clock, content
from cxgame.errors import Conflict
from cxgame.game import rules
from cxgame.game import service as game
from cxgame.learning.answers import Told, looked
from cxgame.learning.grading import Grade, Outcome, grade
from cxgame.learning.models import Question
from cxgame.learning.practice import cards, deck, portion, runs
from cxgame.learning.practice.cards import Sight
from cxgame.learning.practice.models import PracticeAnswer, PracticeRun, Source
from cxgame.people import permissions, turns
from cxgame.people.actor import Actor

OF_THE_DAY, FREE = "practice", "free practice"  # the ledger's words for what was finished
_KNOWN = select(Question.id).where(Question.key == bindparam("key"))  # asked with each answer


def begin_practice(
    session: Session, *, actor: Actor, person_id: int, is_free: bool = False, now: datetime
) -> int:
    """Begin a practice and return its id; one that is under way goes on instead.

    It holds what is due; a free one the weakest of the other cards, without points. Raise Conflict
    where there is no card for it.
    """
    permissions.require(actor, "learning.begin_practice", person_id=person_id)
    person = turns.lock_person(session, person_id)
    run = runs.current(session, person_id, now)
    if run is not None and run.finished_at is None:
        return run.id
    day = clock.local_day(now)
    read = deck.resting if is_free else deck.due
    found = read(session, person_id=person_id, day=day)
    chosen = portion.portion(found, deck.pace(session, person_id=person_id))
    if not chosen:
        raise Conflict("There is no card to practise now.")
    run = PracticeRun(
        person_id=person_id,
        team_id=person.team_id,
        day=day,
        number=_begun(session, person_id, day) + 1,
        is_free=is_free,
        questions=[[card.key, card.version_id] for card in chosen],
        started_at=now,
        moved_at=now,
    )
    session.add(run)
    session.flush()
    return run.id


def answer_card(
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

    A card that was due brings its points when it is right the first time. Raise InvalidInput for
    an answer that the question could not have got, Conflict for a turn that has not come.
    """
    permissions.require(actor, "learning.answer_card", person_id=person_id)
    run = runs.locked(session, run_id, person_id)
    given = runs.answer_on(session, run_id, turn)
    if given is not None:
        return Told(Outcome(given.outcome), given.points)
    put = _put_on(session, run, turn)
    question = runs.question_of(session, put)
    graded = grade(question, answer, language=actor.locale)
    question_id = session.exec(_KNOWN, params={"key": put.key}).one()
    row = _row(run, question_id, question, graded, now)
    row.is_guess, row.milliseconds = guessed, looked(milliseconds)
    if turn < len(run.questions):
        row.points = _review(session, run, row, question, now)
        run.right += graded.outcome is Outcome.RIGHT
    session.add(row)
    run.points, run.moved_at = run.points + row.points, now
    session.flush()
    return Told(graded.outcome, row.points)


def next_card(
    session: Session, *, actor: Actor, person_id: int, run_id: int, turn: int, now: datetime
) -> None:
    """Leave an answered card for the next one; after the last the practice is finished.

    Raise Conflict for a card that was not answered.
    """
    permissions.require(actor, "learning.next_card", person_id=person_id)
    run = runs.locked(session, run_id, person_id)
    if run.finished_at is not None or turn != run.turn:
        return
    if runs.answer_on(session, run_id, turn) is None:
        raise Conflict("Answer this question first.")
    run.turn, run.moved_at = turn + 1, now
    if run.turn >= len(runs.queue(session, run)):
        run.finished_at = now
        run.points += _finish(session, run, now)
    session.flush()


def _begun(session: Session, person_id: int, day: object) -> int:
    query = select(func.coalesce(func.max(PracticeRun.number), 0))
    return int(
        session.exec(
            query.where(PracticeRun.person_id == person_id, col(PracticeRun.day) == day)
        ).one()
    )


def _put_on(session: Session, run: PracticeRun, turn: int) -> runs.Put:
    """Return the card of the open turn; raise Conflict for any other turn."""
    if run.finished_at is not None or turn != run.turn:
        raise Conflict("You are at another question now. Go on from there.")
    return runs.queue(session, run)[turn]


def _row(
    run: PracticeRun, question_id: int, question: content.Question, graded: Grade, now: datetime
) -> PracticeAnswer:
    return PracticeAnswer(
        run_id=run.id,
        turn=run.turn,
        person_id=run.person_id,
        question_id=question_id,
        revision=question.revision,
        given=graded.given,
        outcome=graded.outcome,
        is_guess=False,
        points=0,
        answered_at=now,
    )


def _review(
    session: Session,
    run: PracticeRun,
    row: PracticeAnswer,
    question: content.Question,
    now: datetime,
) -> int:
    """Review the card, and return the points that the review brings."""
    due_on = cards.review(
        session,
        person_id=run.person_id,
        team_id=run.team_id,
        question_id=row.question_id,
        seen=Sight(
            outcome=Outcome(row.outcome),
            is_guess=row.is_guess,
            milliseconds=row.milliseconds,
            source=Source.PRACTICE,
            revision=row.revision,
        ),
        now=now,
    )
    if due_on is None or row.outcome != Outcome.RIGHT:
        return 0
    return game.award(
        session,
        person_id=run.person_id,
        rule=rules.REVIEW,
        object=question.id,
        revision=question.revision,
        period=due_on.isoformat(),
        now=now,
    )


def _finish(session: Session, run: PracticeRun, now: datetime) -> int:
    """Write the practice into the ledger; a free one is kept for the streak, without points."""
    return game.award(
        session,
        person_id=run.person_id,
        rule=rules.PRACTICE,
        object=FREE if run.is_free else OF_THE_DAY,
        period=run.day.isoformat(),
        share=0.0 if run.is_free else 1.0,
        now=now,
    )
