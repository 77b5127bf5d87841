"""How somebody goes through a module: by the real commands, and not always right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from cxgame import content
from cxgame.demo import story
from cxgame.learning import answers, conversation, course, service
from cxgame.learning.bodies import module_of
from cxgame.learning.course import Stage
from cxgame.learning.grading import Answer, Outcome
from cxgame.learning.models import ModuleRun
from cxgame.learning.solutions import right_answers
from cxgame.people.actor import Actor

SKILLS = (0.78, 0.98)
LOOKS = (9, 55)  # seconds at one question
READS = timedelta(minutes=3)
NO_IDEA = {"pt-BR": "não lembro", "en": "no idea"}


def skill_of(actor: Actor) -> float:
    """Return how good somebody is at learning, from 0 to 1."""
    return story.dice("skill", actor.name).uniform(*SKILLS)


@dataclass
class Pupil:
    """Somebody at a module: how good (0 to 1), with which dice, and what the clock says."""

    actor: Actor
    skill: float
    dice: Random
    language: str
    now: datetime

    def begin(self, session: Session, slug: str) -> int:
        """Open a module, or begin it again where it was finished, and return the run."""
        run_id = service.open_module(session, slug=slug, **self._who())
        run = session.get_one(ModuleRun, run_id)
        if run.finished_at is not None:
            run_id = service.start_again(session, slug=slug, **self._who())
        return run_id

    def walk(self, session: Session, slug: str, *, until: int | None = None) -> bool:
        """Go through a module, or only to a turn of its questions; tell whether it was passed."""
        run_id = self.begin(session, slug)
        run = session.get_one(ModuleRun, run_id)
        module = module_of(session, run.version_id)
        if run.stage == Stage.LESSON:
            self.now += READS
            service.finish_lesson(session, run_id=run_id, **self._who())
        if self._answer_all(session, run, module, until):
            self._talk(session, run, module.scenario)
        return run.is_passed

    def _answer_all(
        self, session: Session, run: ModuleRun, module: content.Module, until: int | None
    ) -> bool:
        """Answer turn by turn, missed questions again; return False when stopping on the way."""
        missed: list[str] = []
        while run.stage == Stage.QUESTIONS:
            turn = run.turn
            if turn == until:
                return False
            question = module.question(course.turns(run.questions, missed)[turn])
            milliseconds = 1_000 * self.dice.randint(*LOOKS)
            self.now += timedelta(milliseconds=milliseconds)
            knows = self.dice.random() < self.skill or turn >= len(run.questions)
            told = answers.answer_question(
                session,
                run_id=run.id,
                turn=turn,
                answer=right_answers(question)[0] if knows else self.wrong(question),
                guessed=not knows and self.dice.random() < 0.4,
                milliseconds=milliseconds,
                **self._who(),
            )
            if told.outcome is not Outcome.RIGHT and turn < len(run.questions):
                missed.append(question.id)
            service.go_on(session, run_id=run.id, turn=turn, **self._who())
        return True

    def _talk(self, session: Session, run: ModuleRun, scenario: content.Scenario) -> None:
        """Bring the conversation to its end and the module to its result, where it is not yet."""
        if run.stage != Stage.SCENARIO:
            return
        for position, choice in enumerate(self._replies(scenario)):
            self.now += timedelta(seconds=self.dice.randint(*LOOKS))
            conversation.choose_in_scenario(
                session,
                run_id=run.id,
                round=run.round,
                position=position,
                choice=choice,
                **self._who(),
            )
        service.finish_module(session, run_id=run.id, **self._who())

    def _replies(self, scenario: content.Scenario) -> Iterator[str]:
        node = scenario.node(scenario.start)
        while node.choices:
            best = max(node.choices, key=lambda choice: choice.points)
            chosen = best if self.dice.random() < self.skill else self.dice.choice(node.choices)
            yield chosen.id
            node = scenario.node(chosen.goto)

    def wrong(self, question: content.Question) -> Answer:
        """Return an answer that misses."""
        match question.solution:
            case content.Choices(options=options):
                tempting = self.dice.choice([one.id for one in options if not one.right])
                return tempting if question.kind is content.Kind.SINGLE else [tempting]
            case content.Truth(answer=truth):
                return not truth
            case content.ShortText():
                return NO_IDEA[self.language]
            case content.Number(answer=number, tolerance=tolerance):
                return number + 2 * tolerance + 1
            case content.Matching(pairs=pairs):
                ids = [pair.id for pair in pairs]
                return dict(zip(ids, [*ids[1:], ids[0]], strict=True))
            case content.Ordering(items=items):
                return [item.id for item in reversed(items)]

    def _who(self) -> dict[str, Any]:
        return {"actor": self.actor, "person_id": self.actor.person_id, "now": self.now}
