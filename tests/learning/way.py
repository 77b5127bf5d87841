"""Walk a person through a module in tests."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from cxgame.learning import answers, conversation, player, service
from cxgame.learning.answers import Told
from cxgame.learning.course import Stage
from cxgame.learning.importing import import_content
from cxgame.learning.player import PlayerView
from cxgame.people.actor import Actor
from tests import stories
from tests.conftest import NOON
from tests.learning.library import LIBRARY, RIGHT, WRONG

GOOD_TALK = ("sorry", "plan")
BAD_TALK = ("excuse", "shrug")


def stock(session: Session) -> None:
    """Bring the small library in."""
    stories.beginning(
        session,
        "the small library",
        lambda: import_content(session, actor=Actor.system(), library=LIBRARY, now=NOON),
    )


def been_through(
    session: Session,
    actor: Actor,
    *,
    wrong: tuple[str, ...] = (),
    talk: tuple[str, ...] = GOOD_TALK,
) -> "Learner":
    """Return somebody who went through the first module, where that is but the beginning."""
    learner = Learner(session, actor)
    stories.beginning(
        session, (learner.me, wrong, talk), lambda: learner.whole(wrong=wrong, talk=talk)
    )
    return learner


@dataclass
class Learner:
    """One person in one module."""

    session: Session
    actor: Actor
    slug: str = "welcome"
    now: datetime = NOON

    @property
    def me(self) -> int:
        assert self.actor.person_id is not None
        return self.actor.person_id

    def open(self) -> int:
        return service.open_module(
            self.session, actor=self.actor, person_id=self.me, slug=self.slug, now=self.now
        )

    def view(self) -> PlayerView:
        found = player.player(self.session, actor=self.actor, slug=self.slug)
        assert found is not None
        return found

    def read(self) -> None:
        service.finish_lesson(
            self.session,
            actor=self.actor,
            person_id=self.me,
            run_id=self.view().run_id,
            now=self.now,
        )

    def answer(self, turn: int, answer: object, *, guessed: bool = False) -> Told:
        return answers.answer_question(
            self.session,
            actor=self.actor,
            person_id=self.me,
            run_id=self.view().run_id,
            turn=turn,
            answer=answer,
            guessed=guessed,
            milliseconds=4200,
            now=self.now,
        )

    def go_on(self, turn: int) -> None:
        service.go_on(
            self.session,
            actor=self.actor,
            person_id=self.me,
            run_id=self.view().run_id,
            turn=turn,
            now=self.now,
        )

    def say(self, position: int, choice: str, *, round_: int = 1) -> None:
        conversation.choose_in_scenario(
            self.session,
            actor=self.actor,
            person_id=self.me,
            run_id=self.view().run_id,
            round=round_,
            position=position,
            choice=choice,
            now=self.now,
        )

    def finish(self) -> None:
        service.finish_module(
            self.session,
            actor=self.actor,
            person_id=self.me,
            run_id=self.view().run_id,
            now=self.now,
        )

    def replay(self) -> None:
        conversation.replay_scenario(
            self.session,
            actor=self.actor,
            person_id=self.me,
            run_id=self.view().run_id,
            now=self.now,
        )

    def again(self) -> int:
        return service.start_again(
            self.session, actor=self.actor, person_id=self.me, slug=self.slug, now=self.now
        )

    def key(self, turn: int) -> str:
        """Return the question that the open turn puts."""
        from cxgame.learning import runs

        run = runs.locked(self.session, self.view().run_id, self.me)
        return runs.queue(self.session, run)[turn]

    def answer_all(self, *, wrong: tuple[str, ...] = (), wrong_again: tuple[str, ...] = ()) -> None:
        """Answer until the questions are over; these wrong the first time, those the second too."""
        while self.view().stage is Stage.QUESTIONS:
            question = self.view().question
            assert question is not None
            key = self.key(question.turn).removeprefix(f"{self.slug}-")
            missed = wrong_again if question.is_again else wrong
            self.answer(question.turn, (WRONG if key in missed else RIGHT)[key])
            self.go_on(question.turn)

    def talk(self, *choices: str, round_: int = 1) -> None:
        for position, choice in enumerate(choices):
            self.say(position, choice, round_=round_)

    def whole(self, *, wrong: tuple[str, ...] = (), talk: tuple[str, ...] = GOOD_TALK) -> None:
        """Go the whole way from the lesson to the result."""
        self.open()
        self.read()
        self.answer_all(wrong=wrong)
        if self.view().stage is Stage.SCENARIO:
            self.talk(*talk)
            self.finish()
