"""Tables of the practice: cards, their reviews, the practices of a day and their answers."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class Source(StrEnum):
    """Where a review came from."""

    MODULE = "module"
    PRACTICE = "practice"


class ReviewCard(SQLModel, table=True):
    """What one person remembers of one question; it begins with the first answer to it.

    Without a stability it was never tested since the SOP last changed in earnest: each such change
    begins another `epoch`, in which `reps` and `lapses` are counted from zero. Without learning
    steps FSRS knows one state only, so none is kept.
    """

    __tablename__ = "review_card"
    __table_args__ = (
        UniqueConstraint("person_id", "question_id"),
        Index("ix__review_card__due", "person_id", "due_on"),
        Index(
            "ix__review_card__map",  # all that the map reads of a card, in its order
            *("team_id", "step_id", "person_id", "question_id", "stability", "reviewed_on"),
        ),
        Index("ix__review_card__moved", "person_id", "team_id"),
        CheckConstraint("epoch >= 1", name="epoch"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    question_id: int = Field(foreign_key="question.id", index=True)
    step_id: int = Field(foreign_key="sop_step.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")  # at the last answer
    epoch: int = 1
    stability: float | None = None  # days until recall has fallen to 90 %
    difficulty: float | None = None  # 1 to 10
    reviewed_on: date | None = None  # the company's day, by which recall is counted
    last_review_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    due_on: date
    reps: int = 0
    lapses: int = 0


class ReviewEntry(SQLModel, table=True):
    """One review of a card, the first answer of its day; rows are only ever added.

    `recall` is what was predicted for that day, None for a first meeting, `days` how long the last
    review lay back, `due_on` when the card had come due.
    """

    __tablename__ = "review_entry"
    __table_args__ = (
        UniqueConstraint("card_id", "epoch", "answered_on"),
        Index("ix__review_entry__map", "team_id", "step_id", "answered_on", "rating", "person_id"),
        Index("ix__review_entry__person", "person_id", "answered_on"),
    )

    id: int = Field(default=None, primary_key=True)
    card_id: int = Field(foreign_key="review_card.id")
    epoch: int
    person_id: int = Field(foreign_key="person.id")
    question_id: int = Field(foreign_key="question.id", index=True)
    step_id: int = Field(foreign_key="sop_step.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")
    revision: str
    answered_on: date
    answered_at: datetime = Field(sa_type=UtcDateTime)
    rating: int  # as FSRS counts: 1 again, 3 good
    outcome: str
    is_guess: bool
    recall: float | None = None
    days: int | None = None
    due_on: date | None = None
    milliseconds: int | None = None
    source: str


class PracticeRun(SQLModel, table=True):
    """One practice of a person on a day, and where the person stands in it.

    `questions` are pairs of a question's key and the module version that words it, so that an
    update in mid-practice changes nothing under the reader. `turn` counts the cards put so far, the
    missed ones that come back at the end included. A free one holds cards that are not due.
    """

    __tablename__ = "practice_run"
    __table_args__ = (
        UniqueConstraint("person_id", "day", "number"),
        CheckConstraint("turn >= 0", name="turn"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    day: date
    number: int
    is_free: bool = False
    questions: list[Any] = Field(sa_type=JSON)
    turn: int = 0
    right: int = 0  # cards answered right on the first turn
    points: int = 0  # what this run brought; the ledger is what counts
    started_at: datetime = Field(sa_type=UtcDateTime)
    moved_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)


class PracticeAnswer(SQLModel, table=True):
    """What somebody answered on one turn of a practice; the first one stays."""

    __tablename__ = "practice_answer"
    __table_args__ = (UniqueConstraint("run_id", "turn"),)

    id: int = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="practice_run.id")
    turn: int
    person_id: int = Field(foreign_key="person.id", index=True)
    question_id: int = Field(foreign_key="question.id", index=True)
    revision: str
    given: Any = Field(sa_type=JSON)
    outcome: str
    is_guess: bool
    points: int
    milliseconds: int | None = None
    answered_at: datetime = Field(sa_type=UtcDateTime)
