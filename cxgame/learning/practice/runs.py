"""Find a person's practices and what was answered in them."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from cxgame import clock, content
from cxgame.errors import NotFound
from cxgame.learning import course
from cxgame.learning.bodies import module_of
from cxgame.learning.grading import Outcome
from cxgame.learning.practice.models import PracticeAnswer, PracticeRun
from cxgame.people import turns

OVER_MIDNIGHT = timedelta(hours=1)  # whoever is in the middle at midnight goes on
# What each answer asks again is built once.
_LOCKED = (
    select(PracticeRun)
    .where(PracticeRun.id == bindparam("run_id"), PracticeRun.person_id == bindparam("person_id"))
    .execution_options(populate_existing=True)
)
_MISSED = select(PracticeAnswer.turn).where(
    PracticeAnswer.run_id == bindparam("run_id"),
    PracticeAnswer.turn < bindparam("first_pass"),
    PracticeAnswer.outcome != Outcome.RIGHT,
)
_ON_TURN = select(PracticeAnswer).where(
    PracticeAnswer.run_id == bindparam("run_id"), PracticeAnswer.turn == bindparam("turn")
)


class Put(NamedTuple):
    """A question as a practice puts it: its key, and the module version that words it."""

    key: str
    version_id: int


def locked(session: Session, run_id: int, person_id: int) -> PracticeRun:
    """Return a practice as it stands once the person's other commands are through.

    Raise NotFound where the person has no such practice.
    """
    turns.lock_person(session, person_id)
    run = session.exec(_LOCKED, params={"run_id": run_id, "person_id": person_id}).first()
    if run is None:
        raise NotFound("There is no such practice under way.")
    return run


def current(session: Session, person_id: int, now: datetime) -> PracticeRun | None:
    """Return the person's latest practice of today, or the one that went over midnight."""
    query = select(PracticeRun).where(PracticeRun.person_id == person_id)
    newest = query.order_by(col(PracticeRun.day).desc(), col(PracticeRun.number).desc())
    run = session.exec(newest.limit(1)).first()
    if run is None or run.day == clock.local_day(now):
        return run
    return run if now - run.moved_at < OVER_MIDNIGHT else None


def first_pass(run: PracticeRun) -> list[Put]:
    """Return the cards of a practice, each once."""
    return [Put(*pair) for pair in run.questions]


def queue(session: Session, run: PracticeRun) -> list[Put]:
    """Return the cards in the order in which they are put, the missed ones again at the end."""
    puts = {put.key: put for put in first_pass(run)}
    return [puts[key] for key in course.turns(list(puts), missed(session, run))]


def missed(session: Session, run: PracticeRun) -> set[str]:
    """Return the keys of the cards that were not right the first time the practice put them."""
    puts = first_pass(run)
    given = {"run_id": run.id, "first_pass": len(puts)}
    return {puts[turn].key for turn in session.exec(_MISSED, params=given)}


def answer_on(session: Session, run_id: int, turn: int) -> PracticeAnswer | None:
    """Return the answer given on a turn, None before it."""
    return session.exec(_ON_TURN, params={"run_id": run_id, "turn": turn}).first()


def question_of(session: Session, put: Put) -> content.Question:
    """Return what a card asks."""
    return module_of(session, put.version_id).question(put.key)
