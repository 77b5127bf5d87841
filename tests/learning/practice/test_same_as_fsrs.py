"""Our cards are those of the fsrs package, driven by itself over a thousand random histories."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from fsrs import Card, Rating, Scheduler
from sqlmodel import Session, select

from cxgame import clock
from cxgame.learning.grading import Outcome
from cxgame.learning.models import Question
from cxgame.learning.practice import cards
from cxgame.learning.practice.cards import Sight
from cxgame.learning.practice.models import ReviewCard, ReviewEntry, Source
from tests.conftest import Town
from tests.learning.way import stock

HISTORIES = 1_000
SCHEDULER = Scheduler(
    desired_retention=0.85,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=180,
    enable_fuzzing=False,
)
START = datetime(2026, 1, 5, 11, tzinfo=UTC)
ANSWERS = ((Outcome.RIGHT, False), (Outcome.RIGHT, True), (Outcome.PARTLY, False))
ANSWERS += ((Outcome.WRONG, False), (Outcome.RIGHT, False), (Outcome.RIGHT, False))

History = list[tuple[datetime, Outcome, bool]]


def history(dice: Random) -> History:
    """Reviews at one hour of the day, early, in time and late; FSRS sees whole days between."""
    now = START + timedelta(minutes=dice.randrange(0, 12 * 60))
    found = []
    for _review in range(dice.randint(1, 8)):
        found.append((now, *dice.choice(ANSWERS)))
        now += timedelta(days=dice.choice((1, 1, 2, 4, 7, 20, 90, 400)))
    return found


def driven(reviews: History) -> Card:
    """Drive the package itself, by the true moments."""
    card = Card(card_id=1, due=START)
    for now, outcome, is_guess in reviews:
        known = outcome is Outcome.RIGHT and not is_guess
        card, _log = SCHEDULER.review_card(card, Rating.Good if known else Rating.Again, now)
    return card


def questions(session: Session) -> list[int]:
    """A question for each history."""
    like = session.exec(select(Question)).first()
    assert like is not None
    for number in range(HISTORIES):
        session.add(Question(**{**like.model_dump(exclude={"id"}), "key": f"made-{number}"}))
    session.flush()
    made = select(Question.id).where(Question.key.startswith("made-"))  # type: ignore[attr-defined]
    return list(session.exec(made))


@pytest.mark.slow
def test_a_thousand_histories_and_their_replays(session: Session, town: Town) -> None:
    stock(session)
    person_id = town.alice.person_id or 0
    dice = Random(85)
    for question_id in questions(session):
        reviews = history(dice)

        def see(now: datetime, outcome: Outcome, is_guess: bool, seen: int = question_id) -> None:
            sight = Sight(outcome, is_guess, None, Source.PRACTICE, "r")
            cards.review(
                session,
                person_id=person_id,
                team_id=town.desk,
                question_id=seen,
                seen=sight,
                now=now,
            )

        for now, outcome, is_guess in reviews:
            see(now, outcome, is_guess)
            see(now, outcome, is_guess)  # told twice
            see(now + timedelta(minutes=30), dice.choice(list(Outcome)), False)  # and again later
        query = select(ReviewCard).where(ReviewCard.question_id == question_id)
        ours, theirs = session.exec(query).one(), driven(reviews)

        assert (ours.stability, ours.difficulty) == (theirs.stability, theirs.difficulty)
        assert ours.due_on == clock.local_day(theirs.due)
        assert ours.last_review_at == theirs.last_review
        assert ours.reps == len(reviews)
        entries = session.exec(
            select(ReviewEntry.answered_at).where(ReviewEntry.card_id == ours.id)
        ).all()
        assert sorted(entries) == [now for now, *_answer in reviews]
        session.expunge_all()
