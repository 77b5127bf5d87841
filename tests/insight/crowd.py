"""People with cards and reviews, made directly: what the readings of insight are tried on."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, select

from cxgame import clock
from cxgame.learning.models import Question
from cxgame.learning.practice.models import ReviewCard, ReviewEntry, Source
from cxgame.people import service as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.standards.models import SopStep
from tests.conftest import NOON
from tests.learning.way import stock

TODAY = clock.local_day(NOON)


@dataclass
class Crowd:
    """The small library in place, and words to make people who answered it."""

    session: Session
    today: date = TODAY
    made: int = 0
    cards: dict[tuple[int, str], ReviewCard] = field(default_factory=dict)
    steps: dict[str, int] = field(default_factory=dict)  # for those whose session is over

    def __post_init__(self) -> None:
        stock(self.session)

    def step(self, key: str) -> int:
        return self.session.exec(select(SopStep.id).where(SopStep.key == key)).one()

    def question(self, key: str) -> Question:
        return self.session.exec(select(Question).where(Question.key == key)).one()

    def person(self, team_id: int, name: str = "") -> int:
        self.made += 1
        return people.add_person(
            self.session,
            actor=Actor.system(),
            name=name or f"Person {self.made}",
            role=Role.FRONTLINE,
            team_id=team_id,
            now=NOON,
        )

    def people(self, team_id: int, n: int) -> list[int]:
        return [self.person(team_id) for _ in range(n)]

    def knows(
        self,
        person_id: int,
        team_id: int | None,
        key: str,
        *,
        stability: float | None,
        ago: int = 0,
    ) -> ReviewCard:
        """Give a person a card, last reviewed some days ago; without stability it was reset."""
        question = self.question(key)
        card = ReviewCard(
            person_id=person_id,
            question_id=question.id,
            step_id=question.step_id,
            team_id=team_id,
            stability=stability,
            difficulty=None if stability is None else 5.0,
            reviewed_on=None if stability is None else self.today - timedelta(days=ago),
            due_on=self.today,
            reps=0 if stability is None else 1,
        )
        self.session.add(card)
        self.session.flush()
        self.cards[person_id, key] = card
        return card

    def answered(
        self,
        person_id: int,
        team_id: int | None,
        key: str,
        *,
        right: bool,
        ago: int = 0,
        recall: float | None = None,
        guessed: bool = False,
    ) -> None:
        """Store one review, some days ago."""
        question = self.question(key)
        card = self.cards.get((person_id, key)) or self.knows(
            person_id, team_id, key, stability=30.0, ago=ago
        )
        day = self.today - timedelta(days=ago)
        self.session.add(
            ReviewEntry(
                card_id=card.id,
                epoch=1,
                person_id=person_id,
                question_id=question.id,
                step_id=question.step_id,
                team_id=team_id,
                revision=question.revision,
                answered_on=day,
                answered_at=datetime.combine(day, time(15), NOON.tzinfo),
                rating=3 if right and not guessed else 1,
                outcome="right" if right else "wrong",
                is_guess=guessed,
                recall=recall,
                source=Source.PRACTICE,
            )
        )
        self.session.flush()
