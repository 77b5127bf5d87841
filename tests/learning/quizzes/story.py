"""Walk a person through the quiz on an SOP."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from cxgame.content import Sop
from cxgame.learning.grading import Outcome
from cxgame.learning.quizzes import screen, service
from cxgame.learning.quizzes.models import SopQuiz
from cxgame.learning.quizzes.screen import QuizView
from cxgame.people.actor import Actor
from cxgame.standards.signing.asks import Kind
from tests.conftest import NOON, Town
from tests.learning.library import RIGHT, SOP, WRONG
from tests.learning.way import stock
from tests.standards.story import CODE, ask


def quiz_asked(session: Session, town: Town, sop: Sop = SOP) -> None:
    """Bring the library in, and ask the frontline for a quiz on the SOP."""
    stock(session)
    ask(session, town.root, sop, Kind.QUIZ)


@dataclass
class Taker:
    """One person at the quiz."""

    session: Session
    actor: Actor
    now: datetime = NOON

    @property
    def who(self) -> dict[str, Any]:
        return {"actor": self.actor, "person_id": self.actor.person_id, "now": self.now}

    def open(self) -> int:
        return service.open_quiz(self.session, code=CODE, **self.who)

    def again(self) -> int:
        return service.try_quiz_again(self.session, code=CODE, **self.who)

    def view(self) -> QuizView:
        found = screen.quiz(self.session, actor=self.actor, code=CODE)
        assert found is not None
        return found

    def keys(self) -> list[str]:
        """Return the questions of the try, in its order."""
        row = self.session.get_one(SopQuiz, self.view().quiz_id)
        return [key for _version, key in row.questions]

    def answer(self, turn: int, answer: object, **changes: Any) -> Outcome:
        arguments = {"quiz_id": self.view().quiz_id, "turn": turn, "answer": answer}
        return service.answer_in_quiz(self.session, **{**self.who, **arguments, **changes})

    def go_on(self, turn: int) -> None:
        service.go_on_in_quiz(self.session, quiz_id=self.view().quiz_id, turn=turn, **self.who)

    def whole(self, *, wrong: int = 0) -> None:
        """Answer everything, the first questions wrong."""
        for turn, key in enumerate(self.keys()):
            answers = WRONG if turn < wrong else RIGHT
            self.answer(turn, answers[key.removeprefix("goodbye-")])
            self.go_on(turn)
