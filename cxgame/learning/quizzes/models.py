"""Tables of the quizzes on SOPs: every try, and every answer in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, text
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class SopQuiz(SQLModel, table=True):
    """One try of one person at the quiz on a version of an SOP.

    `questions` are pairs of a module's version and a question in it, in the order of this try, so
    that they stay what they were.
    """

    __tablename__ = "sop_quiz"
    __table_args__ = (
        UniqueConstraint("person_id", "version_id", "number"),
        Index(
            "uq__sop_quiz__open",
            "person_id",
            "version_id",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        CheckConstraint("turn >= 0", name="turn"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    version_id: int = Field(foreign_key="sop_version.id", index=True)
    number: int
    questions: list[list[Any]] = Field(sa_type=JSON)
    turn: int = 0
    right: int = 0
    is_passed: bool = False
    started_at: datetime = Field(sa_type=UtcDateTime)
    moved_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SopQuizAnswer(SQLModel, table=True):
    """What somebody answered on one turn of a quiz; the first one stays."""

    __tablename__ = "sop_quiz_answer"
    __table_args__ = (UniqueConstraint("quiz_id", "turn"),)

    id: int = Field(default=None, primary_key=True)
    quiz_id: int = Field(foreign_key="sop_quiz.id")
    turn: int
    person_id: int = Field(foreign_key="person.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    question_id: int = Field(foreign_key="question.id", index=True)
    step_id: int = Field(foreign_key="sop_step.id", index=True)
    revision: str
    given: Any = Field(sa_type=JSON)
    outcome: str
    is_guess: bool
    milliseconds: int | None = None
    answered_at: datetime = Field(sa_type=UtcDateTime)
