"""Who of the invented company practises on which day, and how much they still know."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from cxgame import clock
from cxgame.demo import story
from cxgame.demo.pupils import LOOKS, Pupil, skill_of
from cxgame.demo.training import Training
from cxgame.learning.grading import Outcome
from cxgame.learning.practice import deck, runs, service
from cxgame.learning.practice.models import PracticeRun
from cxgame.learning.solutions import right_answers
from cxgame.people.actor import Actor

SINCE = 45  # days ago on which the practice of the day began
SHARE = 0.2  # of the people have made it a habit; the others know it from hearsay
ALWAYS = ("Alice Nogueira", "Bruno Teles", "Renata Vilela")  # the people one signs in as
A_DAY = 0.25  # how likely somebody with the habit gets round to it
RESTED = 2  # days before the end: who is looked at has something to do
WORKDAYS = 6  # Sundays are free
KEEN, KEEN_SINCE, KEEN_RESTED = "Alice Nogueira", 26, 1  # who keeps a streak, and since when
UNSURE = 0.15  # how often what was known is called a guess


def spend_day(session: Session, at: Training, *, day: date, ago: int) -> None:
    """Let those practise who have the habit, where cards are due."""
    if ago > SINCE:
        return
    for members in at.cast.members.values():
        for actor in members:
            dice = story.dice("practises", actor.name, ago)
            if actor.name == KEEN and ago <= KEEN_SINCE:
                if ago > KEEN_RESTED:
                    _practise(session, at, actor, day, dice, is_keen=True)
            elif _gets_round_to_it(actor, dice, day, ago):
                _practise(session, at, actor, day, dice)


def _gets_round_to_it(actor: Actor, dice: Random, day: date, ago: int) -> bool:
    is_resting = actor.name in ALWAYS and ago <= RESTED
    is_in = day.weekday() < WORKDAYS and _has_the_habit(actor)
    return is_in and dice.random() < A_DAY and not is_resting


def _has_the_habit(actor: Actor) -> bool:
    return actor.name in ALWAYS or story.dice("habit", actor.name).random() < SHARE


def _practise(
    session: Session,
    at: Training,
    actor: Actor,
    day: date,
    dice: Random,
    *,
    is_keen: bool = False,
) -> None:
    """Go through one practice, knowing each card about as well as it is remembered.

    Who is keen takes the weakest of the other cards where nothing is due.
    """
    person_id = actor.person_id or 0
    found = deck.due(session, person_id=person_id, day=day)
    is_free = is_keen and not found
    if is_free:
        found = deck.resting(session, person_id=person_id, day=day)
    due = {card.key: card.recall for card in found}
    if not due:
        return
    morning = clock.start_of(day) + timedelta(hours=8)
    pupil = Pupil(
        actor=actor,
        skill=skill_of(actor),
        dice=dice,
        language=at.cast.language,
        now=morning + timedelta(minutes=dice.randrange(60, 600)),
    )
    run_id = service.begin_practice(session, is_free=is_free, **_who(pupil))
    puts = runs.first_pass(session.get_one(PracticeRun, run_id))
    missed = [
        put
        for turn, put in enumerate(puts)
        if not _answer(session, pupil, run_id, turn, put, due[put.key])
    ]
    for turn, put in enumerate(missed, len(puts)):
        _answer(session, pupil, run_id, turn, put, 1.0)  # it was explained a minute ago


def _answer(
    session: Session,
    pupil: Pupil,
    run_id: int,
    turn: int,
    put: runs.Put,
    recall: float | None,
) -> bool:
    """Answer one card, go on, and tell whether it was right."""
    question = runs.question_of(session, put)
    milliseconds = 1_000 * pupil.dice.randint(*LOOKS) // 2  # one knows the question by now
    pupil.now += timedelta(milliseconds=milliseconds)
    knows = pupil.dice.random() < (pupil.skill if recall is None else recall)
    told = service.answer_card(
        session,
        run_id=run_id,
        turn=turn,
        answer=right_answers(question)[0] if knows else pupil.wrong(question),
        guessed=knows and recall != 1.0 and pupil.dice.random() < UNSURE * (1 - pupil.skill),
        milliseconds=milliseconds,
        **_who(pupil),
    )
    service.next_card(session, run_id=run_id, turn=turn, **_who(pupil))
    return told.outcome is Outcome.RIGHT


def _who(pupil: Pupil) -> dict[str, Any]:
    now: datetime = pupil.now
    return {"actor": pupil.actor, "person_id": pupil.actor.person_id, "now": now}
