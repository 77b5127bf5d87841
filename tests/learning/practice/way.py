"""Walk a person through practices in tests."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session, select

from cxgame.game import queries as game
from cxgame.learning.answers import Told
from cxgame.learning.models import Question
from cxgame.learning.practice import runs, service
from cxgame.learning.practice.models import PracticeRun, ReviewCard, ReviewEntry
from cxgame.people.actor import Actor
from tests.conftest import NOON
from tests.learning.library import RIGHT, WRONG


@dataclass
class Practiser:
    """One person with cards, at a moment."""

    session: Session
    actor: Actor
    now: datetime = NOON

    @property
    def me(self) -> int:
        assert self.actor.person_id is not None
        return self.actor.person_id

    @property
    def points(self) -> int:
        return game.total(self.session, actor=self.actor, person_id=self.me)

    def later(self, **gap: float) -> "Practiser":
        return replace(self, now=self.now + timedelta(**gap))

    def begin(self, *, is_free: bool = False) -> int:
        return service.begin_practice(
            self.session, actor=self.actor, person_id=self.me, is_free=is_free, now=self.now
        )

    @property
    def run(self) -> PracticeRun:
        found = runs.current(self.session, self.me, self.now)
        assert found is not None
        return found

    def key(self, turn: int | None = None) -> str:
        """Return the question of a turn, the open one by default."""
        queue = runs.queue(self.session, self.run)
        return queue[self.run.turn if turn is None else turn].key

    def answer(
        self, turn: int, answer: object, *, guessed: bool = False, run_id: int | None = None
    ) -> Told:
        return service.answer_card(
            self.session,
            actor=self.actor,
            person_id=self.me,
            run_id=self.run.id if run_id is None else run_id,
            turn=turn,
            answer=answer,
            guessed=guessed,
            milliseconds=4200,
            now=self.now,
        )

    def next(self, turn: int) -> None:
        service.next_card(
            self.session,
            actor=self.actor,
            person_id=self.me,
            run_id=self.run.id,
            turn=turn,
            now=self.now,
        )

    def finish(self, *, wrong: tuple[str, ...] = ()) -> None:
        """Answer and go on until the practice is over; these are wrong the first time."""
        while self.run.finished_at is None:
            turn, key = self.run.turn, self.key()
            is_first = turn < len(self.run.questions)
            answers = WRONG if key in wrong and is_first else RIGHT
            self.answer(turn, answers[key.partition("-copy")[0]])
            self.next(turn)

    def card(self, key: str) -> ReviewCard:
        query = select(ReviewCard).join(Question, Question.id == ReviewCard.question_id)  # type: ignore[arg-type]
        return self.session.exec(
            query.where(ReviewCard.person_id == self.me, Question.key == key)
        ).one()

    def entries(self, key: str) -> list[ReviewEntry]:
        query = select(ReviewEntry).join(Question, Question.id == ReviewEntry.question_id)  # type: ignore[arg-type]
        return list(
            self.session.exec(
                query.where(ReviewEntry.person_id == self.me, Question.key == key).order_by(
                    ReviewEntry.id  # type: ignore[arg-type]
                )
            )
        )
