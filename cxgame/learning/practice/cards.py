"""Keep a person's cards: review them when an answer comes, forget where an SOP changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from fsrs import Rating
from sqlalchemy import ColumnElement, bindparam
from sqlalchemy import update as sa_update
from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.learning.grading import Outcome
from cxgame.learning.models import Question
from cxgame.learning.practice import memory
from cxgame.learning.practice.memory import Memory
from cxgame.learning.practice.models import ReviewCard, ReviewEntry, Source
from cxgame.standards.models import SopStep

# What each review asks is built once.
_LOCKED = (
    select(ReviewCard)
    .where(
        ReviewCard.person_id == bindparam("person_id"),
        ReviewCard.question_id == bindparam("question_id"),
    )
    .with_for_update()
    .execution_options(populate_existing=True)
)
_STEP = select(Question.step_id).where(Question.id == bindparam("question_id"))


@dataclass(frozen=True)
class Sight:
    """One answer, as a card takes it in."""

    outcome: Outcome
    is_guess: bool
    milliseconds: int | None
    source: Source
    revision: str


def review(
    session: Session,
    *,
    person_id: int,
    team_id: int | None,
    question_id: int,
    seen: Sight,
    now: datetime,
) -> date | None:
    """Count an answer as the review of its card, unless the card had one on the company's day.

    Return the day for which the card was due, None where it was not, or was reviewed before: only
    a due review can bring points. The caller has locked the person.
    """
    day = clock.local_day(now)
    card = _locked(session, person_id, question_id) or _new(session, person_id, question_id, day)
    if card.reviewed_on is not None and card.reviewed_on >= day:
        return None
    due_on = card.due_on if card.epoch > 1 or card.reps else None  # a first meeting is no review
    before = _memory(card)
    given = memory.rating(seen.outcome, is_guess=seen.is_guess)
    after = memory.review(before, given, day)
    session.add(card)
    card.team_id = team_id
    _remember(card, after, is_lapse=before is not None and given is Rating.Again)
    card.last_review_at = now
    if card.id is None:
        session.flush()  # its first entry names it
    session.add(_entry(card, before, seen, int(given), due_on, now))
    session.flush()
    return due_on if due_on is not None and due_on <= day else None


def reset_steps(session: Session, *, sop_id: int, step_keys: Collection[str], now: datetime) -> int:
    """Make the cards on changed steps of an SOP to be learned again and return how many.

    They are due now and never tested since the change; what was answered before stays on record.
    """
    steps = select(SopStep.id).where(SopStep.sop_id == sop_id, col(SopStep.key).in_(step_keys))
    return _reset(session, col(ReviewCard.step_id).in_(steps), now)


def reset_question(session: Session, *, question_id: int, now: datetime) -> int:
    """Make the cards of one question to be learned again: another answer is right now."""
    return _reset(session, col(ReviewCard.question_id) == question_id, now)


def move_question(session: Session, *, question_id: int, step_id: int) -> None:
    """Let the cards of a question follow it to another step; what was reviewed stays where it was.

    The person remembers the answer as well as before.
    """
    session.execute(
        sa_update(ReviewCard)
        .where(col(ReviewCard.question_id) == question_id, col(ReviewCard.step_id) != step_id)
        .values(step_id=step_id)
    )


def _locked(session: Session, person_id: int, question_id: int) -> ReviewCard | None:
    """Return a card that no change of an SOP can reset until this transaction ends."""
    given = {"person_id": person_id, "question_id": question_id}
    return session.exec(_LOCKED, params=given).first()


def _new(session: Session, person_id: int, question_id: int, day: date) -> ReviewCard:
    step_id = session.exec(_STEP, params={"question_id": question_id}).one()
    return ReviewCard(person_id=person_id, question_id=question_id, step_id=step_id, due_on=day)


def _memory(card: ReviewCard) -> Memory | None:
    if card.stability is None or card.difficulty is None or card.reviewed_on is None:
        return None
    return Memory(card.stability, card.difficulty, card.reviewed_on, card.due_on)


def _remember(card: ReviewCard, after: Memory, *, is_lapse: bool) -> None:
    card.stability, card.difficulty = after.stability, after.difficulty
    card.reviewed_on, card.due_on = after.reviewed_on, after.due_on
    card.reps += 1
    card.lapses += is_lapse


def _entry(
    card: ReviewCard,
    before: Memory | None,
    seen: Sight,
    rating: int,
    due_on: date | None,
    now: datetime,
) -> ReviewEntry:
    day = clock.local_day(now)
    return ReviewEntry(
        card_id=card.id,
        epoch=card.epoch,
        person_id=card.person_id,
        question_id=card.question_id,
        step_id=card.step_id,
        team_id=card.team_id,
        revision=seen.revision,
        answered_on=day,
        answered_at=now,
        rating=rating,
        outcome=seen.outcome,
        is_guess=seen.is_guess,
        recall=memory.recall(before, day) if before else None,
        days=(day - before.reviewed_on).days if before else None,
        due_on=due_on,
        milliseconds=seen.milliseconds,
        source=seen.source,
    )


def _reset(session: Session, condition: ColumnElement[bool], now: datetime) -> int:
    values = {
        "epoch": ReviewCard.epoch + 1,
        "stability": None,
        "difficulty": None,
        "reviewed_on": None,
        "last_review_at": None,
        "due_on": clock.local_day(now),
        "reps": 0,
        "lapses": 0,
    }
    done = session.execute(sa_update(ReviewCard).where(condition).values(values))
    return int(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE has one
