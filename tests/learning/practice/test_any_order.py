"""Whatever comes twice, early, late or from another tab: no card is skipped, no point repeated."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session, select

from cxgame import clock
from cxgame.errors import CxgameError
from cxgame.game.models import PointEntry
from cxgame.learning.answers import Told
from cxgame.learning.grading import Outcome
from cxgame.learning.practice import deck, runs
from cxgame.learning.practice.models import PracticeAnswer, PracticeRun, ReviewCard, ReviewEntry
from tests.conftest import EXAMPLES, Town
from tests.learning.library import RIGHT, WRONG
from tests.learning.practice.way import Practiser
from tests.learning.way import been_through, stock

ANSWERS = st.sampled_from(["right", "wrong", "guess"])
TURNS = st.integers(0, 20)


class Practising(RuleBasedStateMachine):
    """One person, and a model of what each message may do."""

    def __init__(self, session: Session, town: Town) -> None:
        super().__init__()
        self.session = session
        self.attempt = session.begin_nested()
        stock(session)
        been_through(session, town.alice, wrong=("single", "number"))
        self.who = Practiser(session, town.alice).later(days=4)
        self.points = self.who.points
        self.done: set[tuple[int, object]] = set()  # days on which a practice was finished
        self.told: dict[tuple[int, int], Told] = {}

    def teardown(self) -> None:
        self.attempt.rollback()

    @property
    def run(self) -> PracticeRun | None:
        return runs.current(self.session, self.who.me, self.who.now)

    @property
    def open_run(self) -> PracticeRun | None:
        run = self.run
        return run if run and run.finished_at is None else None

    @rule(is_free=st.booleans())
    def begin(self, is_free: bool) -> None:
        """Open the page, in whichever tab."""
        open_run, day = self.open_run, clock.local_day(self.who.now)
        read = deck.resting if is_free else deck.due
        found = read(self.session, person_id=self.who.me, day=day)
        try:
            run_id = self.who.begin(is_free=is_free)
        except CxgameError:
            assert open_run is None
            assert not found
            return
        if open_run:
            assert run_id == open_run.id

    @precondition(lambda self: self.open_run)
    @rule(how=ANSWERS)
    def answer(self, how: str) -> None:
        """Answer the open card; a second answer to it changes nothing."""
        run = self.who.run
        turn, key = run.turn, self.who.key()
        expected = self.expected(key, turn, how)
        told = self.who.answer(
            turn, (WRONG if how == "wrong" else RIGHT)[key], guessed=how == "guess"
        )
        if (run.id, turn) in self.told:
            assert told == self.told[run.id, turn]
            return
        assert told == expected
        self.told[run.id, turn] = told
        self.points += told.points

    def expected(self, key: str, turn: int, how: str) -> Told:
        """Return what the rules promise for a fresh answer."""
        if how == "wrong":
            return Told(Outcome.WRONG, 0)
        card, day = self.who.card(key), clock.local_day(self.who.now)
        is_due = card.due_on <= day and card.reviewed_on != day
        is_first = turn < len(self.who.run.questions)
        return Told(Outcome.RIGHT, 5 if is_due and is_first else 0)

    @precondition(lambda self: self.open_run)
    @rule(turn=TURNS, how=ANSWERS)
    def answer_another_turn(self, turn: int, how: str) -> None:
        """Send a stale or an early answer."""
        run = self.who.run
        if turn == run.turn:
            return
        answers: dict[str, Any] = WRONG if how == "wrong" else RIGHT
        try:
            told = self.who.answer(turn, answers["single"])
        except CxgameError:
            assert turn > run.turn
            return
        assert told == self.told[run.id, turn]

    @precondition(lambda self: self.open_run)
    @rule(turn=st.none() | TURNS)
    def go_on(self, turn: int | None) -> None:
        """Press Next, on this card or on one of another tab."""
        run = self.who.run
        before = run.turn
        at = before if turn is None else turn
        is_answered = (run.id, before) in self.told
        try:
            self.who.next(at)
        except CxgameError:
            assert at == before
            assert not is_answered
        assert run.turn == before + (at == before and is_answered)
        if run.finished_at and not run.is_free and run.day not in {d for _p, d in self.done}:
            self.done.add((self.who.me, run.day))
            self.points += 10

    @rule(hours=st.sampled_from([1, 6, 20, 30, 24 * 9]))
    def wait(self, hours: int) -> None:
        """Put the phone down."""
        self.who = self.who.later(hours=hours)

    @rule()
    def reload(self) -> None:
        """Forget everything that this tab knew."""
        self.session.expire_all()

    @invariant()
    def points_are_those_promised(self) -> None:
        assert self.who.points == self.points
        rows = self.session.exec(select(PointEntry)).all()
        assert sum(row.points for row in rows) == self.points

    @invariant()
    def no_card_is_skipped(self) -> None:
        """Every turn up to the open one has its one answer, and a finished run put all of them."""
        for run in self.session.exec(select(PracticeRun)):
            query = select(PracticeAnswer.turn).where(PracticeAnswer.run_id == run.id)
            turns = sorted(self.session.exec(query))
            assert turns == list(range(len(turns)))
            assert run.turn <= len(turns) <= run.turn + 1
            if run.finished_at:
                assert run.turn == len(runs.queue(self.session, run)) >= len(run.questions)

    @invariant()
    def a_card_has_one_review_a_day(self) -> None:
        entries = self.session.exec(select(ReviewEntry)).all()
        days = [(entry.card_id, entry.epoch, entry.answered_on) for entry in entries]
        assert len(set(days)) == len(days)
        cards = self.session.exec(select(ReviewCard)).all()
        assert sum(card.reps for card in cards) == len(entries)
        assert all(card.reviewed_on and card.due_on > card.reviewed_on for card in cards)
        assert all(card.due_on - card.reviewed_on <= timedelta(days=180) for card in cards)  # type: ignore[operator]


def test_any_order_of_messages(session: Session, town: Town) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        lambda: Practising(session, town),
        settings=settings(
            max_examples=EXAMPLES // 3,
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
        ),
    )
